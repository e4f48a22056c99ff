"""IIN: the individual identification number of Kazakhstan, 12 digits.

`YYMMDD`, a digit for century and sex, four serial digits, a check digit. The date part is not refused on: since 2013 it
may not be a date of birth for everyone (unverified). A valid number says nothing about whose it is: one error of two in
the eleventh digit leads to a neighbour's number, which is why no question is formed from an IIN alone.
"""

from __future__ import annotations

from datetime import date

from aiqyn.identifiers.errors import IdentifierError

_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


def compact(text: str) -> str:
    """The digits without spaces and hyphens around and between."""
    if len(text) > 32:
        raise IdentifierError("iin", "length")
    return text.strip().replace(" ", "").replace("-", "").replace("\u00a0", "")


def validate(text: str) -> str:
    """The 12 digits, or IdentifierError for digits outside ASCII, length, zeros, an organisation, the check digit."""
    number = compact(text)
    if not number.isascii():
        raise IdentifierError("iin", "non-ascii-digit" if number.isdecimal() else "characters")
    if not number.isdigit():
        raise IdentifierError("iin", "characters")
    if len(number) != 12:
        raise IdentifierError("iin", "length")
    if number == "000000000000":
        raise IdentifierError("iin", "zeros")
    if number[4] in "456":
        # The fifth digit of a BIN; in an IIN it begins the day, 0 to 3.
        raise IdentifierError("iin", "organisation")
    if check_digit(number[:11]) != int(number[11]):
        raise IdentifierError("iin", "check-digit")
    return number


def is_valid(text: str) -> bool:
    """Whether `validate` takes it."""
    try:
        validate(text)
    except IdentifierError:
        return False
    return True


def check_digit(digits: str) -> int | None:
    """The check digit of the first 11 digits; None when such a number is never issued."""
    for weights in (_FIRST, _SECOND):
        rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def birth_date(number: str) -> date | None:
    """The date in a valid IIN, or None when its digits are no date."""
    century = _CENTURIES.get(number[6])
    if century is None:
        return None
    try:
        return date(century + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        return None


def sex(number: str) -> str | None:
    """`male` or `female` by a valid IIN's seventh digit; None when it says nothing."""
    if number[6] not in _CENTURIES:
        return None
    return "male" if int(number[6]) % 2 else "female"
