"""No key from one fact; no two questions with the same bytes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.identifiers.key import (
    Chassis,
    ConventionKey,
    ForeignPersonKey,
    Key,
    PersonKey,
    Plate,
    VehicleKey,
    Vin,
)
from tests.identifiers import strategies

IIN = "850615300073"
CARD = Document("KAZ", "N12345678")


def facts(key: Key) -> list[str]:
    """The kind and normal forms of a key, in the order of the specification's table."""
    match key:
        case PersonKey():
            return ["person", key.iin, key.document.state, key.document.number]
        case ForeignPersonKey():
            return ["foreign-person", key.document.state, key.document.number, key.birth_date.isoformat()]
        case ConventionKey():
            return ["convention", key.document.state, key.document.number, key.birth_date.isoformat()]
        case VehicleKey():
            kind = f"vehicle-{type(key.vehicle).__name__.lower()}"
            return [kind, key.vehicle.number, key.certificate]


def read_back(canonical: bytes) -> list[str]:
    """The parts of a canonical key, by the specification's requirement 2 alone."""
    domain, rest = canonical[:13], canonical[13:]
    assert domain == b"aiqyn/key/v1" + bytes(1)
    parts = []
    while rest:
        end = 2 + int.from_bytes(rest[:2], "big")
        assert len(rest) >= end > 2
        parts.append(rest[2:end].decode("ascii"))
        rest = rest[end:]
    return parts


@given(strategies.keys)
def test_the_facts_can_be_read_back_from_the_bytes(key: Key) -> None:
    # What can be read back is injective: two different questions never have the same bytes.
    assert read_back(key.canonical()) == facts(key)


@given(strategies.keys, strategies.keys)
def test_equal_bytes_mean_equal_facts(one: Key, two: Key) -> None:
    assert (one.canonical() == two.canonical()) is (facts(one) == facts(two))


@given(strategies.persons, st.data())
def test_one_changed_fact_is_another_key(key: PersonKey, data: st.DataObject) -> None:
    other = data.draw(strategies.valid_iins.filter(key.iin.__ne__))
    number = data.draw(strategies.document_numbers.filter(key.document.number.__ne__))
    changed = [replace(key, iin=other), replace(key, document=replace(key.document, number=number))]
    assert len({each.canonical() for each in [key, *changed]}) == 3


@given(strategies.vehicles, st.data())
def test_however_it_is_typed_the_key_is_one(key: VehicleKey, data: st.DataObject) -> None:
    vehicle = replace(key.vehicle, number=data.draw(strategies.typed(key.vehicle.number)))
    assert VehicleKey(vehicle, data.draw(strategies.typed(key.certificate))) == key


def test_lengths_keep_facts_apart() -> None:
    one = VehicleKey(Plate("123ABC0"), "2KZ123456")
    two = VehicleKey(Plate("123ABC02"), "KZ123456")
    assert "".join(facts(one)) == "".join(facts(two))
    assert one.canonical() != two.canonical()


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


@pytest.mark.parametrize(
    ("build", "field"),
    [
        (lambda: PersonKey(IIN, Document("UZB", IIN)), "document"),
        (lambda: VehicleKey(Plate("123ABC02"), "123 авс 02"), "certificate"),
        (lambda: VehicleKey(Chassis("NZ12345"), "NZ-12345"), "certificate"),
    ],
)
def test_one_fact_given_twice_makes_no_key(build: Callable[[], Key], field: str) -> None:
    with pytest.raises(IdentifierError) as error:
        build()
    assert (error.value.field, error.value.code) == (field, "same-fact")


def test_a_plain_word_does_not_make_a_convention_document_ordinary() -> None:
    kind: Any = "convention"
    with pytest.raises(IdentifierError):
        PersonKey(IIN, Document("KAZ", "T1234567", kind))
    with pytest.raises(IdentifierError):
        ForeignPersonKey(Document("KAZ", "T1234567", kind), date(1990, 1, 1))


@pytest.mark.parametrize("nothing", [None, "", 0, b"850615300073", True, datetime(1990, 1, 1)], ids=repr)
def test_a_placeholder_is_no_fact(nothing: Any) -> None:
    builds: list[Callable[[], Key]] = [
        lambda: PersonKey(nothing, CARD),
        lambda: PersonKey(IIN, nothing),
        lambda: ForeignPersonKey(nothing, date(1990, 1, 1)),
        lambda: ForeignPersonKey(CARD, nothing),
        lambda: ConventionKey(replace(CARD, kind=DocumentKind.CONVENTION), nothing),
        lambda: VehicleKey(nothing, "KZ123456"),
        lambda: VehicleKey(Plate(nothing), "KZ123456"),
        lambda: VehicleKey(Plate("123ABC02"), nothing),
        lambda: PersonKey(IIN, Document("KAZ", nothing)),
        lambda: PersonKey(IIN, Document(nothing, "N12345678")),
    ]
    for build in builds:
        with pytest.raises(IdentifierError):
            build()


def test_a_date_of_birth_is_a_day_and_no_text() -> None:
    text: Any = "1990-01-01"
    with pytest.raises(IdentifierError) as error:
        ForeignPersonKey(CARD, text)
    assert (error.value.field, error.value.code) == ("birth-date", "missing")


@pytest.mark.parametrize("key", [PersonKey(IIN, CARD), VehicleKey(Plate("123ABC02"), "KZ123456")])
def test_a_key_cannot_be_changed_or_added_to(key: Key) -> None:
    for name in ("iin", "certificate", "note"):
        with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
            setattr(key, name, "850615300073")
    assert not hasattr(key, "__dict__")


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
    with pytest.raises((TypeError, IdentifierError)):
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
