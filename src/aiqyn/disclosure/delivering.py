"""Papers delivered at a desk: the register writes it down and says so, signed."""

from __future__ import annotations

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import IntegrityError

from aiqyn import ledger
from aiqyn.disclosure.confirming import AlreadyAnswered, NotAuthorised
from aiqyn.protocol import credential
from aiqyn.protocol.delivery import DeliveryStatus, Outcome, Reply, Request
from aiqyn.protocol.errors import ProtocolError
from aiqyn.register.acting import ActError, Actor
from aiqyn.register.acts.record_delivery import record_delivery
from aiqyn.register.nonces import use_nonce
from aiqyn.register.queries import check, deliveries


class Deliveries:
    """Answers desks that report what became of papers, signed by the register."""

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
        status = _written(request, point_ref, now)
        return Reply.to(request, point=point_ref, at=int(seconds), status=status).sign(self._signer)


def _written(request: Request, point_ref: str, now: datetime) -> DeliveryStatus:
    found = deliveries.met(request.number, point_ref)
    if found is None:
        return DeliveryStatus.UNKNOWN_NUMBER
    if request.outcome is Outcome.NOT_OFFERED:
        # As if nobody had met: nothing is written, and the search goes on.
        return DeliveryStatus.RECORDED
    try:
        record_delivery(
            disclosure=found,
            outcome=request.outcome.value,
            contact=request.contact,
            actor=Actor(point_ref, "service-point"),
            at=now,
        )
    except ActError:
        # Reported before (a line that broke, a second press): it stands. Or there never was anything to deliver.
        return DeliveryStatus.RECORDED if deliveries.delivered(found) else DeliveryStatus.NOTHING_TO_DELIVER
    return DeliveryStatus.RECORDED


def _public_key(point_ref: str) -> Ed25519PublicKey | None:
    found = check.point(point_ref)
    return Ed25519PublicKey.from_public_bytes(bytes(found.public_key)) if found else None
