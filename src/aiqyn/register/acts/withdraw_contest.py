"""Take a contest back: who filed it no longer wants it decided."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_measure, record
from aiqyn.register.rows import Contest


@act
def withdraw_contest(*, contest: Contest, actor: Actor, at: datetime) -> Contest:
    """Close it without a decision. ActError when it is decided already.

    A measure that the law suspended meanwhile goes on sleeping until a judge resumes it: taking a contest back must not
    bring a bar down on somebody at once.
    """
    locked = lock_measure(contest.measure)
    fresh = Contest.objects.get(pk=contest.pk)
    if fresh.decided_at is not None:
        raise ActError("contest", "already-decided")
    record(
        "contest-withdrawn", actor=actor, at=at, measure=locked, content={"measure": locked.ref, "contest": fresh.ref}
    )
    fresh.decided_at, fresh.outcome = at, "withdrawn"
    fresh.save(update_fields=["decided_at", "outcome"])
    return fresh
