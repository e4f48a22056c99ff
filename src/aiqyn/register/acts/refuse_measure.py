"""Refuse a proposed measure: a judge says no, with reasons."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.facts.reasons import copied
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure


@act
def refuse_measure(*, measure: Measure, reasons: str, actor: Actor, at: datetime) -> Measure:
    """Refuse the proposal; it never comes into force, and a new one is a new measure."""
    judge = actor.official
    if judge is None:
        raise ActError("judge", "not-an-official")
    locked = lock_measure(measure)
    if judge.role == law.Role.JUDGE.value and judge.court_id != locked.proceeding.writ.court_id:
        raise ActError("judge", "other-court")
    require(book().decide(facts.refusal(locked, by=judge, reasons=reasons, at=at)))
    if copied(reasons, by=judge, at=at, about=locked):
        raise ActError("reasons", "copied")
    record("refusal", actor=actor, at=at, measure=locked, content={"measure": locked.ref, "reasons": reasons})
    locked.refused_by = judge
    locked.refused_at = at
    locked.refusal_reasons = reasons
    locked.save(update_fields=["refused_by", "refused_at", "refusal_reasons"])
    return locked
