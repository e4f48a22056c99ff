"""Correct a typo in a writ: what stood, what stands, why."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.acts._debt import release_if_paid
from aiqyn.register.money import MAX_MINOR
from aiqyn.register.queries.debts import matched_minor, outstanding_minor
from aiqyn.register.rows import Correction, Proceeding


@act
def correct_writ(
    *, proceeding: Proceeding, column: str, value: int | date, reasons: str, actor: Actor, at: datetime
) -> Correction:
    """Correct `amount_minor` (minor units) or `arrears_since` of the proceeding's writ, by its own agent.

    An amount may not fall under what was already matched: the rest goes back through the bank, not through a typo.
    A correction that leaves nothing owed releases, like a payment.
    """
    agent = actor.official
    if agent is None or agent.pk != proceeding.agent_id:
        raise ActError("proceeding", "not-own-case")
    if not reasons.strip():
        raise ActError("reasons", "missing")
    locked = lock_proceeding(proceeding.pk)
    writ = locked.writ
    _check(locked, column, value)
    before = getattr(writ, column)
    if before == value:
        raise ActError(column, "unchanged")
    record(
        "correction",
        actor=actor,
        at=at,
        proceeding=locked,
        reasons=reasons,
        content={"proceeding": locked.number, "column": column, "before": str(before), "after": str(value)},
    )
    row = Correction.objects.create(
        writ=writ,
        column=column,
        before=str(before),
        after=str(value),
        reasons=reasons,
        corrected_at=at,
        corrected_by=agent,
    )
    setattr(writ, column, value)
    writ.save(update_fields=[column])
    if outstanding_minor(locked) == 0:
        release_if_paid(locked, actor=actor, at=at)
    return row


def _check(proceeding: Proceeding, column: str, value: int | date) -> None:
    if column == "amount_minor":
        if not isinstance(value, int) or not 0 < value <= MAX_MINOR:
            raise ActError("amount_minor", "out-of-range")
        if value < matched_minor(proceeding):
            raise ActError("amount_minor", "less-than-paid")
    elif column == "arrears_since":
        if not isinstance(value, date):
            raise ActError("arrears_since", "not-a-date")
    else:
        raise ActError("column", "not-correctable")
