"""The confirmation: the full output of a match goes up, the order or its release comes down, signed and
opened.

Only who has evaluated the two facts knows the output; the register learns which order was met at which point,
and no more. The reply is a signed note whose text is the line `aiqyn confirmation v1` and one line of
canonical JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiqyn.law import EffectKind, Purpose
from aiqyn.ledger.commitment import canonical_json
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteSigner, NoteVerifier, open_note
from aiqyn.ledger.opening import OpenedLeaf
from aiqyn.protocol import number as confirmation_number
from aiqyn.protocol import strict
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.states import Status
from aiqyn.protocol.tokens import OUTPUT_BYTES, output_digest

_TITLE = "aiqyn confirmation v1\n"
NONCE_BYTES = 16
#: Every reply is padded to a multiple of this many bytes: an order with its proofs in a large ledger fits into one.
BUCKET = 8_192
# How far the two clocks may be apart, and how long a request can be answered: seconds.
WINDOW = 60


@dataclass(frozen=True, slots=True)
class Request:
    """A desk's question about one match. `nonce` is 16 random bytes used once, `at` the unix second of
    asking. `ground` is the code of the ground on which a vehicle was stopped, where the law wants one.
    """

    purpose: Purpose
    day: date
    output: bytes
    nonce: bytes
    at: int
    ground: str = ""

    def to_json(self) -> bytes:
        """The body of the request. `ground` stands there only when there is one."""
        ground: dict[str, Any] = {"ground": self.ground} if self.ground else {}
        return canonical_json(
            {
                "purpose": self.purpose.value,
                "day": self.day.isoformat(),
                "output": self.output.hex(),
                "nonce": self.nonce.hex(),
                "at": self.at,
            }
            | ground
        )

    @classmethod
    def from_json(cls, body: bytes | str) -> Request:
        """Read the body of a request; ProtocolError names the field that is wrong."""
        document = strict.json_object(body, "request", most=2_000)
        strict.only(document, ("purpose", "day", "output", "nonce", "at", "ground"), "request")
        return cls(
            purpose=strict.choice(Purpose, document.get("purpose"), "purpose"),
            day=strict.day(document, "day"),
            output=strict.hexadecimal(document, "output", OUTPUT_BYTES),
            nonce=strict.hexadecimal(document, "nonce", NONCE_BYTES),
            at=strict.whole(document, "at"),
            ground=strict.text(document, "ground", most=60) if "ground" in document else "",
        )

    def check_time(self, now: float) -> None:
        """Refuse a request that is older than the window, or from the future. `now` is a unix time in
        seconds.
        """
        if abs(now - self.at) > WINDOW:
            raise ProtocolError("at", f"must be within {WINDOW} seconds")


@dataclass(frozen=True, slots=True)
class InForce:
    """The order is in force at this moment: its leaf opened, the salt of its subject, effect and number."""

    order: OpenedLeaf
    subject_salt: bytes
    effect: EffectKind
    number: str


@dataclass(frozen=True, slots=True)
class NoLonger:
    """The order has ended: the release's leaf, opened; without index and proof until the sequencer's next
    tick.
    """

    release: OpenedLeaf


@dataclass(frozen=True, slots=True)
class NoOrder:
    """The register knows no order behind this output."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """In a trial: an order is in force. It is not told which, there is no number, and nothing may be done."""


Outcome = InForce | NoLonger | NoOrder | Shadow


@dataclass(frozen=True, slots=True)
class Reply:
    """The register's word on one request, bound to everything that was asked. `at` is a unix second."""

    point: str
    purpose: Purpose
    day: date
    nonce: bytes
    output_sha256: bytes
    at: int
    outcome: Outcome

    @classmethod
    def to(cls, request: Request, *, point: str, at: int, outcome: Outcome) -> Reply:
        """The reply that answers a request of a point."""
        return cls(
            point=point,
            purpose=request.purpose,
            day=request.day,
            nonce=request.nonce,
            output_sha256=output_digest(request.output),
            at=at,
            outcome=outcome,
        )

    @property
    def status(self) -> Status:
        """Which of the four things it says."""
        if isinstance(self.outcome, InForce):
            return Status.IN_FORCE
        if isinstance(self.outcome, Shadow):
            return Status.SHADOW
        return Status.NO_LONGER if isinstance(self.outcome, NoLonger) else Status.NO_ORDER

    def text(self, padding: int | None = None) -> str:
        """What is signed; with so many zeros as `pad`, which stand for nothing."""
        document: dict[str, Any] = {} if padding is None else {"pad": "0" * padding}
        document |= {
            "status": self.status.value,
            "point": self.point,
            "purpose": self.purpose.value,
            "day": self.day.isoformat(),
            "nonce": self.nonce.hex(),
            "output_sha256": self.output_sha256.hex(),
            "at": self.at,
        }
        return _TITLE + canonical_json(document | _write_outcome(self.outcome)).decode() + "\n"

    def sign(self, signer: NoteSigner) -> str:
        """The reply as a signed note, whose length tells nothing: a whole multiple of `BUCKET` bytes."""
        bare = len(signer.sign(self.text(0)).encode())
        return signer.sign(self.text(-bare % BUCKET))

    @classmethod
    def open(cls, note: str, verifier: NoteVerifier) -> Reply:
        """Verify and read a signed reply; ProtocolError names what is wrong."""
        try:
            return cls.parse(open_note(note, [verifier]))
        except LedgerError as error:
            raise ProtocolError("confirmation", "has no valid signature of the register") from error

    @classmethod
    def parse(cls, text: str) -> Reply:
        """Read the text of a reply whose signature has been verified."""
        if not text.startswith(_TITLE) or not text.endswith("\n") or text.count("\n") != 2:
            raise ProtocolError("confirmation", "must be the two lines of an aiqyn confirmation v1")
        document = strict.json_object(text[len(_TITLE) : -1], "confirmation")
        status = strict.choice(Status, document.get("status"), "status")
        strict.only(document, _COMMON + _OWN[status], "confirmation")
        if str(document.get("pad", "")).strip("0"):
            raise ProtocolError("pad", "must be zeros")
        return cls(
            point=strict.name(document, "point"),
            purpose=strict.choice(Purpose, document.get("purpose"), "purpose"),
            day=strict.day(document, "day"),
            nonce=strict.hexadecimal(document, "nonce", NONCE_BYTES),
            output_sha256=strict.hexadecimal(document, "output_sha256", 32),
            at=strict.whole(document, "at"),
            outcome=_read_outcome(status, document),
        )

    def check(self, request: Request, *, point: str, now: float) -> None:
        """Refuse a reply that does not answer this request of this point, or whose time is not now (unix
        seconds).
        """
        bound = (
            ("point", self.point == point),
            ("purpose", self.purpose is request.purpose),
            ("day", self.day == request.day),
            ("nonce", self.nonce == request.nonce),
            ("output_sha256", self.output_sha256 == output_digest(request.output)),
            ("at", abs(now - self.at) <= WINDOW),
        )
        for field, holds in bound:
            if not holds:
                raise ProtocolError(field, "the confirmation does not answer what was asked")


