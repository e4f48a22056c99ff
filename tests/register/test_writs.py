"""A writ comes in when its debtor agrees with the population register, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from stdnum import iso11649

from aiqyn import law
from aiqyn.register.acting import IMPORT, ActError, Actor
from aiqyn.register.acts.open_proceeding import open_proceeding
from aiqyn.register.acts.record_writ import DebtorClaim, WritRecord, record_writ
from aiqyn.register.money import Money, MoneyError
from aiqyn.register.rows import Act, Writ
from tests.register.conftest import T0, Country, make_iin


def a_writ(country: Country) -> WritRecord:
    who = country.person()
    claim = DebtorClaim(who.iin, " Ахметова ", "ӘЛИЯ", who.patronymic, who.birth_date)
    return WritRecord("7501", "W-1", date(2026, 1, 10), law.ClaimKind.LUMP, Money(100, "KZT"), claim)


def test_case_and_spacing_of_a_name_are_typography(country: Country) -> None:
    assert record_writ(a_writ(country), actor=IMPORT, at=T0).number == "W-1"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"court_code": "9999"}, "court", "unknown-court"),
        ({"number": ""}, "number", "length"),
        ({"number": "x" * 61}, "number", "length"),
        ({"amount": Money(0, "KZT")}, "amount", "zero"),
        ({"issued_on": date(2030, 1, 1)}, "issued_on", "in-the-future"),
        ({"claim": law.ClaimKind.PERIODIC}, "arrears_since", "missing"),
        ({"arrears_since": date(2030, 1, 1)}, "arrears_since", "in-the-future"),
    ],
)
def test_terms_that_cannot_be(country: Country, change: dict[str, Any], field: str, code: str) -> None:
    before = Act.objects.count()
    with pytest.raises(ActError) as error:
        record_writ(replace(a_writ(country), **change), actor=IMPORT, at=T0)
    assert (error.value.field, error.value.code) == (field, code)
    assert Writ.objects.count() == 0
    assert Act.objects.count() == before + 1  # the person, not the writ


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"surname": "КАРИМОВА"}, "surname"),
        ({"given_name": "Алия"}, "given_name"),  # Ә is not А
        ({"patronymic": ""}, "patronymic"),
        ({"birth_date": date(1985, 6, 16)}, "birth_date"),
        ({"iin": make_iin(999)}, "iin"),
    ],
)
def test_who_does_not_agree_with_the_population_register(country: Country, change: dict[str, Any], field: str) -> None:
    writ = a_writ(country)
    wrong = replace(writ, debtor=replace(writ.debtor, **change))
    with pytest.raises(ActError) as error:
        record_writ(wrong, actor=IMPORT, at=T0)
    assert error.value.field == field
    assert not any(str(value) in str(error.value) for value in change.values() if value)


def test_a_court_uses_a_number_once(country: Country) -> None:
    writ = a_writ(country)
    record_writ(writ, actor=IMPORT, at=T0)
    with pytest.raises(ActError) as error:
        record_writ(writ, actor=IMPORT, at=T0)
    assert error.value.code == "duplicate-writ"


def test_a_proceeding_has_a_payment_reference_of_its_own(country: Country) -> None:
    writ = record_writ(a_writ(country), actor=IMPORT, at=T0)
    proceeding = open_proceeding(writ=writ, agent=country.agent, actor=Actor.of(country.agent), at=T0)
    assert iso11649.is_valid(proceeding.reference)
    with pytest.raises(ActError):
        open_proceeding(writ=writ, agent=country.agent, actor=Actor.of(country.agent), at=T0)


@pytest.mark.parametrize("text", ["-1", "1e9", "1,5", "1.234", "", "٣", "١٢", "1" * 14, "nan", "+5", "0x1"])
def test_amounts_that_cannot_be_read(text: str) -> None:
    with pytest.raises(MoneyError) as error:
        Money.parse(text, "KZT")
    assert not text or text not in str(error.value)


@pytest.mark.parametrize(("text", "minor"), [("1", 100), ("1.5", 150), ("1.05", 105), ("0.01", 1), ("007", 700)])
def test_amounts_in_minor_units(text: str, minor: int) -> None:
    assert Money.parse(text, "KZT").minor == minor
