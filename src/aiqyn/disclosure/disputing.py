"""“This is not my debt”, said at a desk: the register starts the clock and says when it is answered."""

from __future__ import annotations

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import IntegrityError

from aiqyn import ledger
from aiqyn.disclosure.confirming import AlreadyAnswered, NotAuthorised
from aiqyn.protocol import credential
from aiqyn.protocol.dispute import DisputeStatus, Raised, Reply, Request
from aiqyn.protocol.errors import ProtocolError
from aiqyn.register.acting import ActError, Actor
from aiqyn.register.acts.raise_dispute import raise_dispute
from aiqyn.register.nonces import use_nonce
from aiqyn.register.queries import check, contests

#: Which desk it was stands in the disclosure only, whose place is deleted in time; an act is kept for ever.
_DESK = Actor("desk", "service-point")


class Disputes:
    """Answers desks that say it for the person before them, signed by the register."""

    def __init__(self, signer: ledger.NoteSigner) -> None:
        self._signer = signer

    def answer(self, token: str, body: bytes, now: datetime) -> str:
        """The signed reply. NotAuthorised, ProtocolError or AlreadyAnswered when there is none."""
        seconds = now.timestamp()
        try:
            point_ref = credential.verify(token, credential.Audience.REGISTER, now=seconds, key_of=_public_key).point
        except ProtocolError as error:
            raise NotAuthorised(str(error)) from error
        request = Request.from_json(body)
        request.check_time(seconds)
        point = check.point(point_ref)
        if point is None:
            raise NotAuthorised("the point is not enrolled")
        try:
            use_nonce(point=point, nonce=request.nonce, at=now)
        except IntegrityError as error:
            raise AlreadyAnswered("nonce") from error
        status, raised = _stands(request.number, point_ref, now)
        return Reply.to(request, point=point_ref, at=int(seconds), status=status, raised=raised).sign(self._signer)


def _stands(number: str, point_ref: str, now: datetime) -> tuple[DisputeStatus, Raised | None]:
    """How it stands after this was said: raised now, or raised before and open or answered."""
    heard = contests.heard(number, point_ref)
    if heard is None:
        return DisputeStatus.UNKNOWN_NUMBER, None
    if not heard.settled:
        try:
            raise_dispute(measure=heard.met.measure, words="", disclosure=heard.met, actor=_DESK, at=now)
        except ActError as error:
            if error.code == "not-in-force":
                return DisputeStatus.NOT_IN_FORCE, None
        # Raised now; or a moment ago by another; or confirmed today already: the newest word holds.
        heard = contests.heard(number, point_ref)
    return _told(heard)


def _told(heard: contests.Heard | None) -> tuple[DisputeStatus, Raised | None]:
    dispute = heard.newest if heard else None
    if dispute is None:
        return DisputeStatus.NOT_IN_FORCE, None
    answered_at = None if dispute.answered_at is None else int(dispute.answered_at.timestamp())
    raised_at, due_at = int(dispute.raised_at.timestamp()), int(dispute.due_at.timestamp())
    status = DisputeStatus(dispute.outcome) if dispute.outcome else DisputeStatus.OPEN
    return status, Raised(dispute.ref, raised_at, due_at, answered_at)


def _public_key(point_ref: str) -> Ed25519PublicKey | None:
    found = check.point(point_ref)
    return Ed25519PublicKey.from_public_bytes(bytes(found.public_key)) if found else None
