"""What is still owed: of the claim, of fees, and of money that came in and belongs to nobody's debt.

The balance, held by `unbalanced_minor`: booked credits less booked returns are what is matched, what waits, and what
was ordered back, less returns of money that the register never had.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Max, Model, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest

from aiqyn.law.calendar import add_months
from aiqyn.register.law_book import book
from aiqyn.register.rows import (
    BankEntry,
    Charge,
    Contest,
    PaymentMatch,
    PaymentPlan,
    Proceeding,
    Refund,
    Withholding,
)

CLAIM, FEES = "claim", "fees"


def _total(rows: QuerySet[Model]) -> int:
    return int(rows.aggregate(total=Sum("amount_minor"))["total"] or 0)


def outstanding_minor(proceeding: Proceeding) -> int:
    """Minor units of the claim still owed; fees apart. Wages withheld are paid when withheld."""
    paid = matched_minor(proceeding) + _total(_unsettled(proceeding))
    return max(0, proceeding.writ.amount_minor - paid)


def fees_outstanding_minor(proceeding: Proceeding) -> int:
    """Minor units of fees and costs still owed."""
    return max(0, _total(Charge.objects.filter(proceeding=proceeding)) - matched_minor(proceeding, FEES))


def matched_minor(proceeding: Proceeding, part: str = CLAIM) -> int:
    """Minor units that stand matched against the proceeding's claim, or its fees."""
    return _total(PaymentMatch.objects.filter(proceeding=proceeding, part=part))


def _unsettled(proceeding: Proceeding) -> QuerySet[Withholding]:
    return Withholding.objects.filter(proceeding=proceeding, settled_by__isnull=True)


def oldest_unsettled(proceeding: Proceeding, amount_minor: int) -> Withholding | None:
    """The oldest withholding that a transfer of this sum settles."""
    return _unsettled(proceeding).filter(amount_minor=amount_minor).order_by("withheld_on", "pk").first()


def disputed_minor(proceeding: Proceeding) -> int:
    """Minor units of the claim that open contests dispute: the most that one of them does, since they may overlap."""
    contested = Contest.objects.filter(measure__proceeding=proceeding, decided_at__isnull=True)
    return int(contested.aggregate(most=Max("disputed_minor"))["most"] or 0)


def plan_of(proceeding: Proceeding) -> PaymentPlan | None:
    """The open plan of the proceeding."""
    return PaymentPlan.objects.filter(proceeding=proceeding, ended_at__isnull=True).first()


def plan_kept(proceeding: Proceeding, at: datetime) -> bool:
    """Whether there is a plan, and every instalment due by now was paid since it was agreed."""
    plan = plan_of(proceeding)
    if plan is None:
        return False
    today = book().local_day(at)
    due = next(number for number in range(1200) if add_months(plan.first_due, number) > today)
    matches = PaymentMatch.objects.filter(proceeding=proceeding, part=CLAIM, matched_at__gte=plan.agreed_at)
    withheld = _unsettled(proceeding).filter(recorded_at__gte=plan.agreed_at)
    return _total(matches) + _total(withheld) >= due * plan.monthly_minor


def wages_withheld(proceeding: Proceeding, at: datetime) -> bool:
    """Whether wages were withheld in each of the last months that the law counts (the current one may be to come)."""
    today = book().local_day(at)
    months = book().value("withholding-regular-months", today)
    days = Withholding.objects.filter(proceeding=proceeding, withheld_on__lte=today).values_list(
        "withheld_on", flat=True
    )
    withheld = {(day.year, day.month) for day in days}
    wanted = [_month(add_months(today.replace(day=1), -back)) for back in range(1, months + 1)]
    return all(month in withheld for month in wanted)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def with_outstanding(proceedings: QuerySet[Proceeding]) -> QuerySet[Proceeding]:
    """Proceedings annotated with `outstanding` of their claim in minor units, for lists."""
    paid = _summed(PaymentMatch.objects.filter(proceeding=OuterRef("pk"), part=CLAIM), "proceeding")
    withheld = _summed(Withholding.objects.filter(proceeding=OuterRef("pk"), settled_by__isnull=True), "proceeding")
    return proceedings.annotate(
        outstanding=Greatest(F("writ__amount_minor") - Coalesce(paid, 0) - Coalesce(withheld, 0), 0)
    )


def _summed(rows: QuerySet[Model], by: str) -> Subquery:
    return Subquery(rows.order_by().values(by).annotate(total=Sum("amount_minor")).values("total"))


def waiting_entries() -> QuerySet[BankEntry]:
    """Booked credits with money left that no debt took: unmatched or surplus, annotated with `left` (minor units).

    What was ordered back has left, and so has what the bank returned.
    """
    taken = _summed(PaymentMatch.objects.filter(entry=OuterRef("pk")), "entry")
    refunded = _summed(Refund.objects.filter(entry=OuterRef("pk")), "entry")
    came_back = _summed(BankEntry.objects.filter(returns=OuterRef("pk")), "returns")
    taken_back = _summed(PaymentMatch.objects.filter(entry__returns=OuterRef("pk")), "entry__returns")
    return (
        BankEntry.objects.filter(booked=True, returned=False)
        .annotate(
            left=F("amount_minor")
            - Coalesce(taken, 0)
            - Coalesce(refunded, 0)
            - (Coalesce(came_back, 0) + Coalesce(taken_back, 0))
        )
        .filter(left__gt=0)
        .order_by("accepted_at", "pk")
    )


def left_of(entry: BankEntry) -> int:
    """Minor units of the entry that no debt took, nobody ordered back and no bank returned."""
    taken = _total(PaymentMatch.objects.filter(entry=entry)) + _total(Refund.objects.filter(entry=entry))
    # Matches of a return are negative: what it took back from debts is not missing from what waits.
    came_back = _total(BankEntry.objects.filter(returns=entry)) + _total(
        PaymentMatch.objects.filter(entry__returns=entry)
    )
    return entry.amount_minor - taken - came_back


def unexplained_minor(entry: BankEntry) -> int:
    """Minor units of a return that belong to no money the register had: they are the bank's to explain."""
    if entry.returns_id is not None:
        return 0
    return entry.amount_minor + _total(PaymentMatch.objects.filter(entry=entry))


def unbalanced_minor() -> int:
    """Credits less returns, less where they are: nothing, in a sound register. By currency it is the same sum."""
    booked = BankEntry.objects.filter(booked=True)
    credits, returns = _total(booked.filter(returned=False)), _total(booked.filter(returned=True))
    waits = sum(left_of(entry) for entry in booked.filter(returned=False))
    unexplained = sum(unexplained_minor(entry) for entry in booked.filter(returned=True))
    return credits - returns - _total(PaymentMatch.objects.all()) - waits - _total(Refund.objects.all()) + unexplained
