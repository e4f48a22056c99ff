"""Letters as they are typed: Cyrillic that looks like Latin is mapped by glyph, never by sound; the rest is refused.

Every mapping is a table of single characters. Python's `upper` and Unicode's normal forms are not used: they turn ß
into SS, the ligature ﬁ into FI and the Kelvin sign into K, which is guessing.
"""

from __future__ import annotations

import string

from aiqyn.identifiers.errors import IdentifierError

#: What people, forms and scanners put between the characters: blanks and hyphens, also those of word processors.
BLANKS_AND_HYPHENS = "\t\n\r \u00a0\u202f\u00ad-\u2010\u2011\u2012\u2013"
#: Longer input is not an identifier mistyped: it is something else.
MOST = 64

#: Cyrillic letters whose capital is a Latin capital's glyph. Р is P, С is C, Н is H, У is Y, В is B.
_CYRILLIC = "АВЕКМНОРСТУХІЅЈԚԜҮ"
_GLYPHS = "ABEKMHOPCTYXISJQWY"
_ALLOWED = frozenset(string.ascii_uppercase + string.digits)
_TYPED = str.maketrans(
    _CYRILLIC + _CYRILLIC.lower() + string.ascii_lowercase,
    _GLYPHS + _GLYPHS + string.ascii_uppercase,
    BLANKS_AND_HYPHENS + ".",
)


def compact(text: str, field: str) -> str:
    """Capital Latin letters and ASCII digits, without what stands between. IdentifierError for any other character."""
    if not isinstance(text, str):
        raise IdentifierError(field, "missing")
    if len(text) > MOST:
        raise IdentifierError(field, "length")
    joined = text.translate(_TYPED)
    for letter in joined:
        if letter not in _ALLOWED:
            raise IdentifierError(field, "non-ascii-digit" if letter.isdigit() else "characters")
    return joined
