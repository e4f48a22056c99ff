"""Vehicle registration plates of Kazakhstan. Unknown patterns pass with a warning; characters are never reordered."""

from __future__ import annotations

import re

from aiqyn.identifiers import letters
from aiqyn.identifiers.errors import IdentifierError, accepts

#: Since 2012 with the region at the end; the older two with the region's letter first; a company's.
_PATTERNS = (
    re.compile(r"\d{3}[A-Z]{3}(\d{2})", re.ASCII),
    re.compile(r"\d{3}[A-Z]{2}(\d{2})", re.ASCII),
    re.compile(r"[A-Z]\d{3}[A-Z]{2,3}", re.ASCII),
)
_REGIONS = range(1, 21)


def compact(text: str) -> str:
    """Capital Latin letters and digits, Cyrillic by glyph, nothing in between."""
    return letters.compact(text, "plate")


def validate(text: str) -> str:
    """The plate in normal form, or IdentifierError: `characters`, `length`, `zeros`."""
    plate = compact(text)
    if not 4 <= len(plate) <= 10:
        raise IdentifierError("plate", "length")
    if not any(letter.isdigit() for letter in plate):
        raise IdentifierError("plate", "characters")
    if set(plate) == {"0"}:
        raise IdentifierError("plate", "zeros")
    return plate


is_valid = accepts(validate)


def warning(text: str) -> str | None:
    """`unknown-pattern` or `unknown-region` for a valid plate that looks unusual, else None. Never a refusal."""
    plate = validate(text)
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(plate):
            region = found[1] if pattern.groups else None
            return None if region is None or int(region) in _REGIONS else "unknown-region"
    return "unknown-pattern"
