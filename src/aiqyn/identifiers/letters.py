"""Letters as they are typed: Cyrillic that looks like Latin is mapped by glyph, never by sound; the rest is refused."""

from __future__ import annotations

import unicodedata

from aiqyn.identifiers.errors import IdentifierError

#: Capital Cyrillic letters whose glyph is a Latin capital's. Р is P, С is C, Н is H, У is Y, В is B.
_GLYPHS = str.maketrans("АВЕКМНОРСТУХІЅЈԚԜҮ", "ABEKMHOPCTYXISJQWY")
#: What people and forms put between the characters.
_BETWEEN = str.maketrans("", "", " \t\u00a0-\u2010\u2011\u2012\u2013.")
_ALLOWED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
#: Longer input is not an identifier mistyped: it is something else.
MOST = 64


def compact(text: str, field: str) -> str:
    """Capital Latin letters and ASCII digits, without what stands between. IdentifierError for any other character."""
    if len(text) > MOST:
        raise IdentifierError(field, "length")
    # NFC, not NFKC: a full-width or Arabic-Indic digit is not a typing habit of these forms, and is refused.
    joined = unicodedata.normalize("NFC", text).strip().translate(_BETWEEN).upper().translate(_GLYPHS)
    for letter in joined:
        if letter not in _ALLOWED:
            raise IdentifierError(field, "non-ascii-digit" if letter.isdigit() else "characters")
    return joined
