"""The sample files of the repository do what docs/imports.md says of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from aiqyn.register.intake import (
    FileRefused,
    courts,
    foreigners,
    organisations,
    population,
    presenting,
    vehicles,
    writs,
)
from aiqyn.register.queries.debts import waiting_entries
from aiqyn.register.rows import Act, BankEntry, Court, Person, PersonDocument, Writ
from tests.intake.making import NOW, take

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DOCS = EXAMPLES.parent / "docs" / "imports.md"
#: In the order in which a new installation imports them: kind, rows or entries that are written.
IN_ORDER = {
    "courts.csv": ("courts", 2),
    "population.csv": ("population", 6),
    "population.jsonl": ("population", 2),
    "foreigners.csv": ("foreigners", 2),
    "organisations.csv": ("organisations", 1),
    "vehicles.csv": ("vehicles", 3),
    "writs.csv": ("writs", 3),
    "writs.jsonl": ("writs", 1),
    "payments.xml": ("payments", 5),
    "payments-returned.xml": ("payments", 1),
}


def kind_of(path: Path) -> str:
    if path.suffix == ".xml":
        return "payments"
    return path.name.split(".")[-2]


def take_all() -> None:
    for name, (kind, accepted) in IN_ORDER.items():
        report = take(kind, EXAMPLES / name, at=NOW + timedelta(days=3))
        assert (name, report.accepted, report.known, report.refused) == (name, accepted, 0, 0)


def test_all_in_order_without_a_refusal() -> None:
    take_all()
    assert {path.name for path in EXAMPLES.iterdir() if path.is_file()} == set(IN_ORDER)
    assert (Court.objects.count(), Person.objects.count(), PersonDocument.objects.count()) == (2, 8, 9)
    assert (Writ.objects.count(), BankEntry.objects.count()) == (4, 6)
    assert BankEntry.objects.filter(booked=False).count() == BankEntry.objects.filter(returned=True).count() == 1
    # EX-0001 went back to the bank: nothing of it waits for a debt.
    assert {entry.entry_ref for entry in waiting_entries()} == {"EX-0003/1", "EX-0003/2", "EX-0004"}
    acts = Act.objects.count()
    for name, (kind, _) in IN_ORDER.items():
        assert take(kind, EXAMPLES / name).already
    assert Act.objects.count() == acts


BAD = sorted(path for path in (EXAMPLES / "bad").iterdir() if not path.name.endswith(".report.csv"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_files_have_the_report_that_stands_beside_them(path: Path, tmp_path: Path) -> None:
    take_all()
    before = Act.objects.count(), BankEntry.objects.count(), Writ.objects.count(), Person.objects.count()
    report = tmp_path / "report.csv"
    try:
        taken = take(kind_of(path), path)
        assert (taken.accepted, taken.exit_code) == (0, 1)
        presenting.write_csv(report, taken.refusals())
    except FileRefused as error:
        presenting.write_csv(report, [error.refusal])
    expected = path.with_name(f"{path.name}.report.csv")
    assert report.read_text(encoding="utf-8") == expected.read_text(encoding="utf-8")
    assert before == (Act.objects.count(), BankEntry.objects.count(), Writ.objects.count(), Person.objects.count())


def test_every_column_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for columns in (
        courts.COLUMNS, population.COLUMNS, writs.COLUMNS, foreigners.COLUMNS, organisations.COLUMNS, vehicles.COLUMNS,
    ):  # fmt: skip
        for name in (*columns.required, *columns.optional, *(f"document_{name}" for name in columns.document)):
            assert f"| `{name}` |" in text


def test_every_sample_file_is_named_in_the_documentation() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for path in (*EXAMPLES.iterdir(), *BAD):
        if path.is_file():
            assert path.name in text
