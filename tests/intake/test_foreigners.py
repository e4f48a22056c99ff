"""People without an IIN: found again by their documents, never by their names."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.key import ConventionKey
from aiqyn.register.intake import foreigners
from aiqyn.register.rows import Act, Person, PersonDocument
from tests.intake.making import NOW, table, take

pytestmark = pytest.mark.django_db
COLUMNS = (*foreigners.COLUMNS.required, *(f"document_{name}" for name in foreigners.COLUMNS.document))
MARIA = {
    "surname": "ПОПОВА", "given_name": "Мария", "birth_date": "1991-09-09", "document_kind": "passport",
    "document_state": "UKR", "document_number": "FX900061", "document_issued_on": "2021-02-01",
}  # fmt: skip


def file(path: Path, *rows: dict[str, str]) -> Path:
    return table(path, COLUMNS, rows)


def test_a_person_is_written_once_and_known_afterwards(tmp_path: Path) -> None:
    assert take("foreigners", file(tmp_path / "a.csv", MARIA)).accepted == 1
    assert Person.objects.get().iin is None
    acts = Act.objects.count()
    assert take("foreigners", file(tmp_path / "b.csv", MARIA, MARIA | {"given_name": "Мария"})).known == 2
    assert Act.objects.count() == acts


def test_two_people_without_iin_are_two(tmp_path: Path) -> None:
    other = MARIA | {"document_number": "FX900062"}
    assert take("foreigners", file(tmp_path / "a.csv", MARIA, other)).accepted == 2
    assert Person.objects.count() == 2


DOCUMENT_FIELDS = ("document_kind", "document_state", "document_number", "document_issued_on")


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"birth_date": "1991-09-10"}, "birth_date", "disagrees-with-earlier-row"),
        (dict.fromkeys(DOCUMENT_FIELDS, ""), "documents", "missing"),
    ],
)
def test_what_contradicts_the_register_is_refused(
    tmp_path: Path, change: dict[str, str], field: str, code: str
) -> None:
    take("foreigners", file(tmp_path / "a.csv", MARIA))
    report = take("foreigners", file(tmp_path / "b.csv", MARIA | change))
    assert [(refusal.field, refusal.code) for refusal in report.refusals()] == [(field, code)]
    assert Person.objects.count() == PersonDocument.objects.count() == 1


def test_a_name_may_change_and_the_document_be_cancelled(tmp_path: Path) -> None:
    take("foreigners", file(tmp_path / "a.csv", MARIA))
    changed = MARIA | {"surname": "ИВАНОВА", "document_cancelled_on": "2026-03-01"}
    assert take("foreigners", file(tmp_path / "b.csv", changed), at=NOW + timedelta(days=1)).accepted == 1
    assert Person.objects.get().surname == "ИВАНОВА"
    assert PersonDocument.objects.get().cancelled_on is not None


def test_a_convention_document_makes_a_key_of_its_own_kind() -> None:
    paper = Document("KAZ", "C9000071", DocumentKind.CONVENTION)
    key = ConventionKey(paper, NOW.date().replace(year=1984))
    assert b"convention" in key.canonical()
