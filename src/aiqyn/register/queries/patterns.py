"""Patterns across offices: what the prosecutor reads measures by. Counts only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.db.models.lookups import LessThanOrEqual

from aiqyn import law
from aiqyn.register.law_book import book
from aiqyn.register.queries.debts import with_outstanding
from aiqyn.register.queries.standing import standing_as
from aiqyn.register.rows import Measure, Proceeding


@dataclass(frozen=True, slots=True)
class OfficePattern:
    """What one agent's office asked for, and what became of it."""

    office: str
    agent: str
    proposed: int
    in_force: int
    refused: int
    lifted: int
    paid: int


def of_offices(at: datetime) -> list[OfficePattern]:
    """Proposals of each agent: in force, refused by a judge, lifted before their end, paid."""
    today = book().local_day(at)
    rows = (
        Measure.objects.values("proposed_by__ref", "proposed_by__office", "proposed_by__name")
        .annotate(
            proposed=Count("pk"),
            in_force=Count("pk", filter=standing_as(law.MeasureState.IN_FORCE, today, at)),
            refused=Count("pk", filter=Q(refused_at__isnull=False)),
            lifted=Count("pk", filter=Q(end_reason="lifted")),
            paid=Count("pk", filter=Q(end_reason="paid")),
        )
        .order_by("proposed_by__office", "proposed_by__ref")
    )
    return [
        OfficePattern(
            row["proposed_by__office"], row["proposed_by__name"],
            *(row[column] for column in ("proposed", "in_force", "refused", "lifted", "paid")),
        )
        for row in rows
    ]  # fmt: skip


def tiny(at: datetime) -> QuerySet[Measure]:
    """Measures in force whose debt, as it stands now, is not over the law's threshold."""
    today = book().local_day(at)
    threshold = book().value("threshold-mci", today) * book().mci(today)
    in_tenge = with_outstanding(Proceeding.objects.filter(writ__currency="KZT"))
    small = in_tenge.filter(LessThanOrEqual(F("outstanding"), threshold))
    return Measure.objects.filter(
        standing_as(law.MeasureState.IN_FORCE, today, at), proceeding__in=small.order_by().values("pk")
    )


def tiny_debts(at: datetime) -> int:
    """How many measures are in force over a tiny debt."""
    return tiny(at).count()
