"""Sanction a measure: a judge lets it come into force."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.acts._order import order_leaf
from aiqyn.register.acts.pause_proceeding import pause_proceeding
from aiqyn.register.acts.replace_measure import replace_measure
from aiqyn.register.law_book import book
from aiqyn.register.queries.property import property_known
from aiqyn.register.rows import Measure


@act
def sanction_measure(*, measure: Measure, review_by: date, actor: Actor, at: datetime) -> Measure:
    """Bring the measure into force from `at` to the end of its `ends_on`.

    The law decides again, on the facts of this moment: a payment or a lowered debt since the proposal counts.
    The leaf is what a desk sees opened after a hit, so it says everything that the desk must verify by itself.
    What the measure replaces ends with it; a search without any known property lets the proceeding sleep (Art. 45).
    """
    judge = actor.official
    if judge is None:
        raise ActError("judge", "not-an-official")
    locked = lock_measure(measure)
    writ = locked.proceeding.writ
    if judge.role == law.Role.JUDGE.value and judge.court_id != writ.court_id:
        raise ActError("judge", "other-court")
    case = facts.sanction(locked, by=judge, review_by=review_by, at=at)
    require(book().decide(case))
    rule = book().ground(case.proposal)
    record(
        "sanction",
        actor=actor,
        at=at,
        measure=locked,
        content=order_leaf(
            locked,
            article=rule.article,
            rule=rule.code,
            sanctioned_on=book().local_day(at),
            ends_on=locked.ends_on,
        ).content()
        | {"review_by": review_by.isoformat()},
        reasons=locked.reasons,
    )
    locked.sanctioned_by = judge
    locked.in_force_from = at
    locked.review_by = review_by
    locked.article = rule.article
    locked.rule = rule.code
    locked.save(update_fields=["sanctioned_by", "in_force_from", "review_by", "article", "rule"])
    if locked.replaces is not None and locked.replaces.ended_at is None:
        replace_measure(measure=locked.replaces, by=locked, actor=actor, at=at)
    if locked.kind == law.MeasureKind.DEBTOR_SEARCH.value and not property_known(locked.proceeding):
        pause_proceeding(proceeding=locked.proceeding, actor=actor, at=at)
    return locked
