"""Confirm a hit: is the order behind this output in force now? Tell the person, or say it ended."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import IntegrityError

from aiqyn import law, ledger
from aiqyn.disclosure.opening import Opener
from aiqyn.protocol import credential
from aiqyn.protocol import number as confirmation_number
from aiqyn.protocol.confirmation import WINDOW, InForce, NoLonger, NoOrder, Outcome, Reply, Request, Shadow
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.tokens import output_digest
from aiqyn.register.acting import CLOCK, PUBLISHER, ActError, Actor, ActRefused
from aiqyn.register.acts.disclose import disclose
from aiqyn.register.acts.expire_measure import expire_measure
from aiqyn.register.acts.record_shadow_hit import record_shadow_hit
from aiqyn.register.law_book import book
from aiqyn.register.models import Measure, ServicePoint
from aiqyn.register.nonces import use_nonce
from aiqyn.register.queries import check

#: Around midnight a question may be of the day that begins or of the one that ends, by the desk's clock.
SKEW = timedelta(seconds=WINDOW)


class NotAuthorised(PermissionError):
    """The credential is not one of an enrolled desk, or its purpose is another's."""


class AlreadyAnswered(ValueError):
    """The nonce was used before: a request is answered once."""


class Confirmer:
    """Answers confirmation requests, signed by the register."""

    def __init__(self, opener: Opener, signer: ledger.NoteSigner, *, shadow: bool = False) -> None:
        """`shadow`: the register is on trial. It counts what desks would have met, and tells nobody of an order."""
        self._opener = opener
        self._signer = signer
        self._shadow = shadow

    def answer(self, token: str, body: bytes, now: datetime) -> str:
        """The signed reply. NotAuthorised, ProtocolError or AlreadyAnswered when there is none."""
        seconds = now.timestamp()
        point_ref = self._authenticated(token, seconds)
        request = Request.from_json(body)
        request.check_time(seconds)
        if request.day not in {book().local_day(now - SKEW), book().local_day(now + SKEW)}:
            # What a desk kept of another day is no question about somebody who stands there now.
            raise ProtocolError("day", "must be today")
        point = check.point(point_ref)
        if point is None or point.purpose != request.purpose.value:
            raise NotAuthorised("the point is not enrolled for this purpose")
        grounds = book().purpose(request.purpose, book().local_day(now)).grounds
        if bool(grounds) is not bool(request.ground) or (grounds and request.ground not in grounds):
            raise ProtocolError("ground", "must be one of the law's grounds of a stop, at a stop and nowhere else")
        found = check.measures_of_output(request.purpose, request.day, output_digest(request.output))
        if found:
            # Only what can be told to somebody needs to be told once: a desk's covers, which are most of what comes
            # here, cost one look into an index and write nothing.
            try:
                use_nonce(point=point, nonce=request.nonce, at=now)
            except IntegrityError as error:
                raise AlreadyAnswered("nonce") from error
        outcome = self._outcome(request, point, found, now)
        return Reply.to(request, point=point_ref, at=int(seconds), outcome=outcome).sign(self._signer)

    def _authenticated(self, token: str, seconds: float) -> str:
        try:
            return credential.verify(token, credential.Audience.REGISTER, now=seconds, key_of=_public_key).point
        except ProtocolError as error:
            raise NotAuthorised(str(error)) from error

    def _outcome(self, request: Request, point: ServicePoint, found: list[Measure], now: datetime) -> Outcome:
        """Of several orders behind one document, the one that asks most of the desk; where it ended, the next.

        Only when none of them binds at this moment is the answer *no longer in force*.
        """
        effects = {measure.pk: _effect(measure, request.purpose, now) for measure in found}
        lawful = [measure for measure in found if effects[measure.pk] is not None]
        if not lawful:
            return NoOrder()
        for measure in sorted(lawful, key=lambda measure: _weight(measure, effects[measure.pk])):
            effect = effects[measure.pk]
            if (
                effect is not None
                and (outcome := self._in_force(measure, point, effect, request.ground, now)) is not None
            ):
                return outcome
        return self._ended(lawful[-1].ref, now)

    def _in_force(
        self, measure: Measure, point: ServicePoint, effect: law.EffectKind, ground: str, now: datetime
    ) -> InForce | Shadow | None:
        if self._shadow:
            return _on_trial(measure, point, effect, now)
        number = confirmation_number.make(secrets.randbits(confirmation_number.BITS))
        leaf = check.sanction_leaf(measure)
        if leaf is None:
            return None
        try:
            disclose(
                measure=measure,
                point=point,
                effect=effect,
                number=number,
                actor=Actor(point.ref, "service-point"),
                at=now,
                ground=ground,
            )
        except ActError:
            return None
        return InForce(
            order=self._opener.open(leaf), subject_salt=bytes(measure.subject_salt), effect=effect, number=number
        )

    def _ended(self, ref: str, now: datetime) -> Outcome:
        measure = check.measure(ref)
        if measure is None:
            return NoOrder()
        if measure.ended_at is None and check.state(measure, now) is law.MeasureState.SUSPENDED:
            asleep = check.suspension_leaf(measure, now)
            return NoLonger(self._opener.open(asleep)) if asleep else NoOrder()
        if measure.ended_at is None:
            # Its last day is over and nobody wrote that down yet.
            with suppress(ActRefused):  # another request did so a moment ago
                expire_measure(measure=measure, actor=CLOCK, at=now)
        leaf = check.release_leaf(measure)
        return NoLonger(self._opener.open(leaf)) if leaf else NoOrder()


def _on_trial(measure: Measure, point: ServicePoint, effect: law.EffectKind, now: datetime) -> Shadow | None:
    if check.state(measure, now) is not law.MeasureState.IN_FORCE:
        return None
    kind, purpose = law.MeasureKind(measure.kind), law.Purpose(point.purpose)
    record_shadow_hit(purpose=purpose, kind=kind, effect=effect, actor=PUBLISHER, at=now)
    return Shadow()


def _effect(measure: Measure, purpose: law.Purpose, now: datetime) -> law.EffectKind | None:
    row = book().effect(law.MeasureKind(measure.kind), purpose, book().local_day(now))
    return None if row is None else row.kind


def _weight(measure: Measure, effect: law.EffectKind | None) -> tuple[int, bool, int]:
    """What asks most of a desk comes first: a bar, a hold, a delivery; of deliveries the one that ends a search."""
    place = (law.EffectKind.BAR, law.EffectKind.HOLD, law.EffectKind.DELIVER, None).index(effect)
    return place, measure.kind != law.MeasureKind.DEBTOR_SEARCH.value, measure.pk


def _public_key(point_ref: str) -> Ed25519PublicKey | None:
    found = check.point(point_ref)
    return Ed25519PublicKey.from_public_bytes(bytes(found.public_key)) if found else None
