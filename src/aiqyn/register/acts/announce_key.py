"""Announce the one public evaluation key of a purpose and a day."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn import law
from aiqyn.protocol.leaves import KeyLeaf
from aiqyn.register.acting import Actor, act, record
from aiqyn.register.rows import DayKey


@act
def announce_key(*, purpose: law.Purpose, day: date, public_key: bytes, actor: Actor, at: datetime) -> DayKey:
    """Write the key (32 bytes) to the ledger. IntegrityError when the purpose already has one for the day."""
    done = record(
        "key",
        actor=actor,
        at=at,
        content=KeyLeaf(purpose=purpose, day=day, public_key=public_key).content(),
    )
    return DayKey.objects.create(purpose=purpose.value, day=day, public_key=public_key, act=done)
