"""Answer "this is not my debt": suspend the measure, or confirm that the writ names this person. With reasons."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.acts.suspend_measure import suspend_measure
from aiqyn.register.facts import contests
from aiqyn.register.law_book import book
from aiqyn.register.rows import Dispute

_LIVING = {law.MeasureState.IN_FORCE, law.MeasureState.SUSPENDED}


@act
def answer_dispute(*, dispute: Dispute, suspend: bool, reasons: str, actor: Actor, at: datetime) -> Dispute:
    """Write the answer. ActRefused when the official may not give it, it was given, or reasons are missing.

    A suspension lasts until a judge annuls the measure or wakes it. When the measure has ended meanwhile, that is the
    answer, whichever was given.
    """
    if actor.official is None:
        raise ActError("actor", "not-an-official")
    locked = lock_measure(dispute.measure)
    fresh = Dispute.objects.get(pk=dispute.pk)
    require(book().decide(contests.dispute_answer(fresh, by=actor.official, reasons=reasons, at=at)))
    living = facts.state(locked, at) in _LIVING
    outcome = ("suspended" if suspend else "confirmed") if living else "ended"
    record(
        "dispute-answer",
        actor=actor,
        at=at,
        measure=locked,
        content={"measure": locked.ref, "dispute": fresh.ref, "outcome": outcome, "reasons": reasons},
    )
    if outcome == "suspended":
        fresh.suspension = suspend_measure(
            measure=locked,
            ground=law.SuspensionGround.NOT_MY_DEBT,
            starts_on=None,
            ends_on=None,
            reasons=reasons,
            actor=actor,
            at=at,
        )
    fresh.answered_at, fresh.answered_by = at, actor.official
    fresh.outcome, fresh.reasons = outcome, reasons
    fresh.save(update_fields=["answered_at", "answered_by", "outcome", "reasons", "suspension"])
    return fresh
