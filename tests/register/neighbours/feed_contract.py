"""The contract of every feed, held against each implementation: a folder, HTTP, the stand-in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from pytest_django import Settings

from aiqyn.register.intake.collecting import collect
from aiqyn.register.neighbours.errors import NeighbourRefused
from aiqyn.register.neighbours.feeds import Feed, FolderFeed, HttpFeed
from aiqyn.register.neighbours.wire import Wire
from aiqyn.register.rows import FeedCursor, ImportRun
from aiqyn.simulate.neighbours.feeds import SyntheticFeed
from tests.register.neighbours.serving import Answer, serve

HOW = ("stand-in", "folder", "http")


@contextmanager
def feed_of(kind: str, how: str, folder: Path) -> Iterator[Feed]:
    """A feed of one good delivery of a kind."""
    room = folder / "made"
    room.mkdir()
    made = SyntheticFeed(kind).after("", room)
    assert made is not None
    if how == "stand-in":
        yield SyntheticFeed(kind)
    elif how == "folder":
        (room / ".half.part").write_text("not whole yet")
        yield FolderFeed(room)
    else:

        def answering(path: str, query: Mapping[str, str], _: bytes) -> Answer:
            assert path == "/deliveries"
            if query.get("after", "") >= made.name:
                return 204, b"", {}
            return 200, made.path.read_bytes(), {"Delivery-Name": made.name}

        with serve(answering) as url:
            yield HttpFeed(Wire(url))


def check_feed(feed: Feed, how: str, tmp_path: Path) -> None:
    """Ascending names; the same bytes again; nothing after the last; only a stand-in says that it is one."""
    first, again = tmp_path / "first", tmp_path / "again"
    first.mkdir()
    again.mkdir()
    delivery = feed.after("", first)
    assert delivery is not None
    assert delivery.name > ""
    repeated = feed.after("", again)
    assert repeated is not None
    assert (repeated.name, repeated.path.read_bytes()) == (delivery.name, delivery.path.read_bytes())
    assert feed.after(delivery.name, again) is None
    assert feed.labelled == ("stand-in" if how == "stand-in" else "")


def check_collected(name: str, kind: str, feed: Feed, tmp_path: Path, test_settings: Settings) -> None:
    """What a feed has is imported once, and the cursor stands after it; lost, it changes nothing."""
    test_settings.AIQYN = replace(settings.AIQYN, folder=tmp_path / "register")
    inbox = settings.AIQYN.inbox
    (report,) = collect(name, kind, feed, inbox, at_clock=timezone.now)
    assert (report.accepted > 0, report.refused) == (True, 0), list(report.refusals())
    assert list(collect(name, kind, feed, inbox, at_clock=timezone.now)) == []
    FeedCursor.objects.all().delete()
    (repeated,) = collect(name, kind, feed, inbox, at_clock=timezone.now)
    assert repeated.already
    assert ImportRun.objects.filter(kind=kind).count() == 1
    assert [path.name for path in inbox.iterdir() if path.name.startswith(".delivery-")] == []


def before(kinds: tuple[str, ...], tmp_path: Path, test_settings: Settings) -> None:
    """Import what a kind rests on, from the stand-ins."""
    test_settings.AIQYN = replace(settings.AIQYN, folder=tmp_path / "register")
    for kind in kinds:
        for report in collect(f"before-{kind}", kind, SyntheticFeed(kind), settings.AIQYN.inbox, at_clock=timezone.now):
            assert report.refused == 0


def check_refuses_nonsense(tmp_path: Path) -> None:
    """A delivery without a name above the cursor would be asked for for ever: it is refused."""
    for name in ("", "0000", "../../etc/passwd", "a b"):
        with serve(lambda *_, name=name: (200, b"x", {"Delivery-Name": name})) as url:
            with pytest.raises(NeighbourRefused):
                HttpFeed(Wire(url)).after("0001", tmp_path)
            assert list(tmp_path.iterdir()) == []
