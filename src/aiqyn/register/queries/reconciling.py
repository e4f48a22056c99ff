"""What a comparison with the state's system asks of the register, and what people read of comparisons."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from aiqyn import law
from aiqyn.register.facts.standing import acts_of
from aiqyn.register.law_book import book
from aiqyn.register.rows import DIFFERENCE_KINDS, Measure, Reconciliation, ReconciliationDifference, ReconciliationFault

_PORTION = 500
_BINDING = (law.MeasureState.IN_FORCE, law.MeasureState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Ours:
    """A measure of the register as it stood at the end of a day. `how` is what ended it, empty while it binds."""

    measure_id: int
    court: str
    writ: str
    kind: law.MeasureKind
    sanctioned_on: date
    ends_on: date
    state: law.MeasureState
    how: str = ""
    ended_on: date | None = None

    @property
    def binding(self) -> bool:
        """Whether it had not ended: in force, or asleep."""
        return self.state in _BINDING


def last_moment(day: date) -> datetime:
    """The last moment of a local day."""
    return book().end_of(day) - timedelta(microseconds=1)


def of_writs(writs: Collection[tuple[str, str]], day: date) -> list[Ours]:
    """Every measure that had been sanctioned by the end of the day, of the writs by court code and number."""
    found = Measure.objects.filter(
        in_force_from__lte=last_moment(day),
        proceeding__writ__court__code__in={court for court, _ in writs},
        proceeding__writ__number__in={number for _, number in writs},
    )
    return [one for one in _as_of(found, day) if (one.court, one.writ) in writs]


def binding_but(known: Collection[int], day: date) -> Iterator[Ours]:
    """Measures that bound somebody, or slept, at the end of the day, and are not among the known (by key)."""
    moment = last_moment(day)
    open_then = (
        Measure.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment), in_force_from__lte=moment)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    waiting: list[int] = []
    for key in open_then.iterator(chunk_size=10_000):
        if key in known:
            continue
        waiting.append(key)
        if len(waiting) == _PORTION:
            yield from _binding(waiting, day)
            waiting = []
    yield from _binding(waiting, day)


def _binding(keys: list[int], day: date) -> Iterator[Ours]:
    return (one for one in _as_of(Measure.objects.filter(pk__in=keys), day) if one.binding)


def _as_of(measures: QuerySet[Measure], day: date) -> list[Ours]:
    """By the definition, over the leaves: a column may have moved since that day."""
    rows = list(
        measures.order_by("pk").values_list(
            "pk", "proceeding__writ__court__code", "proceeding__writ__number", "kind", "in_force_from"
        )
    )
    acts = acts_of([row[0] for row in rows])
    moment = last_moment(day)
    found = []
    for key, court, writ, kind, since in rows:
        stands = book().standing(acts.get(key, []), moment)
        if stands.ends_on is None or since is None:
            continue
        over = stands.state not in _BINDING
        ended_on = stands.ends_on if stands.state is law.MeasureState.EXPIRED else _day(stands.since)
        found.append(
            Ours(
                key, court, writ, law.MeasureKind(kind), book().local_day(since), stands.ends_on, stands.state,
                how=stands.reason if over else "", ended_on=ended_on if over else None,
            )
        )  # fmt: skip
    return found


def _day(at: datetime | None) -> date | None:
    return None if at is None else book().local_day(at)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many differences of a kind a comparison found."""

    kind: str
    count: int


def reconciliations() -> QuerySet[Reconciliation]:
    """All comparisons, the newest first."""
    return Reconciliation.objects.order_by("-compared_at", "-pk")


def reconciliation(key: int) -> Reconciliation | None:
    """A comparison by its key."""
    return Reconciliation.objects.filter(pk=key).first()


def made_of(digest: str, as_of: date) -> Reconciliation | None:
    """The comparison of this file (SHA-256, hexadecimal) at the end of this day, when it was made."""
    return Reconciliation.objects.filter(digest=digest, as_of=as_of).first()


def tallies(made: Reconciliation) -> list[Tally]:
    """Every kind with its count, the gravest kind first; those of none as well."""
    counted = dict(made.differences.order_by().values_list("kind").annotate(count=Count("pk")))
    return [Tally(kind, counted.get(kind, 0)) for kind in DIFFERENCE_KINDS]


def differences(made: Reconciliation, kind: str = "") -> QuerySet[ReconciliationDifference]:
    """The differences, of one kind or all, by court and writ, with our measure."""
    found = made.differences.select_related("measure").order_by("court", "writ", "pk")
    return found.filter(kind=kind) if kind else found


def faults(made: Reconciliation) -> QuerySet[ReconciliationFault]:
    """The rows that could not be read, by line."""
    return made.faults.order_by("line", "pk")
