"""IIN: the individual identification number of Kazakhstan, 12 digits.

`YYMMDD`, a digit for century and sex, four serial digits, a check digit. It is never refused because its first six
digits are no date: since 2013 they may not be a date of birth for everyone (unverified). A fifth digit of 4 to 6 is
another matter: it marks the number of an organisation. A valid number says nothing about whose it is: the eleventh
digit weighs 11, nothing modulo 11, so that nine errors of ten in it lead to a neighbour. Hence the second fact.
"""

from __future__ import annotations

from datetime import date

from aiqyn.identifiers.errors import IdentifierError, accepts
from aiqyn.identifiers.letters import BLANKS_AND_HYPHENS, MOST

_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_BETWEEN = str.maketrans("", "", BLANKS_AND_HYPHENS)
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


def compact(text: str) -> str:
    """What is typed, without blanks and hyphens. Nothing else is mended. IdentifierError when it is far too long."""
    if len(text) > MOST:
        raise IdentifierError("iin", "length")
    return text.translate(_BETWEEN)


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


is_valid = accepts(validate)


def check_digit(digits: str) -> int | None:
    """The check digit of the first 11 ASCII digits; None when both passes give 10: no such number is issued."""
    for weights in (_FIRST, _SECOND):
        rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def birth_date(number: str) -> date | None:
    """The date that the first seven digits spell, or None when they spell none. It may not be the person's own."""
    century = _century(number)
    if century is None:
        return None
    try:
        return date(century + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        return None


def sex(number: str) -> str | None:
    """`male` or `female` by the seventh digit (odd is male), or None when it says nothing."""
    if _century(number) is None:
        return None
    return "male" if int(number[6]) % 2 else "female"


def _century(number: str) -> int | None:
    if len(number) != 12 or not (number.isascii() and number.isdigit()):
        return None
    return _CENTURIES.get(number[6])
