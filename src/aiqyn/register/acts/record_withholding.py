"""Record wages that an employer withheld: paid from that day on."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.acts._debt import release_if_paid
from aiqyn.register.law_book import book
from aiqyn.register.queries.debts import outstanding_minor
from aiqyn.register.rows import Proceeding, Withholding


@act
def record_withholding(
    *, proceeding: Proceeding, employer: str, withheld_on: date, amount_minor: int, actor: Actor, at: datetime
) -> Withholding:
    """Write it, by the agent of the case, on the employer's word. It counts at once, and may release.

    The transfer of the same sum settles it when it comes in; the debtor does not wait for the employer's bank.
    """
    if actor.official is None or actor.official.pk != proceeding.agent_id:
        raise ActError("proceeding", "not-own-case")
    if not employer.strip():
        raise ActError("employer", "missing")
    if withheld_on > book().local_day(at):
        raise ActError("withheld_on", "in-the-future")
    locked = lock_proceeding(proceeding.pk)
    if not 0 < amount_minor <= outstanding_minor(locked):
        raise ActError("withheld", "more-than-owed")
    content = {"number": locked.number, "withheld_on": withheld_on.isoformat(), "amount_minor": amount_minor}
    record("withholding", actor=actor, at=at, proceeding=locked, content=content)
    row = Withholding.objects.create(
        proceeding=locked, employer=employer.strip(), withheld_on=withheld_on, amount_minor=amount_minor, recorded_at=at
    )
    release_if_paid(locked, actor=actor, at=at)
    return row
