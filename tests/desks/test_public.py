"""What everybody may read: promises, refusals, counts, the release clock as words and as a picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from aiqyn import ledger
from aiqyn.desks.public import picture
from aiqyn.register import keys
from tests.desks.stage import Stage


@pytest.fixture
def anybody() -> Client:
    return Client(headers={"accept-language": "en"})


def test_the_first_page_counts_and_says_what_it_refuses(stage: Stage, anybody: Client) -> None:
    person = stage.person()
    measure = stage.in_force(person)
    stage.disclosed(measure)
    stage.proposed()
    text = anybody.get("/").content.decode()
    for expected in (
        "Only this person, only by this order", "Asking tells nobody anything", "Free in a second", "No cameras.",
        "Border desk, leaving the country", "No payment has released a measure yet",
    ):  # fmt: skip
        assert expected in text
    for unspoken in (person.number, person.surname, measure.ref, measure.proceeding.number):
        assert unspoken not in text


def test_the_release_clock_in_words_and_as_a_picture(stage: Stage, anybody: Client) -> None:
    for _ in range(3):
        stage.pay(stage.in_force().proceeding.reference, 500_000, at=timezone.now())
    text = anybody.get("/").content.decode()
    assert 'src="/release-times.svg"' in text
    assert "Bars of the last releases by payment, 3 in all: half within" in text
    response = anybody.get("/release-times.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert "Cookie" in response.headers["Vary"]
    drawing = ET.fromstring(response.content)
    assert len(drawing.findall("{http://www.w3.org/2000/svg}rect")) == 3


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_picture_is_well_formed_in_every_language(stage: Stage, language: str) -> None:
    stage.pay(stage.in_force().proceeding.reference, 500_000)
    visitor = Client(headers={"accept-language": language})
    ET.fromstring(visitor.get("/release-times.svg").content)


def test_bars_stay_within_the_picture_and_late_ones_are_told() -> None:
    chart = picture.draw([0.2, 3.0, 999.0, 1001.0, 10.0**7] + [5.0] * 500)
    assert len(chart.bars) == 120
    chart = picture.draw([0.2, 3.0, 999.0, 1001.0, 10.0**7])
    assert [bar.late for bar in chart.bars] == [False, False, False, True, True]
    for bar in chart.bars:
        assert chart.left <= bar.x <= chart.width - bar.width
        assert bar.height > 0
        assert 0 <= bar.y <= chart.base - bar.height + 0.2
    heights = [bar.height for bar in chart.bars]
    assert heights == sorted(heights)
    assert picture.draw([]).bars == ()


def test_how_to_verify_gives_the_public_keys_only(
    stage: Stage, anybody: Client, settings: Settings, tmp_path: Path
) -> None:
    assert "Public key" not in anybody.get("/verify/").content.decode()
    settings.AIQYN = replace(settings.AIQYN, folder=tmp_path)
    for name in keys.NAMES:
        keys.create(settings.AIQYN.keys, name)
    text = anybody.get("/verify/").content.decode()
    for name in keys.NAMES:
        key = keys.signer(settings.AIQYN.keys, name, settings.AIQYN.origin).vkey
        assert ledger.NoteVerifier.from_vkey(key)
        assert key in text
        assert (settings.AIQYN.keys / f"{name}.key").read_bytes().hex() not in text
    assert "/ledger/checkpoint" in text


def test_an_address_that_does_not_exist_is_told_in_words(anybody: Client, db: None) -> None:
    response = anybody.get("/nowhere/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_a_fault_is_told_without_its_cause(stage: Stage, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("850615400076")

    monkeypatch.setattr("aiqyn.desks.public.views.counts.public_counts", broken)
    visitor = Client(raise_request_exception=False, headers={"accept-language": "ru"})
    response = visitor.get("/")
    text = response.content.decode()
    assert response.status_code == 500
    assert "Ошибка на нашей стороне" in text
    assert "850615400076" not in text
