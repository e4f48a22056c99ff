"""Record that a notice came back: its addressee was not found."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.rows import Notice


@act
def record_notice_returned(*, notice: Notice, returned_at: datetime, actor: Actor, at: datetime) -> Notice:
    """Write the moment of return, once; not before the notice was sent, not in the future, not after its service."""
    proceeding = lock_proceeding(notice.proceeding_id)
    fresh = Notice.objects.get(pk=notice.pk)
    if fresh.served_at is not None:
        raise ActError("returned_at", "already-served")
    if fresh.returned_at is not None:
        raise ActError("returned_at", "already-returned")
    if returned_at.replace(second=0, microsecond=0) == fresh.sent_at.replace(second=0, microsecond=0):
        returned_at = max(returned_at, fresh.sent_at)
    if returned_at < fresh.sent_at:
        raise ActError("returned_at", "before-sent")
    if returned_at > at:
        raise ActError("returned_at", "in-the-future")
    record(
        "notice-returned",
        actor=actor,
        at=at,
        proceeding=proceeding,
        content={"number": proceeding.number, "notice": fresh.kind, "returned_at": returned_at.isoformat()},
    )
    fresh.returned_at = returned_at
    fresh.save(update_fields=["returned_at"])
    return fresh
