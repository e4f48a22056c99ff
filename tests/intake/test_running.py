"""How an import goes: once, on from where it stopped, again; its copy, its progress, its silence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiqyn.register.acting import Actor
from aiqyn.register.acts.open_proceeding import open_proceeding
from aiqyn.register.intake import FileRefused, Progress, courts, population, run, writs
from aiqyn.register.rows import (
    Act,
    BankEntry,
    Court,
    ImportRefusal,
    ImportRun,
    Leaf,
    Official,
    Person,
    Proceeding,
    Writ,
)
from tests.intake.making import (
    COURTS,
    NOW,
    POPULATION,
    WRITS,
    court,
    details,
    entry,
    notice,
    person,
    table,
    take,
    writ,
)  # fmt: skip
from tests.register.conftest import Country, make_iin

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here."""


def killing(after: int) -> Callable[[], datetime]:
    """A clock that ends the process at a look."""
    looks = iter(range(10**9))

    def clock() -> datetime:
        look = next(looks)
        if look >= after:
            raise Killed
        return NOW + timedelta(milliseconds=look)

    return clock


def test_the_same_file_again_changes_nothing(tmp_path: Path, inbox: Path) -> None:
    path = table(tmp_path / "c.csv", COURTS, [court("7501"), court("")])
    first = take("courts", path)
    acts = Act.objects.count()
    second = take("courts", path)
    assert (first.already, second.already, second.resumed) == (False, True, False)
    assert (second.accepted, second.refused, second.exit_code) == (1, 1, 1)
    assert list(second.refusals()) == list(first.refusals())
    assert Act.objects.count() == acts
    assert ImportRun.objects.count() == 1
    # Another name is the same file.
    assert take("courts", path.rename(tmp_path / "other")).already
    assert [copy.name for copy in inbox.iterdir()] == [first.digest]


def test_again_gives_refused_rows_another_chance(tmp_path: Path, country: Country) -> None:
    path = table(tmp_path / "w.csv", WRITS, [writ(n) for n in (1, 2)])
    take("population", table(tmp_path / "1.csv", POPULATION, [person(1)]))
    assert (take("writs", path).accepted, ImportRefusal.objects.count()) == (1, 1)
    take("population", table(tmp_path / "2.csv", POPULATION, [person(2)]))
    assert take("writs", path).already
    report = take("writs", path, again=True)
    assert (report.accepted, report.known, report.refused, report.already, report.resumed) == (
        1,
        1,
        0,
        False,
        False,
    )
    assert ImportRefusal.objects.count() == 0
    assert ImportRun.objects.filter(kind="writs").count() == 1


def test_one_file_may_be_two_kinds(tmp_path: Path) -> None:
    path = table(tmp_path / "c.csv", COURTS, [court()])
    take("courts", path)
    with pytest.raises(FileRefused, match="unknown-column"):
        take("population", path)
    assert take("courts", path).already


FILES: dict[str, tuple[str, list[dict[str, str]]]] = {
    "courts": ("c.csv", [court(f"75{n:02d}" if n % 4 else "") for n in range(1, 13)]),
    "population": ("p.csv", [person(n if n % 5 else 1, document_number=f"N{n:08d}") for n in range(1, 13)]),
    "writs": (
        "w.csv",
        [writ(n, agent="agent-1", amount="-1" if n % 4 == 0 else "500000.00") for n in range(1, 13)],
    ),
}


def state() -> list[object]:
    """What the register holds, without the moments."""
    return [
        sorted(Court.objects.values_list("code", "name_en")),
        sorted(Person.objects.values_list("iin", "surname", "documents__number")),
        sorted(Writ.objects.values_list("number", "amount_minor", "proceeding__agent__ref")),
        sorted(BankEntry.objects.values_list("entry_ref", "amount_minor", "matches__amount_minor")),
        sorted(ImportRefusal.objects.values_list("run__kind", "line", "column", "code")),
        list(ImportRun.objects.order_by("pk").values_list("kind", "line", "accepted", "known", "refused")),
    ]  # fmt: skip


class Undone(Exception):
    """Everything since the savepoint is to be undone."""


@contextmanager
def undone() -> Iterator[None]:
    """Undo in the end what was done inside."""
    with suppress(Undone), transaction.atomic():
        yield
        raise Undone


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(sorted(FILES)),
    kills=st.lists(st.integers(1, 9), max_size=6),
    batch=st.integers(1, 5),
)
def test_killed_anywhere_an_import_goes_on(
    tmp_path: Path, country: Country, monkeypatch: pytest.MonkeyPatch, kind: str, kills: list[int], batch: int
) -> None:
    name, rows = FILES[kind]
    columns = {"courts": COURTS, "population": POPULATION, "writs": WRITS}[kind]
    path = table(tmp_path / name, columns, rows)
    for module in (courts, population, writs):
        monkeypatch.setattr(module, "BATCH", batch)
    with undone():
        if kind == "writs":
            take("population", table(tmp_path / "people.csv", POPULATION, [person(n) for n in range(1, 13)]))
        with undone():
            take(kind, path)
            wanted, acts = state(), Act.objects.count()
        for after in kills:
            with suppress(Killed):
                run(kind, path, at_clock=killing(after))
            assert Act.objects.count() == Leaf.objects.count() <= acts
        report = take(kind, path)
        assert report.accepted + report.known + report.refused == len(rows)
        assert state() == wanted
        assert Act.objects.count() == acts


