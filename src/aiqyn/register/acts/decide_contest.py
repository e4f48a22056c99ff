"""Decide a contest: grant it, and the measure is annulled; or reject it, with reasons."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.acts.annul_measure import annul_measure
from aiqyn.register.acts.resume_measure import resume_measure
from aiqyn.register.facts import contests
from aiqyn.register.law_book import book
from aiqyn.register.rows import Contest, Measure

_LIVING = {law.MeasureState.IN_FORCE, law.MeasureState.SUSPENDED}


@act
def decide_contest(*, contest: Contest, granted: bool, reasons: str, actor: Actor, at: datetime) -> Contest:
    """Write the decision. ActRefused when the official may not (whoever sanctioned it may not) or gives no reasons.

    Granted: a measure that still lives is annulled in the same transaction; one that has ended stays ended, and the
    decision says that it should not have been. Rejected: a measure that slept because nobody decided in time wakes.
    """
    if actor.official is None:
        raise ActError("actor", "not-an-official")
    locked = lock_measure(contest.measure)
    fresh = Contest.objects.select_related("suspension").get(pk=contest.pk)
    decision = contests.contest_decision(fresh, locked, by=actor.official, reasons=reasons, at=at)
    require(book().decide(decision))
    outcome = "granted" if granted else "rejected"
    record(
        "contest-decision",
        actor=actor,
        at=at,
        measure=locked,
        content={"measure": locked.ref, "contest": fresh.ref, "outcome": outcome, "reasons": reasons},
    )
    fresh.decided_at, fresh.decided_by = at, actor.official
    fresh.outcome, fresh.reasons = outcome, reasons
    fresh.save(update_fields=["decided_at", "decided_by", "outcome", "reasons"])
    if granted and facts.state(locked, at) in _LIVING:
        annul_measure(measure=locked, reasons=reasons, actor=actor, at=at)
    elif not granted:
        _wake(fresh, locked, reasons, actor, at)
    return fresh


def _wake(contest: Contest, measure: Measure, reasons: str, actor: Actor, at: datetime) -> None:
    slept = contest.suspension
    lasting = slept is not None and (slept.ends_at is None or slept.ends_at > at)
    if slept is not None and lasting and facts.state(measure, at) is law.MeasureState.SUSPENDED:
        resume_measure(suspension=slept, reasons=reasons, actor=actor, at=at)
