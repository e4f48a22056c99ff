"""Appoint an official: who may act, in which office or court."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User

from aiqyn import law
from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.rows import Court, Official


@act
def appoint_official(
    *,
    ref: str,
    name: str,
    role: law.Role,
    actor: Actor,
    at: datetime,
    office: str = "",
    court: Court | None = None,
    user: User | None = None,
) -> Official:
    """Write the official. A judge needs a court; a `ref` is given once."""
    if role is law.Role.JUDGE and court is None:
        raise ActError("court", "missing")
    if Official.objects.filter(ref=ref).exists():
        raise ActError("ref", "taken")
    record("appointment", actor=actor, at=at, content={"official": ref, "role": role.value})
    return Official.objects.create(ref=ref, name=name, role=role.value, office=office, court=court, user=user)
