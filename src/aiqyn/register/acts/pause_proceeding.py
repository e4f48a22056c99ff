"""Let a proceeding sleep: its debtor is sought, and no property is known (Art. 45)."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.rows import Proceeding


@act
def pause_proceeding(*, proceeding: Proceeding, actor: Actor, at: datetime) -> Proceeding:
    """Pause it from `at`. ActError when it is closed or sleeps already."""
    locked = lock_proceeding(proceeding.pk)
    if locked.closed_at is not None:
        raise ActError("proceeding", "already-closed")
    if locked.paused_at is not None:
        raise ActError("proceeding", "already-paused")
    record("pause", actor=actor, at=at, proceeding=locked, content={"number": locked.number})
    locked.paused_at = at
    locked.save(update_fields=["paused_at"])
    proceeding.paused_at = at
    return locked
