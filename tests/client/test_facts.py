"""Two facts, one of them from a document, or no question."""

from __future__ import annotations

from datetime import date

import pytest

from aiqyn.client import wording
from aiqyn.client.facts import FactsError, birth_date, key_of
from aiqyn.identifiers import document, mrz
from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.key import Chassis, ConventionKey, ForeignPersonKey, PersonKey, Plate, VehicleKey, Vin

IIN, DOCUMENT = "900524350102", "KAZ:N12345678"
VIN = "XW8ZZZ61ZJG000001"


def td1(optional: str = "<" * 15, state: str = "KAZ", code: str = "ID") -> str:
    """The three lines of an ID card, with check digits."""
    first = f"{code:<<2}{state:<<3}N12345678{mrz.check_digit('N12345678')}{optional:<<15}"
    born, ends = "900524", "301231"
    second = f"{born}{mrz.check_digit(born)}M{ends}{mrz.check_digit(ends)}{state:<<3}{'<' * 11}"
    total = mrz.check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return f"{first}\n{second}{total}\n{'AKHMETOV<<ARMAN':<<30}"


def test_the_keys_that_two_facts_form() -> None:
    person = document.parse(DOCUMENT)
    assert key_of({"iin": IIN, "document": DOCUMENT}) == PersonKey(IIN, person)
    assert key_of({"iin": IIN, "document": DOCUMENT, "plate": " "}) == PersonKey(IIN, person)
    born = {"document": "D:C01X00T47", "birth-date": "1990-05-24"}
    assert key_of(born) == ForeignPersonKey(Document("D", "C01X00T47"), date(1990, 5, 24))
    assert key_of(born, convention=True) == ConventionKey(
        Document("D", "C01X00T47", DocumentKind.CONVENTION), date(1990, 5, 24)
    )
    assert key_of({"plate": "123ABC02", "certificate": "AB123456"}) == VehicleKey(Plate("123ABC02"), "AB123456")
    assert key_of({"vin": VIN, "certificate": "AB123456"}) == VehicleKey(Vin(VIN), "AB123456")
    assert key_of({"chassis": "GAZ51-99887", "certificate": "AB123456"}) == VehicleKey(
        Chassis("GAZ51-99887"), "AB123456"
    )


@pytest.mark.parametrize(("number", "kind"), [(VIN, Vin), ("123ABC02", Plate), ("GAZ5199887766", Chassis)])
def test_a_vehicles_number_tells_its_kind_by_its_form(number: str, kind: type) -> None:
    key = key_of({"vehicle": number, "certificate": "AB123456"})
    assert isinstance(key, VehicleKey)
    assert isinstance(key.vehicle, kind)


def test_one_scan_is_two_facts() -> None:
    person = Document("KAZ", "N12345678")
    assert key_of({"mrz": td1(IIN)}) == PersonKey(IIN, person)
    assert key_of({"mrz": td1(IIN).replace("\n", "\r\n")}) == PersonKey(IIN, person)
    guest = key_of({"mrz": td1(state="UZB")})
    assert guest == ForeignPersonKey(Document("UZB", "N12345678"), date(1990, 5, 24))
    refugee = key_of({"mrz": td1(state="UZB")}, convention=True)
    assert isinstance(refugee, ConventionKey)
    assert refugee.canonical() != guest.canonical()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, "two-facts"),
        ({"iin": IIN}, "two-facts"),
        ({"document": DOCUMENT}, "two-facts"),
        ({"plate": "123ABC02"}, "two-facts"),
        ({"plate": "123ABC02", "vin": VIN}, "two-facts"),
        ({"iin": IIN, "birth-date": "1990-05-24"}, "two-facts"),
        ({"iin": IIN, "certificate": "AB123456"}, "two-facts"),
        ({"plate": "123ABC02", "document": DOCUMENT}, "two-facts"),
        ({"name": "Arman Akhmetov"}, "name"),
        ({"name": "Arman Akhmetov", "document": DOCUMENT}, "name"),
        ({"iin": IIN, "document": DOCUMENT, "birth-date": "1990-05-24"}, "too-many"),
        ({"plate": "123ABC02", "vin": VIN, "certificate": "AB123456"}, "too-many"),
        ({"mrz": "I<KAZ", "iin": IIN}, "too-many"),
        ({"mrz": "I<KAZ"}, "mrz"),
        ({"iin": "900524350103", "document": DOCUMENT}, "iin"),
        ({"iin": "٩٠٠٥٢٤٣٥٠١٠٢", "document": DOCUMENT}, "iin"),
        ({"iin": IIN, "document": "N12345678"}, "state"),
        ({"iin": IIN, "document": "KAZ:N1"}, "document"),
        ({"document": DOCUMENT, "birth-date": "24 May 1990"}, "birth-date"),
        ({"document": DOCUMENT, "birth-date": "1990-02-30"}, "birth-date"),
        ({"plate": "ЖЖЖ", "certificate": "AB123456"}, "plate"),
        ({"vin": "XW8", "certificate": "AB123456"}, "vin"),
        ({"chassis": "1", "certificate": "AB123456"}, "chassis"),
        ({"plate": "123ABC02", "certificate": "1"}, "certificate"),
    ],
)
def test_what_forms_no_question_has_words_in_three_languages(facts: dict[str, str], code: str) -> None:
    with pytest.raises(FactsError) as caught:
        key_of(facts)
    assert caught.value.code == code
    assert all(wording.words(language)["fault"][code] for language in wording.LANGUAGES)
    assert not any(value in str(caught.value) for value in facts.values())


def test_an_iin_with_a_convention_document_forms_no_question() -> None:
    with pytest.raises(FactsError) as caught:
        key_of({"iin": IIN, "document": DOCUMENT}, convention=True)
    assert caught.value.code == "facts"


@pytest.mark.parametrize("typed", ["1990-05-24", "24.05.1990", "24/5/1990", " 24-05-1990 "])
def test_dates_as_people_write_them(typed: str) -> None:
    assert birth_date(typed) == date(1990, 5, 24)
