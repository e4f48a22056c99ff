"""“This is not my debt”, said at a desk: the number goes up, a signed word on when it is answered comes down.

The desk knows the number from its own confirmation (`protocol.confirmation`); nothing about the person is sent. The
reply is a signed note whose text is the line `aiqyn dispute v1` and one line of canonical JSON. Asking again with the
same number tells how it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
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

_TITLE = "aiqyn dispute v1\n"


class DisputeStatus(StrEnum):
    """How it stands. `not-in-force`: the order binds nobody now, so there is nothing to dispute: check again."""

    OPEN = "open"
    SUSPENDED = "suspended"
    CONFIRMED = "confirmed"
    ENDED = "ended"
    NOT_IN_FORCE = "not-in-force"
    UNKNOWN_NUMBER = "unknown-number"


_RAISED = {DisputeStatus.OPEN, DisputeStatus.SUSPENDED, DisputeStatus.CONFIRMED, DisputeStatus.ENDED}
_COMMON = ("status", "point", "number", "nonce", "at")
_TIMES = ("dispute", "raised_at", "due_at")


@dataclass(frozen=True, slots=True)
class Request:
    """What a desk says: the confirmation number, 16 random bytes used once, the unix second of saying it."""

    number: str
    nonce: bytes
    at: int

    def to_json(self) -> bytes:
        """The body of the request."""
        return canonical_json({"number": self.number, "nonce": self.nonce.hex(), "at": self.at})

    @classmethod
    def from_json(cls, body: bytes | str) -> Request:
        """Read the body of a request; ProtocolError names the field that is wrong."""
        document = strict.json_object(body, "request", most=2_000)
        strict.only(document, ("number", "nonce", "at"), "request")
        return cls(
            number=_number(document),
            nonce=strict.hexadecimal(document, "nonce", NONCE_BYTES),
            at=strict.whole(document, "at"),
        )

    def check_time(self, now: float) -> None:
        """Refuse a request that is older than the window, or from the future. `now` is a unix time in seconds."""
        if abs(now - self.at) > WINDOW:
            raise ProtocolError("at", f"must be within {WINDOW} seconds")


@dataclass(frozen=True, slots=True)
class Raised:
    """What was raised: its reference; unix seconds of raising, of the promise, and of the answer, if any."""

    dispute: str
    raised_at: int
    due_at: int
    answered_at: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The register's word, bound to what was said. `raised` is there for the statuses that have one."""

    status: DisputeStatus
    point: str
    number: str
    nonce: bytes
    at: int
    raised: Raised | None = None

    @classmethod
    def to(cls, request: Request, *, point: str, at: int, status: DisputeStatus, raised: Raised | None = None) -> Reply:
        """The reply that answers a request of a point."""
        return cls(status, point, request.number, request.nonce, at, raised)

    def text(self) -> str:
        """What is signed."""
        document: dict[str, Any] = {
            "status": self.status.value,
            "point": self.point,
            "number": self.number,
            "nonce": self.nonce.hex(),
            "at": self.at,
        }
        if self.raised is not None:
            document |= {name: getattr(self.raised, name) for name in _TIMES}
            if self.raised.answered_at is not None:
                document["answered_at"] = self.raised.answered_at
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
            raise ProtocolError("dispute", "has no valid signature of the register") from error

    @classmethod
    def parse(cls, text: str) -> Reply:
        """Read the text of a reply whose signature has been verified."""
        if not text.startswith(_TITLE) or not text.endswith("\n") or text.count("\n") != 2:
            raise ProtocolError("dispute", "must be the two lines of an aiqyn dispute v1")
        document = strict.json_object(text[len(_TITLE) : -1], "dispute")
        status = strict.choice(DisputeStatus, document.get("status"), "status")
        strict.only(document, _COMMON + _own(status), "dispute")
        return cls(
            status=status,
            point=strict.name(document, "point"),
            number=_number(document),
            nonce=strict.hexadecimal(document, "nonce", NONCE_BYTES),
            at=strict.whole(document, "at"),
            raised=_raised(status, document),
        )

    def check(self, request: Request, *, point: str, now: float) -> None:
        """Refuse a reply that does not answer this request of this point, or whose time is not now (unix seconds)."""
        bound = (
            ("point", self.point == point),
            ("number", self.number == request.number),
            ("nonce", self.nonce == request.nonce),
            ("at", abs(now - self.at) <= WINDOW),
        )
        for field, holds in bound:
            if not holds:
                raise ProtocolError(field, "the reply does not answer what was said")


def _own(status: DisputeStatus) -> tuple[str, ...]:
    if status not in _RAISED:
        return ()
    return _TIMES if status is DisputeStatus.OPEN else (*_TIMES, "answered_at")


def _raised(status: DisputeStatus, document: Mapping[str, Any]) -> Raised | None:
    if status not in _RAISED:
        return None
    return Raised(
        dispute=strict.text(document, "dispute", most=20),
        raised_at=strict.whole(document, "raised_at"),
        due_at=strict.whole(document, "due_at"),
        answered_at=None if status is DisputeStatus.OPEN else strict.whole(document, "answered_at"),
    )


def _number(document: Mapping[str, Any]) -> str:
    number = strict.text(document, "number", most=20)
    if confirmation_number.read(number) != number:
        raise ProtocolError("number", "must be written in its groups")
    return number
