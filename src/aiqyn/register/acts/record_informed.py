"""Record that a notice reached a telephone or a mailbox. Informed is not served (Art. 27)."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.rows import Notice

_ELECTRONIC = {"sms", "e-mail"}


@act
def record_informed(*, notice: Notice, informed_at: datetime, actor: Actor, at: datetime) -> Notice:
    """Write the provider's report of delivery, once, for a notice that went by SMS or e-mail."""
    proceeding = lock_proceeding(notice.proceeding_id)
    fresh = Notice.objects.get(pk=notice.pk)
    if fresh.channel not in _ELECTRONIC:
        raise ActError("informed_at", "not-electronic")
    if fresh.informed_at is not None:
        raise ActError("informed_at", "already-informed")
    if informed_at < fresh.sent_at.replace(second=0, microsecond=0) or informed_at > at:
        raise ActError("informed_at", "before-sent" if informed_at <= at else "in-the-future")
    record(
        "informed",
        actor=actor,
        at=at,
        proceeding=proceeding,
        content={"number": proceeding.number, "notice": fresh.kind, "informed_at": informed_at.isoformat()},
    )
    fresh.informed_at = informed_at
    fresh.save(update_fields=["informed_at"])
    return fresh
