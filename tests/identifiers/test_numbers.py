"""One number a module: what is taken, what is refused, what only warns."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.identifiers import certificate, chassis, document, iin, plate, vin
from aiqyn.identifiers.errors import IdentifierError

MODULES = [certificate, chassis, document, iin, plate, vin]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__.rpartition(".")[2])
@given(text=st.text(max_size=40))
def test_validate_is_idempotent_and_its_errors_are_mute(module: ModuleType, text: str) -> None:
    if module.is_valid(text):
        once = module.validate(text)
        assert module.validate(once) == once
        return
    with pytest.raises(IdentifierError) as error:
        module.validate(text)
    assert len(text.strip()) < 4 or text not in str(error.value)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__.rpartition(".")[2])
def test_too_long_is_refused_at_once(module: ModuleType) -> None:
    assert not module.is_valid("1" * 500)
    assert not module.is_valid("")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("850615300074", "check-digit"),
        ("85061530007", "length"),
        ("8506153000733", "length"),
        ("000000000000", "zeros"),
        ("85061530007x", "characters"),
        ("٨٥٠٦١٥٣٠٠٠٧٣", "non-ascii-digit"),
        ("８５０６１５３０００７３", "non-ascii-digit"),
        ("850640300073", "organisation"),
    ],
)
def test_iin_refusals(text: str, code: str) -> None:
    with pytest.raises(IdentifierError) as error:
        iin.validate(text)
    assert error.value.code == code


def test_every_twelfth_iin_needs_the_second_pass_and_is_taken() -> None:
    taken, second = 0, 0
    for serial in range(10_000):
        digits = f"8506153{serial:04d}"
        first = sum(int(d) * w for d, w in zip(digits, range(1, 12), strict=True)) % 11
        check = iin.check_digit(digits)
        second += first == 10
        if check is not None:
            taken += 1
            assert iin.is_valid(f"{digits}{check}")
    assert second > 700
    assert taken > 9_900


def test_iin_dates_are_read_and_never_refused_on() -> None:
    assert str(iin.birth_date("850615300073")) == "1985-06-15"
    assert iin.sex("850615300073") == "male"
    odd = "993131" + "3" + "0001"
    number = f"{odd}{iin.check_digit(odd)}"
    assert iin.is_valid(number)
    assert iin.birth_date(number) is None


@pytest.mark.parametrize(
    ("typed", "normal"),
    [("123 авс 02", "123ABC02"), ("123-ABC-02", "123ABC02"), ("а123вс", "A123BC"), ("777НУР01", "777HYP01")],
)
def test_plates_by_glyph(typed: str, normal: str) -> None:
    assert plate.validate(typed) == normal


@pytest.mark.parametrize("typed", ["123ЖБЮ02", "123AB C!02", "ДД12345"])
def test_plates_are_never_guessed(typed: str) -> None:
    with pytest.raises(IdentifierError):
        plate.validate(typed)


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("123ABC02", None),
        ("123ABC21", "unknown-region"),
        ("123AB02", None),
        ("A123BCD", None),
        ("12ABCD9", "unknown-pattern"),
    ],
)
def test_unusual_plates_warn(text: str, warned: str | None) -> None:
    assert plate.warning(text) == warned


def test_vin_look_alikes_and_hint() -> None:
    assert vin.validate("1M8GDM9AXKPO42788") == "1M8GDM9AXKP042788"
    assert vin.hint("1M8GDM9AXKP042788") is None
    assert vin.hint("1M8GDM9A0KP042788") == "check-digit"
    assert vin.hint("WVWZZZ1JZXW000001") is None
    assert vin.validate("ХТА210930Р0123456") == "XTA210930P0123456"
    with pytest.raises(IdentifierError):
        vin.validate("1" * 16)


def test_chassis_numbers_are_not_vins() -> None:
    assert chassis.validate("nz-12 345") == "NZ12345"
    assert not chassis.is_valid("1" * 17)


@pytest.mark.parametrize(
    "text", ["N12345678", "KAZ:", "KAZ:0000000", "KAZ:ABCDEFG", "KAZ1:12345", "ҚАЗ:12345678", "KAZ:12١45678"]
)
def test_documents_that_are_none(text: str) -> None:
    assert not document.is_valid(text)


def test_document_normal_form() -> None:
    assert document.validate(" kaz : n 123-456 78") == "KAZ:N12345678"
    assert document.validate("D:C01X00T47") == "D:C01X00T47"
