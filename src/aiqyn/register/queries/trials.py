"""What a trial of the check counted: how often desks would have met an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from aiqyn.register.rows import ShadowHit


@dataclass(frozen=True, slots=True)
class TrialCount:
    """How often, on a day, at desks of a purpose, for a kind of measure."""

    day: date
    purpose: str
    measure_kind: str
    effect: str
    count: int


def counts(most: int = 100) -> list[TrialCount]:
    """The newest days' counts, to be held against what the state's own desks met on these days."""
    rows = (
        ShadowHit.objects.values_list("day", "purpose", "measure_kind", "effect")
        .annotate(count=Count("pk"))
        .order_by("-day", "purpose", "measure_kind")
    )
    return [TrialCount(*row) for row in rows[:most]]
