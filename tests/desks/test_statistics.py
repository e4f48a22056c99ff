"""Statistics and the law's table: for everybody, in three languages, with nobody in them."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from aiqyn import law
from aiqyn.desks import wording
from aiqyn.register.law_book import book
from tests.desks.stage import Stage


@pytest.fixture
def anybody() -> Client:
    cache.clear()
    return Client(headers={"accept-language": "en"})


def test_a_few_measures_are_withheld_and_many_are_shown(stage: Stage, anybody: Client) -> None:
    for _ in range(3):
        stage.in_force()
    text = anybody.get("/statistics/").content.decode()
    assert "withheld" in text
    cache.clear()
    for _ in range(9):
        stage.in_force()
    text = anybody.get("/statistics/").content.decode()
    assert ">12<" in text
    assert "A judge said yes. It is the sum of in force, suspended, released and expired." in text


def test_shares_of_the_totals_are_told_and_none_of_a_withheld_one(stage: Stage, anybody: Client) -> None:
    for _ in range(3):
        stage.in_force()
    assert '<h2 id="shares">' not in anybody.get("/statistics/?measure=departure-restriction").content.decode()
    cache.clear()
    for _ in range(9):
        stage.in_force()
    text = anybody.get("/statistics/").content.decode()
    assert "0 of 12: <strong>0.0%</strong>" in text
    text = Client(headers={"accept-language": "ru"}).get("/statistics/").content.decode()
    assert "0 из 12: <strong>0,0%</strong>" in text


def test_a_table_as_a_file_and_as_a_picture(stage: Stage, anybody: Client) -> None:
    for _ in range(11):
        stage.in_force()
    rows = list(csv.DictReader(io.StringIO(anybody.get("/statistics/court.csv").content.decode())))
    assert [row["court"] for row in rows] == ["7501", "total"]
    assert {row["in-force"] for row in rows} == {"11"}
    picture = anybody.get("/statistics/court.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert ">11<" in picture.content.decode()
    assert "figure,name,definition" in anybody.get("/statistics/definitions.csv").content.decode()
    assert anybody.get("/statistics/person.csv").status_code == 404


def test_nobody_is_in_them(stage: Stage, anybody: Client) -> None:
    person = stage.person()
    measure = stage.in_force(person)
    for path in ("/statistics/", "/statistics/month.csv", "/law/"):
        text = anybody.get(path).content.decode()
        for unspoken in (person.number, person.surname, measure.ref, measure.proceeding.number, measure.reasons):
            assert unspoken not in text


@pytest.mark.parametrize("language", law.LANGUAGES)
def test_the_laws_table_is_the_data(db: None, language: str) -> None:
    text = Client(headers={"accept-language": language}).get("/law/").content.decode()
    for effect in book().effects:
        assert effect.do[language].split(".")[0] in text
    assert text.count("tag-unverified") > 30
    # On a phone each cell of the table stands on its own line: it names its desk.
    with override(language):
        names = [escape(wording.VOCABULARIES["purpose"][purpose]) for purpose in book().purposes]
    assert [text.count(f'data-label="{name}"') for name in names] == [len(law.MeasureKind) + 1] * len(names)


def test_the_table_of_another_day(db: None, anybody: Client) -> None:
    before = anybody.get("/law/?on=2025-06-01").content.decode()
    after = anybody.get("/law/?on=2026-06-01").content.decode()
    assert "393,200" in before
    assert "432,500" in after
    assert anybody.get("/law/?on=whenever").status_code == 200