def test_killed_payments_go_on(tmp_path: Path, country: Country) -> None:
    measures = [country.in_force() for _ in range(4)]
    path = tmp_path / "camt.xml"
    parts = [
        entry(details(structured=m.proceeding.reference), amount="500000.00", ref=f"S{n}")
        for n, m in enumerate(measures)
    ]
    path.write_text(notice(entry(sign="DBIT"), *parts), encoding="utf-8")
    resumed = []
    for _ in range(10):
        try:
            # The first look is the import's own; then one an entry.
            resumed.append(run("payments", path, at_clock=killing(2)).resumed)
            break
        except Killed:
            continue
    report = take("payments", path)
    assert (report.accepted, report.known, report.passed, report.already) == (4, 0, 1, True)
    assert Act.objects.filter(kind="paid").count() == BankEntry.objects.count() == 4
    assert resumed == [True]


def test_two_starts_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The batch of one finds that the other moved the run: it stops, and nothing is written twice."""
    monkeypatch.setattr(courts, "BATCH", 2)
    path = table(tmp_path / "c.csv", COURTS, [court(str(7500 + n)) for n in range(8)])
    other: list[object] = []

    def meanwhile(progress: Progress) -> None:
        if not other:
            other.append(None)
            other[0] = run("courts", path, at_clock=lambda: NOW)

    with pytest.raises(FileRefused, match="being-imported"):
        run("courts", path, at_clock=lambda: NOW, progress=meanwhile)
    run_row = ImportRun.objects.get()
    assert (run_row.accepted, run_row.known, run_row.refused) == (8, 0, 0)
    assert Court.objects.count() == 8
    assert Act.objects.count() == 4


def test_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courts, "BATCH", 2)
    path = table(tmp_path / "c.csv", COURTS, [court("7501"), court(""), court("7502")])
    seen: list[Progress] = []
    run("courts", path, at_clock=lambda: NOW, progress=seen.append)
    assert [(p.line, p.accepted, p.refused, p.percent) for p in seen] == [
        (3, 1, 1, seen[0].percent),
        (4, 2, 1, 100),
    ]
    assert seen[-1].position == seen[-1].size == path.stat().st_size


def test_no_value_in_logs_reports_and_exceptions(
    tmp_path: Path, country: Country, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    marks = ("ZZTOP", make_iin(77), "N77777777", "Тайна")
    bad = [
        person(77, surname="ZZTOP", birth_date="Тайна"),
        person(77, iin=make_iin(77)[:-1] + "x", document_number="N77777777"),
    ]
    reports = [
        take("population", table(tmp_path / "p.csv", POPULATION, bad)),
        take("writs", table(tmp_path / "w.csv", WRITS, [writ(77, number="ZZTOP"), writ(1, surname="Тайна")])),
    ]
    said = [str(refusal) for report in reports for refusal in report.refusals()]
    assert len(said) == 4
    for name, raw in (("x.csv", "Тайна,ZZTOP\n"), ("y.csv", "iin,surname\n"), ("z.xml", "<Тайна>")):
        (tmp_path / name).write_text(raw, encoding="utf-8")
        with pytest.raises(FileRefused) as caught:
            take("payments" if name.endswith("xml") else "population", tmp_path / name)
        assert caught.value.__cause__ is None
        said.append(f"{caught.value} {caught.value.args}")
    text = caplog.text + "\n".join(said)
    assert caplog.records
    assert [mark for mark in marks if mark in text] == []


def test_what_breaks_inside_a_batch_takes_the_batch_with_it(
    tmp_path: Path, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    take("population", table(tmp_path / "p.csv", POPULATION, [person(n) for n in range(1, 5)]))
    path = table(tmp_path / "w.csv", WRITS, [writ(n, agent="agent-1") for n in range(1, 5)])
    monkeypatch.setattr(writs, "BATCH", 2)

    def breaking(*, writ: Writ, agent: Official, actor: Actor, at: datetime) -> Proceeding:
        if writ.number == "2-4/26":
            raise OSError
        return open_proceeding(writ=writ, agent=agent, actor=actor, at=at)

    with monkeypatch.context() as patch:
        patch.setattr(writs, "open_proceeding", breaking)
        with pytest.raises(OSError):
            take("writs", path)
    assert sorted(Writ.objects.values_list("number", flat=True)) == ["2-1/26", "2-2/26"]
    assert ImportRun.objects.get(kind="writs").line == 3
    report = take("writs", path)
    assert (report.accepted, report.resumed) == (4, True)
