"""Extend an order to a number that its subject was given since: a vehicle's new plate, a refugee's new document.

The order stays the same order against the same subject; only its leaf is written anew, so that a desk can verify it.
"""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_measure, record
from aiqyn.register.acts._order import order_leaf
from aiqyn.register.law_book import book
from aiqyn.register.queries.check import order_leaf_content
from aiqyn.register.rows import Measure
from aiqyn.register.subjects import commitments


def names_all(measure: Measure) -> bool:
    """Whether the newest leaf of the order names every number that its subject has now."""
    newest = order_leaf_content(measure)
    return newest is None or all(newest.names(one) for one in commitments(measure))


@act
def extend_order(*, measure: Measure, actor: Actor, at: datetime) -> Measure:
    """Write the order's leaf anew. ActError when the measure was never in force, has ended, or names all already."""
    locked = lock_measure(measure)
    if locked.in_force_from is None or locked.ended_at is not None:
        raise ActError("measure", "not-in-force")
    if names_all(locked):
        raise ActError("measure", "nothing-to-extend")
    leaf = order_leaf(
        locked,
        article=locked.article,
        rule=locked.rule,
        sanctioned_on=book().local_day(locked.in_force_from),
        ends_on=locked.ends_on,
    )
    record("extension", actor=actor, at=at, measure=locked, content=leaf.content())
    return locked
