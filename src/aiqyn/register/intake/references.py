"""The creditor reference in what a payer wrote (ISO 11649): `RF`, two check digits, at most 21 letters and
digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stdnum import iso11649

LONGEST = 25
_WHOLE = re.compile(r"RF\d{2}[0-9A-Z]{1,21}", re.ASCII)
_START = re.compile(r"(?<![0-9A-Z])RF\d{2}", re.ASCII)
_PIECE = re.compile(r"[0-9A-Z]+", re.ASCII)


def creditor_reference(structured: Iterable[str], unstructured: Iterable[str], end_to_end: str) -> str:
    """The one reference that a payment names; first where it belongs, then in free text, then as the payer's
    own.

    Empty when there is none, or when one place names two: money that could be for either waits for a person.
    A structured reference that is not ISO 11649 is given as it stands: it matches nothing, and a person may
    know it.
    """
    stated = [text for text in structured if text.strip()]
    for place in (
        {found for text in stated if (found := valid(text))},
        {found for text in unstructured for found in in_free_text(text)},
        {found for found in (valid(end_to_end),) if found},
    ):
        if place:
            return place.pop() if len(place) == 1 else ""
    return " ".join(stated[0].split())[:35] if len(stated) == 1 else ""


def valid(text: str) -> str:
    """The normal form of an ISO 11649 reference, or an empty text."""
    number = "".join(text.split()).upper()
    return number if _WHOLE.fullmatch(number) and iso11649.is_valid(number) else ""


def in_free_text(text: str) -> Iterator[str]:
    """References written in a sentence: in one piece, or in groups of four as they are printed."""
    text = text.upper()
    for start in _START.finditer(text):
        found = _at(text[start.start() : start.start() + 2 * LONGEST])
        if found:
            yield found


def _at(text: str) -> str:
    """The reference that begins the text. Of groups, the run that verifies, if it is only one."""
    pieces = [match[0] for match in _PIECE.finditer(text)]
    if len(pieces[0]) > 4:
        return valid(pieces[0])
    runs = []
    for count in range(2, len(pieces) + 1):
        if len(pieces[count - 2]) != 4 or sum(map(len, pieces[:count])) > LONGEST:
            break
        if found := valid("".join(pieces[:count])):
            runs.append(found)
    return runs[0] if len(runs) == 1 else ""
