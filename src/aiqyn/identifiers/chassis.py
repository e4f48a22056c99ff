"""Chassis numbers of vehicles older than the VIN, of any other length: a key kind of their own."""

from __future__ import annotations

from aiqyn.identifiers import letters
from aiqyn.identifiers.errors import IdentifierError, accepts


def compact(text: str) -> str:
    """Capital Latin letters and digits, Cyrillic by glyph, nothing in between."""
    return letters.compact(text, "chassis")


def validate(text: str) -> str:
    """The number in normal form, or IdentifierError: `characters`, `length`, `zeros`.

    Seventeen characters are a VIN and no chassis number: one vehicle must not have two keys of one number.
    """
    number = compact(text)
    if not 5 <= len(number) <= 20 or len(number) == 17:
        raise IdentifierError("chassis", "length")
    if not any(letter.isdigit() for letter in number):
        raise IdentifierError("chassis", "characters")
    if set(number) == {"0"}:
        raise IdentifierError("chassis", "zeros")
    return number


is_valid = accepts(validate)
