"""Public counts, and how fast release is. Counts of nobody in particular."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from aiqyn import law
from aiqyn.register.law_book import book
from aiqyn.register.queries.standing import standing_as
from aiqyn.register.rows import Act, BankEntry, Disclosure, Leaf, Measure


@dataclass(frozen=True, slots=True)
class PublicCounts:
    """How many measures stand where, how many hits were disclosed by purpose, how many acts the ledger has."""

    proposed: int
    in_force: int
    suspended: int
    refused: int
    released: int
    expired: int
    disclosures: dict[str, int]
    acts: int
    sequenced: int


def public_counts(at: datetime) -> PublicCounts:
    """Counts at the moment; a measure past its last day counts as expired with or without an expiry act."""
    today = book().local_day(at)
    counts = {
        state.value.replace("-", "_"): Count("pk", filter=standing_as(state, today, at))
        for state in law.MeasureState
        if state is not law.MeasureState.NONE
    }
    standing = Measure.objects.aggregate(**counts)
    by_purpose = Disclosure.objects.values("purpose").annotate(total=Count("pk")).order_by("purpose")
    return PublicCounts(
        **standing,
        disclosures={row["purpose"]: row["total"] for row in by_purpose},
        acts=Act.objects.count(),
        sequenced=Leaf.objects.filter(index__isnull=False).count(),
    )


@dataclass(frozen=True, slots=True)
class ReleaseTimes:
    """Milliseconds from a payment accepted to its release written, over the last releases; None without any."""

    count: int
    p50: float | None
    p99: float | None
    worst: float | None
    series: tuple[float, ...] = ()


def release_times(last: int = 1000) -> ReleaseTimes:
    """Percentiles of the release clock over the `last` releases by payment (nearest rank)."""
    paid = Act.objects.filter(kind="paid", parent__kind="payment").select_related("parent").order_by("-pk")[:last]
    spans = [(done.recorded_at - done.at) / timedelta(milliseconds=1) for done in paid]
    ordered = sorted(spans)
    if not ordered:
        return ReleaseTimes(0, None, None, None)
    return ReleaseTimes(len(ordered), rank(ordered, 50), rank(ordered, 99), ordered[-1], tuple(reversed(spans)))


def rank(ordered: list[float], percent: int) -> float:
    """The value at a percentile of an ordered list that is not empty (nearest rank)."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def returned_entries() -> int:
    """How many booked returns were recorded."""
    return BankEntry.objects.filter(returned=True, booked=True).count()
