"""Record that a notice was handed over to a provider of messages."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.rows import Notice, NoticeMessage


@act
def hand_over_notice(*, notice: Notice, receipt: str, actor: Actor, at: datetime) -> NoticeMessage:
    """Write the provider's receipt, once a notice. The person is not informed by this, and nothing is served."""
    proceeding = lock_proceeding(notice.proceeding_id)
    if NoticeMessage.objects.filter(notice=notice).exists():
        raise ActError("notice", "already-handed-over")
    record(
        "message",
        actor=actor,
        at=at,
        proceeding=proceeding,
        content={"number": proceeding.number, "notice": notice.kind, "channel": notice.channel},
    )
    return NoticeMessage.objects.create(notice=notice, receipt=receipt, handed_over_at=at)
