"""A document's number with the state that issued it: the fact that stands only on the document.

Text form `KAZ:N12345678`: the issuing state as ICAO 9303 writes it (ISO 3166 alpha-3, or a code of its own), and the
number. The kind is for people to read; only a convention travel document is a key kind of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aiqyn.identifiers import letters
from aiqyn.identifiers.errors import IdentifierError

_SHORTEST, _LONGEST = 5, 20


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
        """Bring state and number into normal form, or raise IdentifierError."""
        object.__setattr__(self, "state", _state(self.state))
        object.__setattr__(self, "number", _number(self.number))

    def __str__(self) -> str:
        return f"{self.state}:{self.number}"

    def __repr__(self) -> str:
        # A traceback must not show the number.
        return f"Document(state={self.state!r}, kind={self.kind.value!r})"


def parse(text: str, kind: DocumentKind = DocumentKind.ID_CARD) -> Document:
    """Read `STATE:NUMBER`. IdentifierError `state` when the state is missing or not three letters."""
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


def is_valid(text: str) -> bool:
    """Whether `validate` takes it."""
    try:
        validate(text)
    except IdentifierError:
        return False
    return True


def _state(text: str) -> str:
    # Letters only, and one to three of them: Germany's ICAO code is D, stateless persons' is XXA.
    state = text.strip().upper()
    if not (state.isascii() and state.isalpha() and 1 <= len(state) <= 3):
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
