"""Agree on instalments: while they are paid, no measure is proposed."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.law_book import book
from aiqyn.register.rows import PaymentPlan, Proceeding


@act
def agree_plan(
    *, proceeding: Proceeding, monthly_minor: int, first_due: date, actor: Actor, at: datetime
) -> PaymentPlan:
    """Write the plan, by the agent of the case. ActError when one is open, nothing is paid by it, or it starts before
    today."""
    official = actor.official
    if official is None or official.pk != proceeding.agent_id:
        raise ActError("proceeding", "not-own-case")
    if monthly_minor <= 0:
        raise ActError("monthly", "out-of-range")
    if first_due < book().local_day(at):
        raise ActError("first_due", "in-the-past")
    locked = lock_proceeding(proceeding.pk)
    if PaymentPlan.objects.filter(proceeding=locked, ended_at__isnull=True).exists():
        raise ActError("proceeding", "plan-open")
    content = {"number": locked.number, "monthly_minor": monthly_minor, "first_due": first_due.isoformat()}
    record("plan", actor=actor, at=at, proceeding=locked, content=content)
    return PaymentPlan.objects.create(
        proceeding=locked, agreed_at=at, agreed_by=official, monthly_minor=monthly_minor, first_due=first_due
    )
