"""Record that a desk would have met an order, had this not been a trial."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register.acting import Actor, act, record
from aiqyn.register.law_book import book
from aiqyn.register.rows import ShadowHit


@act
def record_shadow_hit(
    *, purpose: law.Purpose, kind: law.MeasureKind, effect: law.EffectKind, actor: Actor, at: datetime
) -> ShadowHit:
    """Write kind and day, to be counted. Neither the order nor the desk: nobody can be shown a hit that was none.

    The actor is the publisher's role of the system, never the desk.
    """
    day = book().local_day(at)
    record(
        "shadow-hit",
        actor=actor,
        at=at,
        content={
            "purpose": purpose.value,
            "measure_kind": kind.value,
            "effect": effect.value,
            "day": day.isoformat(),
        },
    )
    return ShadowHit.objects.create(day=day, purpose=purpose.value, measure_kind=kind.value, effect=effect.value)
