"""People and their documents."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path

import pytest

from aiqyn.register.intake import Refusal, population
from aiqyn.register.rows import Act, Leaf, Person, PersonDocument
from tests.intake.making import NOW, POPULATION, day, person, table, take
from tests.register.conftest import Country, make_iin

pytestmark = pytest.mark.django_db


def refusals(path: Path) -> list[tuple[int, str, str]]:
    return [(r.line, r.field, r.code) for r in take("population", path).refusals()]


def test_a_csv_file_is_recorded(tmp_path: Path) -> None:
    rows = [
        person(1, died_on="2025-01-31", guardian_iin=make_iin(2)),
        person(2, document_cancelled_on="2026-02-01"),
        person(2, document_kind="passport", document_number="N00000099"),
        person(
            3,
            document_kind="",
            document_state="",
            document_number="",
            document_issued_on="",
            document_valid_until="",
        ),
    ]
    report = take("population", table(tmp_path / "p.csv", POPULATION, rows))
    assert (report.accepted, report.known, report.refused, report.exit_code) == (4, 0, 0, 0)
    first = Person.objects.get(iin=make_iin(1))
    assert (first.surname, first.given_name, first.patronymic) == ("АХМЕТОВА", "Әлия", "Қанатқызы")
    assert (first.birth_date, first.died_on, first.guardian_iin) == (
        day("1985-06-15"),
        day("2025-01-31"),
        make_iin(2),
    )
    held = PersonDocument.objects.filter(person__iin=make_iin(2)).order_by("number")
    assert [(d.kind, d.number, d.cancelled_on) for d in held] == [
        ("id-card", "N00000002", day("2026-02-01")),
        ("passport", "N00000099", None),
    ]
    assert Person.objects.get(iin=make_iin(3)).documents.count() == 0
    # One act for the batch: the ledger does not show whose passport was renewed.
    assert Act.objects.count() == Leaf.objects.count() == 1


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    someone = {key: value for key, value in person(1).items() if not key.startswith("document_")}
    documents = [
        {
            "kind": "id-card",
            "state": "KAZ",
            "number": "N00000001",
            "issued_on": "2020-01-01",
            "valid_until": "2030-01-01",
        },
        {"kind": "convention", "state": "KAZ", "number": "C1234567", "valid_until": None},
    ]
    lines = [
        someone | {"documents": documents},
        {k: v for k, v in person(2).items() if not k.startswith("document_")},
    ]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    assert take("population", path).accepted == 2
    assert set(PersonDocument.objects.values_list("kind", "number")) == {
        ("id-card", "N00000001"),
        ("convention", "C1234567"),
    }
    # The same people as CSV are known: nothing is written.
    rows = [
        person(1),
        person(
            1,
            document_kind="convention",
            document_number="C1234567",
            document_issued_on="",
            document_valid_until="",
        ),
    ]
    report = take("population", table(tmp_path / "p.csv", POPULATION, rows))
    assert (report.accepted, report.known) == (0, 2)
    assert Act.objects.count() == 1


def test_a_later_file_updates(tmp_path: Path) -> None:
    take("population", table(tmp_path / "1.csv", POPULATION, [person(1), person(2)]))
    later = [person(1, surname="СЕРІКОВА"), person(2), person(2, document_number="N00000077")]
    report = take("population", table(tmp_path / "2.csv", POPULATION, later))
    assert (report.accepted, report.known, report.refused) == (2, 1, 0)
    assert Person.objects.get(iin=make_iin(1)).surname == "СЕРІКОВА"
    assert PersonDocument.objects.filter(person__iin=make_iin(2)).count() == 2


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"iin": "850615300018"}, "iin", "check-digit"),
        ({"iin": "٨٥٠٦١٥٣٠٠٠١٨"}, "iin", "non-ascii-digit"),
        ({"iin": "85061530001"}, "iin", "length"),
        ({"iin": ""}, "iin", "missing"),
        ({"surname": ""}, "surname", "missing"),
        ({"surname": "А" * 101}, "surname", "length"),
        ({"given_name": "Әлия\u202eя"}, "given_name", "characters"),
        ({"birth_date": "15.06.1985"}, "birth_date", "not-a-date"),
        ({"birth_date": "1985-02-30"}, "birth_date", "not-a-date"),
        ({"birth_date": "1985-6-15"}, "birth_date", "not-a-date"),
        ({"birth_date": "١٩٨٥-06-15"}, "birth_date", "non-ascii-digit"),
        ({"birth_date": "0085-06-15"}, "birth_date", "too-early"),
        ({"birth_date": "2026-03-03"}, "birth_date", "in-the-future"),
        ({"died_on": "2027-01-01"}, "died_on", "in-the-future"),
        ({"died_on": "1984-01-01"}, "died_on", "before-birth"),
        ({"guardian_iin": "123"}, "guardian_iin", "length"),
        ({"guardian_iin": make_iin(1)}, "guardian_iin", "own-guardian"),
        ({"document_kind": "library-card"}, "document_kind", "unknown-word"),
        ({"document_kind": ""}, "document_kind", "missing"),
        ({"document_state": "KAZAKHSTAN"}, "document_state", "not-a-state"),
        ({"document_number": "N١٢٣٤٥٦٧٨"}, "document_number", "non-ascii-digit"),
        ({"document_number": "N1"}, "document_number", "length"),
        ({"document_issued_on": "2026-12-01"}, "document_issued_on", "in-the-future"),
        ({"document_valid_until": "2019-12-31"}, "document_valid_until", "before-issue"),
        ({"document_cancelled_on": "2026-12-01"}, "document_cancelled_on", "in-the-future"),
    ],
)
def test_a_bad_row_is_refused_and_the_rest_goes_on(tmp_path: Path, more: dict[str, str], field: str, code: str) -> None:
    path = table(tmp_path / "p.csv", POPULATION, [person(5), person(1, **more), person(6)])
    assert refusals(path) == [(3, field, code)]
    assert Person.objects.count() == 2


def test_what_is_wrong_in_a_document_of_a_json_line_is_named_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    someone = {key: value for key, value in person(1).items() if not key.startswith("document_")}
    good, bad = (
        {"kind": "id-card", "state": "KAZ", "number": "N00000001"},
        {"kind": "id-card", "state": "KAZ", "number": "?"},
    )
    path.write_text(json.dumps(someone | {"documents": [good, bad]}), encoding="utf-8")
    assert refusals(path) == [(1, "documents[1].number", "characters")]
    assert Person.objects.count() == 0


def test_rows_of_one_person_that_follow_each_other_must_agree(tmp_path: Path) -> None:
    rows = [
        person(1),
        person(1, surname="БАСҚА", document_number="N00000055"),
        person(1, document_number="N00000066"),
    ]
    assert refusals(table(tmp_path / "p.csv", POPULATION, rows)) == [(3, "surname", "disagrees-with-earlier-row")]
    assert PersonDocument.objects.count() == 2


def test_rows_apart_apply_in_their_order(tmp_path: Path) -> None:
    rows = [person(1), person(2), person(1, surname="КЕЙІНГІ")]
    assert take("population", table(tmp_path / "p.csv", POPULATION, rows)).accepted == 3
    assert Person.objects.get(iin=make_iin(1)).surname == "КЕЙІНГІ"


@pytest.mark.parametrize("one_file", [True, False])
def test_a_document_moves_only_after_it_was_cancelled(tmp_path: Path, one_file: bool) -> None:
    taken = person(2, document_number="N00000001")
    cancelled = person(1, document_cancelled_on="2026-02-01")
    steps = [[person(1)], [taken], [cancelled], [taken]]
    files = [[row for step in steps for row in step]] if one_file else steps
    found = []
    for place, rows in enumerate(files):
        found += refusals(
            table(tmp_path / f"{place}.csv", POPULATION, [person(9, patronymic=f"П{'х' * place}"), *rows])
        )
    assert [(field, code) for _, field, code in found] == [("document_number", "held-by-another-person")]
    assert PersonDocument.objects.get(number="N00000001").person.iin == make_iin(2)


def test_too_many_documents_of_one_line(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    someone = {key: value for key, value in person(1).items() if not key.startswith("document_")}
    many = [{"kind": "id-card", "state": "KAZ", "number": f"N{n:08d}"} for n in range(population.MAX_DOCUMENTS + 1)]
    path.write_text(json.dumps(someone | {"documents": many}), encoding="utf-8")
    assert refusals(path) == [(1, "documents", "too-many")]


def test_batches_end_between_two_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(population, "BATCH", 3)
    rows = [person(n, document_number=f"N{n}00000{d}") for n in (1, 2, 3) for d in range(2)]
    path = table(tmp_path / "p.csv", POPULATION, rows)
    batches = list(population.Population(path, NOW.date()).batches(0, 0))
    assert [len(batch) for batch in batches] == [4, 2]
    assert take("population", path).accepted == 6


def test_one_person_on_many_lines_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(population, "BATCH", 3)
    monkeypatch.setattr(population, "LONGEST_BATCH", 6)
    rows = [person(1, document_number=f"N000{d:05d}") for d in range(20)]
    path = table(tmp_path / "p.csv", POPULATION, rows)
    assert max(len(batch) for batch in population.Population(path, NOW.date()).batches(0, 0)) == 6
    assert take("population", path).accepted == 20


def test_a_death_ends_a_measure_in_force(tmp_path: Path, country: Country) -> None:
    measure = country.in_force()
    debtor = measure.person
    assert debtor is not None
    row = {
        "iin": debtor.number,
        "surname": debtor.surname,
        "given_name": debtor.given_name,
        "patronymic": debtor.patronymic,
        "birth_date": str(debtor.birth_date),
        "died_on": "2026-03-10",
    }
    path = table(tmp_path / "p.csv", POPULATION, [row])
    assert take("population", path, at=NOW + timedelta(days=20)).accepted == 1
    measure.refresh_from_db()
    assert measure.end_reason == "death"


def test_a_population_takes_seconds(tmp_path: Path) -> None:
    path = table(tmp_path / "p.csv", POPULATION, (person(n) for n in range(1, 1401)))
    begun = time.perf_counter()
    assert take("population", path).accepted == 1400
    # At this pace 20,000 take under 20 seconds on any machine; on an idle one about 4.
    assert time.perf_counter() - begun < 20 * 1400 / 20_000


def test_refusal_has_no_value() -> None:
    assert set(Refusal.__dataclass_fields__) == {"line", "field", "code"}
