"""VIN: the vehicle identification number (ISO 3779), 17 characters without I, O and Q."""

from __future__ import annotations

from aiqyn.identifiers import letters
from aiqyn.identifiers.errors import IdentifierError, accepts

_LOOKALIKES = str.maketrans("IOQ", "100")
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = {str(digit): digit for digit in range(10)} | {
    letter: int(value) for letter, value in zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True)
}


def compact(text: str) -> str:
    """Capital Latin letters and digits; I read as 1, O and Q as 0, Cyrillic by glyph."""
    return letters.compact(text, "vin").translate(_LOOKALIKES)


def validate(text: str) -> str:
    """The 17 characters, or IdentifierError. The check digit is never refused on: it binds in North America only."""
    number = compact(text)
    if len(number) != 17:
        raise IdentifierError("vin", "length")
    if set(number) == {"0"}:
        raise IdentifierError("vin", "zeros")
    return number


is_valid = accepts(validate)


def hint(text: str) -> str | None:
    """`check-digit` when a maker bound to it (codes 1 to 5, and L) has a wrong one. Only a hint."""
    number = validate(text)
    if number[0] not in "12345L":
        return None
    rest = sum(_VALUES[letter] * weight for letter, weight in zip(number, _WEIGHTS, strict=True)) % 11
    return None if number[8] == ("X" if rest == 10 else str(rest)) else "check-digit"