_COMMON = ("status", "point", "purpose", "day", "nonce", "output_sha256", "at", "pad")
_OWN = {
    Status.IN_FORCE: ("order", "subject_salt", "effect", "number"),
    Status.NO_LONGER: ("release",),
    Status.NO_ORDER: (),
    Status.SHADOW: (),
}


def _write_outcome(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, InForce):
        return {
            "order": outcome.order.to_json(),
            "subject_salt": outcome.subject_salt.hex(),
            "effect": outcome.effect.value,
            "number": outcome.number,
        }
    return {"release": outcome.release.to_json()} if isinstance(outcome, NoLonger) else {}


def _read_outcome(status: Status, document: Mapping[str, Any]) -> Outcome:
    if status is Status.NO_ORDER:
        return NoOrder()
    if status is Status.SHADOW:
        return Shadow()
    if status is Status.NO_LONGER:
        return NoLonger(_leaf(document, "release"))
    number = strict.text(document, "number")
    if confirmation_number.read(number) != number:
        raise ProtocolError("number", "must be written in its groups")
    return InForce(
        order=_leaf(document, "order"),
        subject_salt=strict.hexadecimal(document, "subject_salt", 32),
        effect=strict.choice(EffectKind, document.get("effect"), "effect"),
        number=number,
    )


def _leaf(document: Mapping[str, Any], field: str) -> OpenedLeaf:
    try:
        return OpenedLeaf.from_json(strict.present(document, field))
    except LedgerError as error:
        raise ProtocolError(field, "is not an opened leaf") from error
