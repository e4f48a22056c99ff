"""Enrol a service point: a staffed desk, its one purpose, the public key of its credential."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.rows import ServicePoint


@act
def enrol_point(
    *, ref: str, purpose: law.Purpose, place: str, public_key: bytes, actor: Actor, at: datetime
) -> ServicePoint:
    """Write the desk. The purpose must be one that the law's table names."""
    if len(public_key) != 32:
        raise ActError("public_key", "length")
    if ServicePoint.objects.filter(ref=ref).exists():
        raise ActError("ref", "taken")
    record(
        "point",
        actor=actor,
        at=at,
        content={"point": ref, "purpose": purpose.value, "public_key": public_key.hex()},
    )
    return ServicePoint.objects.create(ref=ref, purpose=purpose.value, place=place, public_key=public_key)
