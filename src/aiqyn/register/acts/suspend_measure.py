"""Suspend a measure for a time: it binds nobody while it sleeps, and wakes by itself at its last day's end."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from aiqyn import law
from aiqyn.protocol.leaves import SuspensionLeaf
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure, Suspension, SuspensionRequest

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@act
def suspend_measure(
    *,
    measure: Measure,
    ground: law.SuspensionGround,
    starts_on: date | None,
    ends_on: date | None,
    reasons: str,
    actor: Actor,
    at: datetime,
    papers: bool = True,
    contest_due_on: date | None = None,
    request: SuspensionRequest | None = None,
) -> Suspension:
    """Let the measure sleep from the start of `starts_on` (or at once) to the end of `ends_on` (or until resumed).

    ActRefused when the law forbids it. `request`: the person's, granted by this. The leaf says when, never why.
    """
    locked = lock_measure(measure)
    require(
        book().decide(
            facts.suspension(
                locked,
                by=actor.official,
                ground=ground,
                starts_on=starts_on,
                ends_on=ends_on,
                reasons=reasons,
                papers=papers,
                contest_due_on=contest_due_on,
                at=at,
            )
        )
    )
    row = Suspension(
        measure=locked,
        ref="S-" + "".join(secrets.choice(_ALPHABET) for _ in range(10)),
        ground=ground.value,
        starts_at=at if starts_on is None else max(at, book().start_of(starts_on)),
        until=ends_on,
        ends_at=None if ends_on is None else book().end_of(ends_on),
        reasons=reasons,
        decided_by=actor.official,
        decided_at=at,
    )
    leaf = SuspensionLeaf(measure=locked.ref, suspension=row.ref, starts_at=row.starts_at, until=ends_on)
    record("suspension", actor=actor, at=at, measure=locked, content=leaf.content(), reasons=reasons)
    row.save()
    if request is not None:
        _grant(_open_request(request, locked), row)
    return row


def _grant(request: SuspensionRequest, row: Suspension) -> None:
    request.decided_at, request.decided_by, request.suspension = row.decided_at, row.decided_by, row
    request.save(update_fields=["decided_at", "decided_by", "suspension"])


def _open_request(request: SuspensionRequest, measure: Measure) -> SuspensionRequest:
    fresh = SuspensionRequest.objects.get(pk=request.pk)
    if fresh.measure_id != measure.pk:
        raise ActError("request", "of-another-measure")
    if fresh.decided_at is not None:
        raise ActError("request", "already-decided")
    return fresh
