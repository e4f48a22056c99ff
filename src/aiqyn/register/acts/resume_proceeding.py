"""Wake a proceeding that sleeps: the debtor or property was found (Art. 45), or nobody is sought any more."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.rows import Proceeding


@act
def resume_proceeding(*, proceeding: Proceeding, reasons: str, actor: Actor, at: datetime) -> Proceeding:
    """Let it go on from `at`. An official needs reasons and the case to be their own; ActError otherwise."""
    if actor.official is not None and actor.official.pk != proceeding.agent_id:
        raise ActError("proceeding", "not-own-case")
    if not reasons.strip():
        raise ActError("reasons", "missing")
    locked = lock_proceeding(proceeding.pk)
    if locked.paused_at is None:
        raise ActError("proceeding", "not-paused")
    record("wake", actor=actor, at=at, proceeding=locked, content={"number": locked.number, "reasons": reasons})
    locked.paused_at = None
    locked.save(update_fields=["paused_at"])
    proceeding.paused_at = None
    return locked
