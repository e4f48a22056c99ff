"""Where measures stand, for lists and counts: the same definition as `facts.state`, as conditions of a query."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure, Suspension


def asleep(at: datetime) -> Exists:
    """Whether a measure sleeps at the moment: a suspension covers it."""
    return Exists(
        Suspension.objects.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=at), measure=OuterRef("pk"), starts_at__lte=at
        )
    )


def standing_as(state: law.MeasureState, today: date, at: datetime | None = None) -> Q:
    """Measures that stand so on the local day `today`, at `at` (or at its first moment)."""
    moment = book().start_of(today) if at is None else at
    binding = Q(in_force_from__isnull=False, ended_at__isnull=True) & Q(ends_on__gte=today)
    over = Q(in_force_from__isnull=False, ended_at__isnull=True) & Q(ends_on__lt=today)
    waiting = Q(in_force_from__isnull=True, refused_at__isnull=True, ended_at__isnull=True)
    return {
        law.MeasureState.NONE: Q(pk__isnull=True),
        law.MeasureState.PROPOSED: waiting,
        law.MeasureState.IN_FORCE: binding & ~Q(asleep(moment)),
        law.MeasureState.SUSPENDED: binding & Q(asleep(moment)),
        law.MeasureState.REFUSED: Q(refused_at__isnull=False),
        law.MeasureState.RELEASED: Q(ended_at__isnull=False) & ~Q(end_reason="expired"),
        law.MeasureState.EXPIRED: Q(end_reason="expired") | over,
    }[state]


def in_force_by_definition(measure: Measure, at: datetime) -> bool:
    """Whether the law's definition, over the measure's leaves, says that it binds at the moment."""
    return facts.standing(measure, at).in_force


def published_against(iin: str, at: datetime) -> bool:
    """Whether a departure restriction that binds the person was in force at the day's start: desks must know of it."""
    start = book().start_of(book().local_day(at))
    found = Measure.objects.filter(
        person__iin=iin, kind=law.MeasureKind.DEPARTURE_RESTRICTION.value, in_force_from__lt=start
    )
    return any(facts.standing(measure, at).in_force for measure in found)
