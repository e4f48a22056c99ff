"""BIN: the business identification number of Kazakhstan, 12 digits.

`YYMM`, a fifth digit for the kind (4 resident, 5 non-resident, 6 sole trader), a sixth for the part (0 head, 1 branch,
2 representation, 3 farm), five serial digits, a check digit as in an IIN. The fifth digit tells the two apart.
"""

from __future__ import annotations

from aiqyn.identifiers.errors import IdentifierError, accepts
from aiqyn.identifiers.iin import check_digit
from aiqyn.identifiers.letters import BLANKS_AND_HYPHENS, MOST

_BETWEEN = str.maketrans("", "", BLANKS_AND_HYPHENS)


def compact(text: str) -> str:
    """What is typed, without blanks and hyphens. Nothing else is mended. IdentifierError when it is far too long."""
    if len(text) > MOST:
        raise IdentifierError("bin", "length")
    return text.translate(_BETWEEN)


def validate(text: str) -> str:
    """The 12 digits, or IdentifierError for digits outside ASCII, length, a person's number, the check digit."""
    number = compact(text)
    if not number.isascii():
        raise IdentifierError("bin", "non-ascii-digit" if number.isdecimal() else "characters")
    if not number.isdigit():
        raise IdentifierError("bin", "characters")
    if len(number) != 12:
        raise IdentifierError("bin", "length")
    if number[4] not in "456":
        raise IdentifierError("bin", "person")
    if number[5] not in "0123":
        raise IdentifierError("bin", "part")
    if check_digit(number[:11]) != int(number[11]):
        raise IdentifierError("bin", "check-digit")
    return number


is_valid = accepts(validate)
