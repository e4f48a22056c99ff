"""Several imports at once, on PostgreSQL with real connections: each row once, whoever was first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from aiqyn.register.intake import FileRefused, Report
from aiqyn.register.queries.debts import outstanding_minor
from aiqyn.register.rows import Act, BankEntry, ImportRun, Leaf, Person, PersonDocument, Proceeding, Writ
from tests.intake.making import COURTS, POPULATION, WRITS, court, details, entry, notice, person, table, take, writ
from tests.register.conftest import Country, make_country

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
COUNT = 30


@pytest.fixture
def land() -> Country:
    return make_country()


def together(*works: Callable[[], Report]) -> list[Report | FileRefused | None]:
    """Run each in a thread and a connection of its own, let loose at one moment."""
    barrier = threading.Barrier(len(works))
    results: list[Report | FileRefused | None] = [None] * len(works)

    def run(place: int, work: Callable[[], Report]) -> None:
        barrier.wait()
        try:
            results[place] = work()
        except FileRefused as refused:
            results[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def counts(results: list[Report | FileRefused | None]) -> tuple[int, int]:
    reports = [result for result in results if isinstance(result, Report)]
    assert len(reports) == len(results)
    return sum(report.accepted for report in reports), sum(report.known for report in reports)


@pytest.mark.parametrize("attempt", range(3))
def test_the_same_rows_in_files_of_opposite_order(land: Country, tmp_path: Path, attempt: int) -> None:
    """Each transaction waits for what the other wrote: PostgreSQL gives one up, and its batch is tried again."""
    people = [person(n) for n in range(1, COUNT + 1)]
    files = [table(tmp_path / f"p{n}.csv", POPULATION, order) for n, order in enumerate((people, people[::-1]))]
    accepted, known = together_counts("population", files)
    assert accepted + known == 2 * COUNT
    assert Person.objects.count() == PersonDocument.objects.count() == COUNT
    writs = [writ(n, agent="agent-1") for n in range(1, COUNT + 1)]
    files = [table(tmp_path / f"w{n}.csv", WRITS, order) for n, order in enumerate((writs, writs[::-1]))]
    assert together_counts("writs", files) == (COUNT, COUNT)
    assert Writ.objects.count() == Proceeding.objects.count() == COUNT
    assert Act.objects.count() == Leaf.objects.count()


def together_counts(kind: str, files: list[Path]) -> tuple[int, int]:
    return counts(together(*(lambda path=path: take(kind, path) for path in files)))


def test_the_same_entries_in_three_notices(land: Country, tmp_path: Path) -> None:
    proceeding = land.proceeding()
    part = details(structured=proceeding.reference)
    entries = [entry(part, amount="100.00", ref=f"S{n}") for n in range(COUNT)]
    files = []
    for n, order in enumerate((entries, entries[::-1], entries[10:] + entries[:10])):
        path = tmp_path / f"{n}.xml"
        path.write_text(notice(*order, message=f"M{n}"), encoding="utf-8")
        files.append(path)
    assert together_counts("payments", files) == (COUNT, 2 * COUNT)
    assert BankEntry.objects.count() == COUNT
    assert outstanding_minor(proceeding) == 50_000_000 - COUNT * 10_000


def test_one_file_started_three_times(land: Country, tmp_path: Path) -> None:
    path = table(tmp_path / "c.csv", COURTS, [court(str(8000 + n)) for n in range(COUNT)])
    results = together(*[lambda: take("courts", path)] * 3)
    # Some may be sent away while it runs; what counts is that it went once.
    assert [type(result) for result in results].count(Report) >= 1
    row = ImportRun.objects.get()
    assert (row.accepted, row.known, row.refused) == (COUNT, 0, 0)
    assert Act.objects.filter(kind="courts").count() == 2
