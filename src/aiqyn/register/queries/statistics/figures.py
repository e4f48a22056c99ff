"""What is counted: each figure is a condition on measures. By court, by region, by month of the proposal.

proposed = waiting + refused + sanctioned; sanctioned = in-force + suspended + released + expired. Tests hold both over
random histories, and each figure equal to its definition measure by measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr, TruncMonth

from aiqyn import law
from aiqyn.register.law_book import book
from aiqyn.register.queries import patterns
from aiqyn.register.queries.standing import standing_as
from aiqyn.register.rows import Contest, Delivery, Measure

FIGURES = (
    "proposed", "waiting", "refused", "sanctioned", "in-force", "suspended", "released", "expired", "delivered",
    "contested", "won", "reviews-overdue", "tiny",
)  # fmt: skip
#: A figure that is a part of another one leaves a rest, which may be small while both are large. Nobody publishes it,
#: and everybody can subtract: so it is counted, and withheld by the same rule.
RESTS = {
    "not-delivered": ("sanctioned", "delivered"),
    "not-contested": ("sanctioned", "contested"),
    "not-won": ("contested", "won"),
    "reviews-in-time": ("in-force", "reviews-overdue"),
    "not-tiny": ("in-force", "tiny"),
}
#: A figure is the sum of those behind it.
IDENTITIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("proposed", ("waiting", "refused", "sanctioned")),
    ("sanctioned", ("in-force", "suspended", "released", "expired")),
    *((whole, (part, rest)) for rest, (whole, part) in RESTS.items()),
)
#: Shares that are told of the totals: a part of a whole, where neither is withheld.
SHARES = (
    ("refused", "proposed"), ("contested", "sanctioned"), ("won", "contested"), ("reviews-overdue", "in-force"),
    ("tiny", "in-force"),
)  # fmt: skip
#: By what tables are cut. A region is the first two digits of a court's code.
DIMENSIONS = ("court", "region", "month")
Counts = dict[str, dict[str, int]]


def conditions(at: datetime) -> dict[str, Q]:
    """The condition of each figure at a moment."""
    today = book().local_day(at)

    def stands(state: law.MeasureState) -> Q:
        return standing_as(state, today, at)

    contests = Contest.objects.filter(measure=OuterRef("pk"))
    return {
        "proposed": Q(pk__isnull=False),
        "waiting": stands(law.MeasureState.PROPOSED),
        "refused": stands(law.MeasureState.REFUSED),
        "sanctioned": Q(in_force_from__isnull=False),
        "in-force": stands(law.MeasureState.IN_FORCE),
        "suspended": stands(law.MeasureState.SUSPENDED),
        "released": stands(law.MeasureState.RELEASED),
        "expired": stands(law.MeasureState.EXPIRED),
        "delivered": Q(Exists(Delivery.objects.filter(measure=OuterRef("pk")))),
        "contested": Q(Exists(contests)),
        "won": Q(Exists(contests.filter(outcome="granted"))),
        "reviews-overdue": stands(law.MeasureState.IN_FORCE) & Q(review_by__lt=today),
        "tiny": Q(Exists(patterns.tiny(at).filter(pk=OuterRef("pk")))),
    }


def counted(dimension: str, at: datetime, kind: law.MeasureKind | None = None) -> Counts:
    """Every figure and every rest for each court code, region or month (`2026-11`), exact: for suppression."""
    measures = Measure.objects.all() if kind is None else Measure.objects.filter(kind=kind.value)
    filters = {name.replace("-", "_"): Count("pk", filter=on) for name, on in conditions(at).items()}
    placed = measures.annotate(place=_cut(dimension)).values("place")
    rows = placed.annotate(**filters).order_by("place")
    return {_place(row["place"]): _figures(row) for row in rows}


def _figures(row: Mapping[str, Any]) -> dict[str, int]:
    told = {name: row[name.replace("-", "_")] for name in FIGURES}
    return told | {rest: told[whole] - told[part] for rest, (whole, part) in RESTS.items()}


def _cut(dimension: str) -> Combinable:
    if dimension == "court":
        return F("proceeding__writ__court__code")
    if dimension == "region":
        return Substr("proceeding__writ__court__code", 1, 2)
    return TruncMonth("proposed_at", tzinfo=book().timezone)


def _place(place: str | datetime) -> str:
    return place if isinstance(place, str) else f"{place:%Y-%m}"


def percent(part: int, whole: int) -> str:
    """A share with one decimal, half to even: 2,118 of 4,560 is 46.4. Nothing of nothing has no share."""
    if whole == 0:
        return ""
    share = Decimal(part) * 100 / Decimal(whole)
    return str(share.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN))
