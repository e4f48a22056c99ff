"""What is deleted after its time."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from aiqyn.register.intake import purge
from aiqyn.register.law_book import book
from aiqyn.register.rows import Court, ImportRefusal, ImportRun
from tests.intake.making import COURTS, NOW, court, table, take

pytestmark = pytest.mark.django_db
KEPT = book().import_retention


def test_copies_and_refusals_go_after_their_time_and_the_run_stays(tmp_path: Path, inbox: Path) -> None:
    path = table(tmp_path / "c.csv", COURTS, [court("7501"), court("")])
    report = take("courts", path)
    last = NOW.date() + KEPT
    assert ImportRun.objects.get().delete_after == last
    assert purge(last, NOW + KEPT) == 0
    assert (inbox / report.digest).exists()
    assert purge(last + timedelta(days=1), NOW + KEPT + timedelta(days=1)) == 2
    assert list(inbox.iterdir()) == []
    assert ImportRefusal.objects.count() == 0
    assert Court.objects.count() == 1
    again = take("courts", path, at=NOW + KEPT + timedelta(days=2))
    assert (again.already, again.refused, list(again.refusals())) == (True, 1, [])
    assert list(inbox.iterdir()) == []


def test_going_through_a_file_again_keeps_it_anew(tmp_path: Path, inbox: Path) -> None:
    path = table(tmp_path / "c.csv", COURTS, [court()])
    take("courts", path)
    later = NOW + KEPT + timedelta(days=5)
    purge(later.date(), later)
    report = take("courts", path, at=later, again=True)
    assert (report.known, ImportRun.objects.get().delete_after) == (1, later.date() + KEPT)
    assert purge(later.date(), later) == 0
    assert [copy.name for copy in inbox.iterdir()] == [report.digest]


def test_what_a_crash_left_goes_after_a_day(inbox: Path) -> None:
    inbox.mkdir(parents=True)
    for name, age in (("old.part", 2), ("0" * 64, 2), ("new.part", 0)):
        (inbox / name).write_text("x")
        moment = (NOW - timedelta(days=age)).timestamp()
        os.utime(inbox / name, (moment, moment))
    assert purge(NOW.date(), NOW) == 2
    assert [left.name for left in inbox.iterdir()] == ["new.part"]


def test_nothing_to_delete() -> None:
    assert purge(NOW.date(), NOW) == 0
