"""No key from one fact; no two questions with the same bytes."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.identifiers import iin as iins
from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.identifiers.key import (
    Chassis,
    ConventionKey,
    ForeignPersonKey,
    PersonKey,
    Plate,
    VehicleKey,
    Vin,
)

IIN = "850615300073"
CARD = Document("KAZ", "N12345678")


def an_iin(serial: int) -> str | None:
    digits = f"8506153{serial:04d}"
    check = iins.check_digit(digits)
    return None if check is None else f"{digits}{check}"


valid_iins = st.integers(0, 9999).map(an_iin).filter(bool).map(str)
numbers = st.text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", min_size=5, max_size=16).filter(
    lambda t: any(c.isdigit() for c in t) and set(t) != {"0"}
)
states = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=3)
persons = st.builds(PersonKey, valid_iins, st.builds(Document, states, numbers))
foreigners = st.builds(ForeignPersonKey, st.builds(Document, states, numbers), st.dates())
conventions = st.builds(
    ConventionKey, st.builds(Document, states, numbers, st.just(DocumentKind.CONVENTION)), st.dates()
)
certificates = numbers.filter(lambda t: 6 <= len(t) <= 15)
vehicles = st.builds(VehicleKey, st.builds(Plate, numbers.filter(lambda t: len(t) <= 10)), certificates)
keys = st.one_of(persons, foreigners, conventions, vehicles)


@given(keys, keys)
def test_equal_bytes_mean_equal_facts(one: PersonKey, two: PersonKey) -> None:
    assert (one.canonical() == two.canonical()) is (one == two)


@given(valid_iins, st.dates())
def test_lengths_keep_facts_apart(iin: str, born: date) -> None:
    assert PersonKey(iin, Document("KA", "Z12345")).canonical() != PersonKey(iin, Document("KAZ", "12345")).canonical()


def test_the_kind_of_a_document_is_not_part_of_the_key() -> None:
    passport = Document("KAZ", "N12345678", DocumentKind.PASSPORT)
    assert PersonKey(IIN, CARD).canonical() == PersonKey(IIN, passport).canonical()


def test_convention_documents_make_no_other_key() -> None:
    paper = Document("KAZ", "T1234567", DocumentKind.CONVENTION)
    with pytest.raises(IdentifierError):
        PersonKey(IIN, paper)
    with pytest.raises(IdentifierError):
        ForeignPersonKey(paper, date(1990, 1, 1))
    with pytest.raises(IdentifierError):
        ConventionKey(CARD, date(1990, 1, 1))


def test_the_same_number_is_another_key_as_plate_and_as_chassis() -> None:
    plate, chassis = VehicleKey(Plate("123ABC02"), "KZ123456"), VehicleKey(Chassis("123ABC02"), "KZ123456")
    assert plate.canonical() != chassis.canonical()
    assert VehicleKey(Vin("1" * 17), "KZ123456").canonical() != plate.canonical()


ONE_FACT = {
    "person": f'PersonKey("{IIN}")',
    "document": 'PersonKey(document=Document("KAZ", "N12345678"))',
    "iin and nothing": f'PersonKey("{IIN}", None)',
    "plate": 'VehicleKey(Plate("123ABC02"))',
    "plate and vin": 'VehicleKey(Plate("123ABC02"), Vin("11111111111111111"))',
    "certificate": 'VehicleKey(certificate="KZ123456")',
    "date": "ForeignPersonKey(birth_date=date(1990, 1, 1))",
}


@pytest.mark.parametrize("expression", ONE_FACT.values(), ids=ONE_FACT.keys())
def test_one_fact_makes_no_key_at_run_time(expression: str) -> None:
    with pytest.raises((TypeError, IdentifierError, AttributeError)):
        eval(expression, dict(globals()))


def test_one_fact_makes_no_key_for_the_type_checker(tmp_path: Path) -> None:
    head = (
        "from datetime import date\nfrom aiqyn.identifiers.document import Document\n"
        "from aiqyn.identifiers.key import ForeignPersonKey, PersonKey, Plate, VehicleKey, Vin\n"
    )
    file = tmp_path / "asks.py"
    file.write_text(head + "".join(f"{expression}\n" for expression in ONE_FACT.values()))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--no-error-summary", str(file)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"MYPYPATH": str(Path(__file__).resolve().parents[2] / "src"), "PATH": ""},
        check=False,
    )
    lines = {line.split(":")[1] for line in done.stdout.splitlines() if "error" in line}
    first = head.count("\n") + 1
    assert {str(first + n) for n in range(len(ONE_FACT))} <= lines, done.stdout + done.stderr


def test_a_key_does_not_show_its_facts() -> None:
    for shown in (repr(PersonKey(IIN, CARD)), repr(CARD), repr(VehicleKey(Plate("123ABC02"), "KZ123456"))):
        assert IIN not in shown
        assert "12345678" not in shown
        assert "123ABC02" not in shown
