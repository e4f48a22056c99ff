"""Open an impound lot: a place where detained vehicles are kept."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.rows import ImpoundLot


@act
def open_lot(*, ref: str, name: str, place: str, actor: Actor, at: datetime) -> ImpoundLot:
    """Write the lot. A `ref` is given once."""
    if ImpoundLot.objects.filter(ref=ref).exists():
        raise ActError("ref", "taken")
    record("lot", actor=actor, at=at, content={"lot": ref, "name": name, "place": place})
    return ImpoundLot.objects.create(ref=ref, name=name, place=place)
