"""What a feed that breaks its contract, or is not there, does to the register: nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from aiqyn.register.intake.collecting import collect
from aiqyn.register.neighbours.errors import NeighbourRefused, NeighbourUnavailable
from aiqyn.register.neighbours.feeds import FolderFeed, HttpFeed
from aiqyn.register.neighbours.wire import Wire
from aiqyn.register.rows import FeedCursor
from tests.register.neighbours import feed_contract
from tests.register.neighbours.serving import serve


def test_a_delivery_without_a_name_above_the_cursor_is_refused(tmp_path: Path) -> None:
    feed_contract.check_refuses_nonsense(tmp_path)


@pytest.mark.parametrize(
    ("status", "error"), [(500, NeighbourUnavailable), (429, NeighbourUnavailable), (404, NeighbourRefused),
                          (302, NeighbourRefused)],
)  # fmt: skip
def test_what_a_status_means(status: int, error: type[Exception], tmp_path: Path) -> None:
    with serve(lambda *_: (status, b"", {"Location": "http://127.0.0.1:1/"})) as url, pytest.raises(error):
        HttpFeed(Wire(url)).after("", tmp_path)


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(NeighbourUnavailable):
        HttpFeed(Wire("http://127.0.0.1:1")).after("", tmp_path)
    with pytest.raises(NeighbourUnavailable):
        FolderFeed(tmp_path / "none").after("", tmp_path)


@pytest.mark.parametrize("url", ["http://ministry.example", "ftp://127.0.0.1", "ministry.example", ""])
def test_an_address_is_https_or_here(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Wire(url)


def test_a_file_that_is_refused_whole_stops_the_feed_there(db: None, tmp_path: Path, settings: Settings) -> None:
    settings.AIQYN = replace(settings.AIQYN, folder=tmp_path / "register")
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "0001").write_text("code,name_kk,name_ru,name_en\n7501,а,а,a\n")
    (inbox / "0002").write_text("nonsense\n")
    (inbox / "0003").write_text("code,name_kk,name_ru,name_en\n7101,а,а,a\n")
    reports = collect("courts", "courts", FolderFeed(inbox), settings.AIQYN.inbox, at_clock=timezone.now)
    assert next(reports).accepted == 1
    with pytest.raises(NeighbourRefused, match="0002"):
        next(reports)
    assert FeedCursor.objects.get().cursor == "0001"
