"""Send a notice to the debtor. Sent is not served (Art. 27)."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.rows import NOTICE_CHANNELS, NOTICE_KINDS, Notice, Proceeding


@act
def send_notice(*, proceeding: Proceeding, kind: str, channel: str, actor: Actor, at: datetime) -> Notice:
    """Record that a notice (`initiation` or `special`) was sent through a channel."""
    if kind not in NOTICE_KINDS:
        raise ActError("kind", "unknown-kind")
    if channel not in NOTICE_CHANNELS:
        raise ActError("channel", "unknown-channel")
    locked = lock_proceeding(proceeding.pk)
    record(
        "notice",
        actor=actor,
        at=at,
        proceeding=locked,
        content={"number": locked.number, "notice": kind, "channel": channel, "at": at.isoformat()},
    )
    return Notice.objects.create(proceeding=locked, kind=kind, channel=channel, sent_at=at)
