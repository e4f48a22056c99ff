"""Record that a notice was served: the person has it."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.rows import Notice


@act
def record_service(*, notice: Notice, served_at: datetime, actor: Actor, at: datetime) -> Notice:
    """Write the moment of service, once; not before it was sent and not in the future."""
    proceeding = lock_proceeding(notice.proceeding_id)
    fresh = Notice.objects.get(pk=notice.pk)
    if fresh.served_at is not None:
        raise ActError("served_at", "already-served")
    if fresh.returned_at is not None:
        raise ActError("served_at", "came-back")
    # People write minutes: what was served in the minute of its sending was served then.
    if served_at.replace(second=0, microsecond=0) == fresh.sent_at.replace(second=0, microsecond=0):
        served_at = max(served_at, fresh.sent_at)
    if served_at < fresh.sent_at:
        raise ActError("served_at", "before-sent")
    if served_at > at:
        raise ActError("served_at", "in-the-future")
    record(
        "service",
        actor=actor,
        at=at,
        proceeding=proceeding,
        content={"number": proceeding.number, "notice": fresh.kind, "served_at": served_at.isoformat()},
    )
    fresh.served_at = served_at
    fresh.save(update_fields=["served_at"])
    return fresh
