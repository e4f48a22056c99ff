"""Papers handed over at a desk: the number and what became of them go up, a signed word that it stands comes down.

The desk knows the number from its own confirmation (`protocol.confirmation`). `contact` is what the person chose to
leave for the enforcement agent, or nothing. The reply is a signed note whose text is the line `aiqyn delivery v1` and
one line of canonical JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aiqyn.ledger.commitment import canonical_json
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteSigner, NoteVerifier, open_note
from aiqyn.protocol import number as confirmation_number
from aiqyn.protocol import strict
from aiqyn.protocol.confirmation import NONCE_BYTES, WINDOW
from aiqyn.protocol.errors import ProtocolError

_TITLE = "aiqyn delivery v1\n"
LONGEST_CONTACT = 200


class Outcome(StrEnum):
    """What became of the papers. To refuse them changes nothing: they count as delivered."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    NOT_OFFERED = "not-offered"  #: the person left, or the desk had no papers: as if nobody had met


class DeliveryStatus(StrEnum):
    """How it stands: written down now or before, nothing to deliver, or no such hit at this desk."""

    RECORDED = "recorded"
    NOTHING_TO_DELIVER = "nothing-to-deliver"
    UNKNOWN_NUMBER = "unknown-number"


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """What a desk reports. `nonce` is 16 random bytes used once, `at` the unix second of reporting."""

    number: str
    outcome: Outcome
    contact: str
    nonce: bytes
    at: int

    def to_json(self) -> bytes:
        """The body of the request."""
        return canonical_json(
            {
                "number": self.number,
                "outcome": self.outcome.value,
                "contact": self.contact,
                "nonce": self.nonce.hex(),
                "at": self.at,
            }
        )

    @classmethod
    def from_json(cls, body: bytes | str) -> Request:
        """Read the body of a request; ProtocolError names the field that is wrong, and repeats no value."""
        document = strict.json_object(body, "request", most=2_000)
        strict.only(document, ("number", "outcome", "contact", "nonce", "at"), "request")
        outcome = strict.choice(Outcome, document.get("outcome"), "outcome")
        contact = document.get("contact")
        if contact != "":
            contact = strict.text(document, "contact", most=LONGEST_CONTACT)
            if outcome is Outcome.NOT_OFFERED:
                raise ProtocolError("contact", "cannot be left when nobody was met")
        return cls(
            number=_number(document),
            outcome=outcome,
            contact=contact,
            nonce=strict.hexadecimal(document, "nonce", NONCE_BYTES),
            at=strict.whole(document, "at"),
        )

    def check_time(self, now: float) -> None:
        """Refuse a request that is older than the window, or from the future. `now` is a unix time in seconds."""
        if abs(now - self.at) > WINDOW:
            raise ProtocolError("at", f"must be within {WINDOW} seconds")


@dataclass(frozen=True, slots=True)
class Reply:
    """The register's word, bound to what was reported. It never repeats the contact."""

    status: DeliveryStatus
    point: str
    number: str
    nonce: bytes
    at: int

    @classmethod
    def to(cls, request: Request, *, point: str, at: int, status: DeliveryStatus) -> Reply:
        """The reply that answers a report of a point."""
        return cls(status, point, request.number, request.nonce, at)

    def text(self) -> str:
        """What is signed."""
        document = {
            "status": self.status.value,
            "point": self.point,
            "number": self.number,
            "nonce": self.nonce.hex(),
            "at": self.at,
        }
        return _TITLE + canonical_json(document).decode() + "\n"

    def sign(self, signer: NoteSigner) -> str:
        """The reply as a signed note."""
        return signer.sign(self.text())

    @classmethod
    def open(cls, note: str, verifier: NoteVerifier) -> Reply:
        """Verify and read a signed reply; ProtocolError names what is wrong."""
        try:
            return cls.parse(open_note(note, [verifier]))
        except LedgerError as error:
            raise ProtocolError("delivery", "has no valid signature of the register") from error

    @classmethod
    def parse(cls, text: str) -> Reply:
        """Read the text of a reply whose signature has been verified."""
        if not text.startswith(_TITLE) or not text.endswith("\n") or text.count("\n") != 2:
            raise ProtocolError("delivery", "must be the two lines of an aiqyn delivery v1")
        document = strict.json_object(text[len(_TITLE) : -1], "delivery")
        strict.only(document, ("status", "point", "number", "nonce", "at"), "delivery")
        return cls(
            status=strict.choice(DeliveryStatus, document.get("status"), "status"),
            point=strict.name(document, "point"),
            number=_number(document),
            nonce=strict.hexadecimal(document, "nonce", NONCE_BYTES),
            at=strict.whole(document, "at"),
        )

    def check(self, request: Request, *, point: str, now: float) -> None:
        """Refuse a reply that does not answer this report of this point, or whose time is not now (unix seconds)."""
        bound = (
            ("point", self.point == point),
            ("number", self.number == request.number),
            ("nonce", self.nonce == request.nonce),
            ("at", abs(now - self.at) <= WINDOW),
        )
        for field, holds in bound:
            if not holds:
                raise ProtocolError(field, "the reply does not answer what was reported")


def _number(document: dict[str, Any]) -> str:
    number = strict.text(document, "number", most=20)
    if confirmation_number.read(number) != number:
        raise ProtocolError("number", "must be written in its groups")
    return number
