"""Review a measure: a judge looks at it again and keeps it, with reasons, to a next day of review."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure, Review


@act
def review_measure(*, measure: Measure, review_by: date, reasons: str, actor: Actor, at: datetime) -> Review:
    """Keep the measure. What does not stand the review is annulled or lifted instead. ActRefused by the law."""
    if actor.official is None:
        raise ActError("actor", "not-an-official")
    locked = lock_measure(measure)
    require(book().decide(facts.review(locked, by=actor.official, reasons=reasons, review_by=review_by, at=at)))
    record(
        "review",
        actor=actor,
        at=at,
        measure=locked,
        content={"measure": locked.ref, "review_by": review_by.isoformat(), "reasons": reasons},
    )
    then, now = facts.thresholds(locked, at=at)
    row = Review.objects.create(
        measure=locked,
        reviewed_at=at,
        reviewed_by=actor.official,
        reasons=reasons,
        review_by=review_by,
        threshold_then_minor=then,
        threshold_now_minor=now,
    )
    locked.review_by = review_by
    locked.save(update_fields=["review_by"])
    return row
