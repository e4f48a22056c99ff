"""BIN: what it must be, and that it is nobody's IIN."""

from __future__ import annotations

import pytest

from aiqyn.identifiers import bin as bins
from aiqyn.identifiers import iin
from aiqyn.identifiers.errors import IdentifierError


def made(first: str) -> str:
    digit = iin.check_digit(first)
    assert digit is not None
    return f"{first}{digit}"


@pytest.mark.parametrize("first", ["99014000001", "05105112345", "20116200077", "11074300006"])
def test_a_valid_number_is_read_with_blanks_and_hyphens(first: str) -> None:
    number = made(first)
    assert bins.validate(f"{number[:4]} {number[4:8]}-{number[8:]}") == number
    assert bins.is_valid(number)
    assert not iin.is_valid(number)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (made("85031420001"), "person"),
        (made("99014500001"), "part"),
        ("990140000012", "check-digit"),
        ("99014000001", "length"),
        ("9901400000I6", "characters"),
        ("٩٩٠١٤٠٠٠٠٠١٦", "non-ascii-digit"),
        ("9" * 200, "length"),
    ],
)
def test_what_is_wrong_is_named(number: str, code: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        bins.validate(number)
    assert (caught.value.field, caught.value.code) == ("bin", code)
