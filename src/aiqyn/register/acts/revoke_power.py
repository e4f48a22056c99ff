"""Revoke a power: from this moment the representative sees nothing and does nothing."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.facts import contests as facts
from aiqyn.register.rows import Representation


@act
def revoke_power(*, power: Representation, actor: Actor, at: datetime) -> Representation:
    """End the power now; what was filed under it stays filed. ActError when it is over already."""
    fresh = Representation.objects.select_for_update().get(pk=power.pk)
    if not facts.covers(fresh, at):
        raise ActError("power", "already-over")
    record("power-revoked", actor=actor, at=at, content={"scope": fresh.scope, "until": fresh.until.isoformat()})
    fresh.revoked_at = at
    fresh.save(update_fields=["revoked_at"])
    return fresh
