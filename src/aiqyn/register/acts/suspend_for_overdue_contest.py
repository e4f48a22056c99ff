"""Nobody decided a contest in time: the law itself suspends the measure until somebody does."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record
from aiqyn.register.acts.suspend_measure import suspend_measure
from aiqyn.register.law_book import book
from aiqyn.register.rows import Contest


@act
def suspend_for_overdue_contest(*, contest: Contest, actor: Actor, at: datetime) -> Contest:
    """Let the measure sleep until the contest is decided. ActRefused when it is not overdue, or not the law."""
    locked = lock_measure(contest.measure)
    fresh = Contest.objects.get(pk=contest.pk)
    if fresh.decided_at is not None:
        raise ActError("contest", "already-decided")
    if fresh.suspension_id is not None:
        raise ActError("contest", "already-suspends")
    record(
        "contest-overdue",
        actor=actor,
        at=at,
        measure=locked,
        content={"measure": locked.ref, "contest": fresh.ref, "due_on": fresh.due_on.isoformat()},
    )
    rule = book().rule("contest-overdue-suspends", book().local_day(at))
    fresh.suspension = suspend_measure(
        measure=locked,
        ground=law.SuspensionGround.CONTEST_OVERDUE,
        starts_on=None,
        ends_on=None,
        # The law speaks in both languages of the state.
        reasons=f"{rule.words['kk']} / {rule.words['ru']}",
        actor=actor,
        at=at,
        contest_due_on=fresh.due_on,
    )
    fresh.save(update_fields=["suspension"])
    return fresh
