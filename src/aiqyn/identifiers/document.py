"""A document's number with the state that issued it: the fact that stands only on the document.

Text form `KAZ:N12345678`: the issuing state as ICAO 9303 part 3 (section 5) writes it, and the number. That is ISO 3166
alpha-3 with codes of ICAO's own (`UNO`, `GBD`), and `D` for Germany. The kind is for people to read; only a convention
travel document is a key kind of its own.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from enum import StrEnum

from aiqyn.identifiers import iin, letters
from aiqyn.identifiers.errors import IdentifierError, accepts

_SHORTEST, _LONGEST = 5, 20
_BLANKS = "\t\n\r \u00a0"
_CAPITALS = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


class DocumentKind(StrEnum):
    """Kinds of identity documents."""

    ID_CARD = "id-card"
    PASSPORT = "passport"
    RESIDENCE_PERMIT = "residence-permit"
    CONVENTION = "convention"


@dataclass(frozen=True, slots=True)
class Document:
    """An issuing state, a number in normal form, a kind. Constructing one validates it."""

    state: str
    number: str
    kind: DocumentKind = DocumentKind.ID_CARD

    def __post_init__(self) -> None:
        """Bring the fields into normal form, or raise IdentifierError."""
        object.__setattr__(self, "state", _state(self.state))
        object.__setattr__(self, "number", _number(self.number))
        object.__setattr__(self, "kind", _kind(self.kind))
        if self.state == "KAZ" and iin.is_valid(self.number):
            # No document of Kazakhstan is numbered by its holder's IIN: this is one fact given twice.
            raise IdentifierError("document", "iin")

    def __str__(self) -> str:
        return f"{self.state}:{self.number}"

    def __repr__(self) -> str:
        # A traceback must not show the number.
        return f"Document(state={self.state!r}, kind={self.kind.value!r})"


def parse(text: str, kind: DocumentKind = DocumentKind.ID_CARD) -> Document:
    """Read `STATE:NUMBER`. IdentifierError `state` when the state is missing or is none.

    Other codes: `length`, `characters`, `non-ascii-digit`, `zeros`, and `iin` for an IIN in the number's place.
    """
    state, colon, number = text.partition(":")
    if not colon:
        raise IdentifierError("document", "state")
    return Document(state, number, kind)


def compact(text: str) -> str:
    """`STATE:NUMBER` in normal form."""
    return str(parse(text))


def validate(text: str) -> str:
    """`STATE:NUMBER` in normal form, or IdentifierError."""
    return compact(text)


is_valid = accepts(validate)


def _state(text: str) -> str:
    # Three letters or Germany's one. Two would be ISO's alpha-2: KZ for KAZ would ask a question that nobody answers.
    state = text.strip(_BLANKS).translate(_CAPITALS) if isinstance(text, str) else ""
    if state == "DEU":
        return "D"
    if state != "D" and not (len(state) == 3 and state.isascii() and state.isalpha()):
        raise IdentifierError("document", "state")
    return state


def _number(text: str) -> str:
    number = letters.compact(text, "document")
    if not _SHORTEST <= len(number) <= _LONGEST:
        raise IdentifierError("document", "length")
    if not any(letter.isdigit() for letter in number):
        raise IdentifierError("document", "characters")
    if set(number) == {"0"}:
        raise IdentifierError("document", "zeros")
    return number


def _kind(kind: DocumentKind) -> DocumentKind:
    # A plain "convention" equals the member but is not it, and would pass where an ordinary document is asked for.
    try:
        return DocumentKind(kind)
    except ValueError:
        raise IdentifierError("document", "kind") from None
