"""What must hold of the record at any moment. Each function counts what breaks it; a sound register gives zeros."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, Sum

from aiqyn import law, ledger
from aiqyn.register import facts
from aiqyn.register.queries import debts
from aiqyn.register.queries.debts import outstanding_minor
from aiqyn.register.rows import Act, BankEntry, Leaf, Measure, PaymentMatch, Proceeding

_BINDING = {law.MeasureState.IN_FORCE, law.MeasureState.SUSPENDED}


def acts_without_one_leaf() -> int:
    """Acts that have no leaf (two are impossible: the leaf's act is unique)."""
    return Act.objects.filter(leaf__isnull=True).count()


def leaves_that_do_not_open() -> int:
    """Leaves whose content and salt do not give their commitment."""
    return sum(
        ledger.commitment(bytes(leaf.salt), bytes(leaf.content)) != bytes(leaf.commitment)
        for leaf in Leaf.objects.iterator(chunk_size=2000)
    )


def two_answers(at: datetime) -> int:
    """Measures of which the projection says another state than the definition: at the moment, and around each act."""
    return sum(_disagrees(measure, at) for measure in Measure.objects.prefetch_related("suspensions").iterator(500))


def _disagrees(measure: Measure, at: datetime) -> bool:
    # A projection knows now; of the past it says nothing but where the measure went.
    soon = at + timedelta(microseconds=1)
    return any(facts.standing(measure, moment).state is not facts.state(measure, moment) for moment in (at, soon))


def bars_without_basis() -> int:
    """Measures ever in force without a judge's sanction, a rule, an article, or (but for a search) a served notice."""
    ever = Measure.objects.filter(in_force_from__isnull=False)
    unserved = Q(notice__isnull=True) | Q(notice__served_at__isnull=True) | Q(notice__served_at__gt=F("in_force_from"))
    return (
        ever.filter(Q(sanctioned_by__isnull=True) | Q(article="") | Q(rule="")).count()
        + ever.exclude(kind=law.MeasureKind.DEBTOR_SEARCH.value).filter(unserved).count()
        + ever.annotate(judged=Count("acts", filter=Q(acts__kind="sanction"))).exclude(judged=1).count()
    )


def lost_releases(at: datetime) -> int:
    """Measures that bind although nothing of their claim is owed."""
    bound = Measure.objects.filter(in_force_from__isnull=False, ended_at__isnull=True).select_related(
        "proceeding__writ"
    )
    return sum(
        facts.state(measure, at) in _BINDING and outstanding_minor(measure.proceeding) == 0
        for measure in bound.prefetch_related("suspensions").iterator(500)
    )


def money_out_of_balance() -> int:
    """Entries of which more was taken than came, and debts against which more stands than is owed, or less than nil."""
    taken = (
        BankEntry.objects.filter(returned=False)
        .annotate(taken=Sum("matches__amount_minor"))
        .filter(taken__gt=F("amount_minor"))
    )
    matched = PaymentMatch.objects.filter(part="claim").values("proceeding").annotate(total=Sum("amount_minor"))
    against = {row["proceeding"]: row["total"] for row in matched}
    owed = Proceeding.objects.filter(pk__in=list(against)).values_list("pk", "writ__amount_minor")
    return taken.count() + sum(not 0 <= against[pk] <= amount for pk, amount in owed)


def differs_from_ledger(store: ledger.TileStore) -> int:
    """Leaves whose commitment is not what the public ledger holds at their index, and entries that no leaf has."""
    placed = Leaf.objects.filter(index__isnull=False).order_by("index").values_list("index", "commitment")
    wrong = seen = 0
    for start in range(0, store.size, 5000):
        stop = min(start + 5000, store.size)
        here = {index: bytes(kept) for index, kept in placed.filter(index__gte=start, index__lt=stop)}
        entries = store.entries(start, stop)
        wrong += sum(here.get(start + place) != entry for place, entry in enumerate(entries))
        seen += len(here)
    return wrong + abs(placed.count() - seen)


def broken(at: datetime) -> Iterable[tuple[str, int]]:
    """Every invariant with what breaks it now."""
    yield "acts without their leaf", acts_without_one_leaf()
    yield "leaves that do not open", leaves_that_do_not_open()
    yield "measures with two answers to whether they are in force", two_answers(at)
    yield "measures in force without sanction, notice or article", bars_without_basis()
    yield "releases lost", lost_releases(at)
    yield "entries or debts out of balance", money_out_of_balance()
    yield "minor units that balance nowhere", abs(debts.unbalanced_minor())
