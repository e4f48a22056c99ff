"""Renew a measure: after its review, with reasons, to another last day. A new order leaf replaces the old one."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.acts._order import order_leaf
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure


@act
def renew_measure(
    *, measure: Measure, ends_on: date, review_by: date, reasons: str, actor: Actor, at: datetime
) -> Measure:
    """Let the measure go on to `ends_on`. The law decides again, on the facts of this moment; ActRefused otherwise."""
    judge = actor.official
    if judge is None:
        raise ActError("judge", "not-an-official")
    locked = lock_measure(measure)
    case = facts.renewal(locked, by=judge, ends_on=ends_on, review_by=review_by, reasons=reasons, at=at)
    require(book().decide(case))
    rule = book().ground(case.proposal)
    leaf = order_leaf(locked, article=rule.article, rule=rule.code, sanctioned_on=book().local_day(at), ends_on=ends_on)
    content = leaf.content() | {"review_by": review_by.isoformat()}
    record("renewal", actor=actor, at=at, measure=locked, content=content, reasons=reasons)
    locked.ends_on, locked.review_by, locked.article, locked.rule = ends_on, review_by, rule.article, rule.code
    locked.save(update_fields=["ends_on", "review_by", "article", "rule"])
    return locked
