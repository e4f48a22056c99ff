"""What is still owed, by the writ and the money that was put against it."""

from __future__ import annotations

from django.db.models import F, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from aiqyn.register.rows import BankEntry, Contest, PaymentMatch, Proceeding


def outstanding_minor(proceeding: Proceeding) -> int:
    """Minor units still owed in the proceeding; never negative, since no match exceeds the debt."""
    paid = PaymentMatch.objects.filter(proceeding=proceeding).aggregate(total=Sum("amount_minor"))["total"] or 0
    return max(0, proceeding.writ.amount_minor - int(paid))


def matched_minor(proceeding: Proceeding) -> int:
    """Minor units that stand matched against the proceeding."""
    paid = PaymentMatch.objects.filter(proceeding=proceeding).aggregate(total=Sum("amount_minor"))["total"] or 0
    return int(paid)


def disputed_minor(proceeding: Proceeding) -> int:
    """Minor units of the claim that open contests dispute: the most that one of them does, since they may overlap."""
    contested = Contest.objects.filter(measure__proceeding=proceeding, decided_at__isnull=True)
    return int(contested.aggregate(most=Max("disputed_minor"))["most"] or 0)


def with_outstanding(proceedings: QuerySet[Proceeding]) -> QuerySet[Proceeding]:
    """Proceedings annotated with `outstanding` in minor units, for lists."""
    paid = (
        PaymentMatch.objects.filter(proceeding=OuterRef("pk"))
        .order_by()
        .values("proceeding")
        .annotate(total=Sum("amount_minor"))
        .values("total")
    )
    return proceedings.annotate(outstanding=F("writ__amount_minor") - Coalesce(Subquery(paid), 0))


def waiting_entries() -> QuerySet[BankEntry]:
    """Booked credits with money left that no debt took: unmatched or surplus, annotated with `left` (minor units)."""
    taken = (
        PaymentMatch.objects.filter(entry=OuterRef("pk"))
        .order_by()
        .values("entry")
        .annotate(total=Sum("amount_minor"))
        .values("total")
    )
    return (
        BankEntry.objects.filter(booked=True, returned=False)
        .annotate(left=F("amount_minor") - Coalesce(Subquery(taken), 0))
        .filter(left__gt=0)
        .order_by("accepted_at", "pk")
    )


def left_of(entry: BankEntry) -> int:
    """Minor units of the entry that no debt took."""
    taken = PaymentMatch.objects.filter(entry=entry).aggregate(total=Sum("amount_minor"))["total"] or 0
    return entry.amount_minor - int(taken)
