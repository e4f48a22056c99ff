"""Disclose a measure to a service point: a confirmed hit, shown to the person it concerns."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record
from aiqyn.register.facts import state
from aiqyn.register.law_book import book
from aiqyn.register.rows import Disclosure, Measure, ServicePoint


@act
def disclose(
    *,
    measure: Measure,
    point: ServicePoint,
    effect: law.EffectKind,
    number: str,
    actor: Actor,
    at: datetime,
    ground: str = "",
) -> Disclosure:
    """Write the disclosure under its confirmation number. The measure is looked at again, under its lock:
    ActError `not-in-force` when a release came first."""
    locked = lock_measure(measure)
    if state(locked, at) is not law.MeasureState.IN_FORCE:
        raise ActError("measure", "not-in-force")
    day = book().local_day(at)
    record(
        "disclosure",
        actor=actor,
        at=at,
        measure=locked,
        content={"measure": locked.ref, "number": number, "purpose": point.purpose, "effect": effect.value},
    )
    return Disclosure.objects.create(
        number=number,
        measure=locked,
        purpose=point.purpose,
        effect=effect.value,
        ground=ground,
        day=day,
        point=point,
        seal_until=day + book().contest_time,
    )
