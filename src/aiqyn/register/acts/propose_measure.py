"""Propose a measure: the agent asks, the law allows or refuses with its article."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record, require
from aiqyn.register.facts.measures import served_notice
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure, Proceeding

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@act
def propose_measure(
    *,
    proceeding: Proceeding,
    kind: law.MeasureKind,
    ends_on: date | None,
    reasons: str,
    actor: Actor,
    at: datetime,
) -> Measure:
    """Write the proposal of the proceeding's own agent. ActRefused when the law does not allow it."""
    if actor.official is None or actor.official.pk != proceeding.agent_id:
        raise ActError("agent", "not-own-case")
    locked = lock_proceeding(proceeding.pk)
    require(book().decide(facts.proposal(locked, kind, ends_on=ends_on, at=at)))
    if ends_on is None:
        raise ActError("ends_on", "missing")
    measure = Measure.objects.create(
        ref="M-" + "".join(secrets.choice(_ALPHABET) for _ in range(10)),
        proceeding=locked,
        kind=kind.value,
        proposed_by=actor.official,
        proposed_at=at,
        notice=served_notice(locked, special=True, at=at) or served_notice(locked, special=False, at=at),
        ends_on=ends_on,
        reasons=reasons,
        subject_salt=secrets.token_bytes(32),
    )
    record(
        "proposal",
        actor=actor,
        at=at,
        measure=measure,
        content={"measure": measure.ref, "measure_kind": kind.value, "ends_on": ends_on.isoformat()},
    )
    return measure
