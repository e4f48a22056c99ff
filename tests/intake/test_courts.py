"""Courts of the country."""

from __future__ import annotations

from pathlib import Path

import pytest

from aiqyn.register.rows import Act, Court
from tests.intake.making import COURTS, court, table, take

pytestmark = pytest.mark.django_db


def test_courts_are_recorded_known_and_renamed(tmp_path: Path) -> None:
    first = take("courts", table(tmp_path / "1.csv", COURTS, [court("7501"), court("7101")]))
    assert (first.accepted, first.known, first.refused) == (2, 0, 0)
    renamed = court("7101") | {"name_en": "Astana court"}
    second = take("courts", table(tmp_path / "2.csv", COURTS, [court("7501"), renamed]))
    assert (second.accepted, second.known, second.refused) == (1, 1, 0)
    assert Court.objects.get(code="7101").name("en") == "Astana court"
    assert Act.objects.filter(kind="courts").count() == 2


def test_a_code_twice_in_one_file(tmp_path: Path) -> None:
    rows = [court("7501"), court("7501") | {"name_en": "Later"}, court("7501") | {"name_en": "Later"}]
    report = take("courts", table(tmp_path / "1.csv", COURTS, rows))
    assert (report.accepted, report.known) == (2, 1)
    assert Court.objects.get().name_en == "Later"


def test_bad_rows(tmp_path: Path) -> None:
    rows = [court(""), court("7" * 21), court() | {"name_kk": ""}, court() | {"name_ru": "х" * 201}, court()]
    report = take("courts", table(tmp_path / "1.csv", COURTS, rows))
    assert [(r.line, r.field, r.code) for r in report.refusals()] == [
        (2, "code", "missing"),
        (3, "code", "length"),
        (4, "name_kk", "missing"),
        (5, "name_ru", "length"),
    ]
    assert (report.accepted, report.refused, report.exit_code) == (1, 4, 1)
