"""A vehicle's registration certificate number: the fact that stands only on the certificate."""

from __future__ import annotations

from aiqyn.identifiers import letters
from aiqyn.identifiers.errors import IdentifierError, accepts


def compact(text: str) -> str:
    """Capital Latin letters and digits, Cyrillic by glyph, nothing in between."""
    return letters.compact(text, "certificate")


def validate(text: str) -> str:
    """The number in normal form, or IdentifierError: `characters`, `length`, `zeros`."""
    number = compact(text)
    if not 6 <= len(number) <= 15:
        raise IdentifierError("certificate", "length")
    if not any(letter.isdigit() for letter in number):
        raise IdentifierError("certificate", "characters")
    if set(number) == {"0"}:
        raise IdentifierError("certificate", "zeros")
    return number


is_valid = accepts(validate)
