"""Tables as they are published: counts, and nothing where a count must not be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiqyn import law
from aiqyn.register.law_book import book
from aiqyn.register.queries.counts import rank
from aiqyn.register.queries.statistics.figures import FIGURES, IDENTITIES, SHARES, counted, percent
from aiqyn.register.queries.statistics.suppression import LEAST, TOTAL, suppressed, with_totals
from aiqyn.register.rows import Act

Shown = int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table by court, region or month: rows by name, each figure's count in order, None where it is withheld."""

    dimension: str
    rows: tuple[tuple[str, tuple[Shown, ...]], ...]
    total: tuple[Shown, ...]

    @property
    def shares(self) -> list[tuple[str, str, int, int, str]]:
        """Part, whole, their totals, and the share in percent; none where a total is withheld or there is nothing."""
        totals = dict(zip(FIGURES, self.total, strict=True))
        found = []
        for part, whole in SHARES:
            some, all_of = totals[part], totals[whole]
            if some is not None and all_of:
                found.append((part, whole, some, all_of, percent(some, all_of)))
        return found


def publishable(dimension: str, at: datetime, kind: law.MeasureKind | None = None) -> Table:
    """The table as everybody may read it."""
    counts = counted(dimension, at, kind)
    hidden, values = suppressed(counts, IDENTITIES), with_totals(counts)

    def shown(row: str) -> tuple[Shown, ...]:
        return tuple(None if (row, figure) in hidden else values.get((row, figure), 0) for figure in FIGURES)

    return Table(dimension, tuple((row, shown(row)) for row in counts), shown(TOTAL))


@dataclass(frozen=True, slots=True)
class ReleaseMonth:
    """How fast payments released in a month: how many, median and 99th percentile in milliseconds (nearest rank)."""

    month: str
    count: int
    p50: float
    p99: float


def release_months(last: int = 100_000) -> list[ReleaseMonth]:
    """Months with enough releases to be shown, the newest last."""
    paid = Act.objects.filter(kind="paid", parent__kind="payment").order_by("-pk").values_list("at", "recorded_at")
    spans: dict[str, list[float]] = {}
    for at, recorded_at in paid[:last]:
        month = f"{at.astimezone(book().timezone):%Y-%m}"
        spans.setdefault(month, []).append((recorded_at - at) / timedelta(milliseconds=1))
    return [
        ReleaseMonth(month, len(found), rank(sorted(found), 50), rank(sorted(found), 99))
        for month, found in sorted(spans.items())
        if len(found) >= LEAST
    ]
