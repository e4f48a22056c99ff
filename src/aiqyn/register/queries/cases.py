"""What agents, judges, prosecutors and the person read."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from aiqyn.register.queries.debts import with_outstanding
from aiqyn.register.rows import (
    BankEntry,
    Correction,
    Court,
    Disclosure,
    Measure,
    Notice,
    Official,
    PaymentMatch,
    Person,
    Proceeding,
    Writ,
)

_FULL = ("writ", "writ__debtor", "writ__organisation", "writ__court", "agent")
_OF_PROCEEDING = tuple(f"proceeding__{path}" for path in _FULL)


def own_proceedings(agent: Official) -> QuerySet[Proceeding]:
    """The agent's own proceedings, newest first, with what is outstanding and their measures. Nobody else's."""
    return (
        with_outstanding(Proceeding.objects.filter(agent=agent))
        .select_related(*_FULL)
        .prefetch_related("measures", "notices")
        .order_by("-opened_at", "-pk")
    )


def own_proceeding(agent: Official, number: str) -> Proceeding | None:
    """One of the agent's own proceedings by its number."""
    return own_proceedings(agent).filter(number=number).first()


def unopened_writ(court_code: str, number: str) -> Writ | None:
    """A writ on which no proceeding was opened, by its exact court and number."""
    return Writ.objects.filter(court__code=court_code, number=number, proceeding__isnull=True).first()


def proceeding_on(court_code: str, number: str) -> Proceeding | None:
    """The proceeding on a court's writ."""
    return Proceeding.objects.filter(writ__court__code=court_code, writ__number=number).select_related(*_FULL).first()


def notices(proceeding: Proceeding) -> QuerySet[Notice]:
    """Notices of the proceeding in the order they were sent."""
    return Notice.objects.filter(proceeding=proceeding).order_by("sent_at", "pk")


def notice(proceeding: Proceeding, pk: int) -> Notice | None:
    """One notice of the proceeding."""
    return Notice.objects.filter(proceeding=proceeding, pk=pk).first()


def measures(proceeding: Proceeding) -> QuerySet[Measure]:
    """Measures of the proceeding, newest first, with their disclosures."""
    return (
        Measure.objects.filter(proceeding=proceeding)
        .select_related("proposed_by", "sanctioned_by", "refused_by", "notice", "person", "vehicle")
        .prefetch_related("suspensions", "reviews", Prefetch("disclosures", Disclosure.objects.order_by("-day", "-pk")))
        .order_by("-proposed_at", "-pk")
    )


def payments(proceeding: Proceeding) -> QuerySet[PaymentMatch]:
    """Money matched to the proceeding, in order; returns are negative."""
    return PaymentMatch.objects.filter(proceeding=proceeding).select_related("entry").order_by("matched_at", "pk")


def corrections(proceeding: Proceeding) -> QuerySet[Correction]:
    """Typos mended in the proceeding's writ."""
    return Correction.objects.filter(writ=proceeding.writ).order_by("corrected_at", "pk")


def entry(pk: int) -> BankEntry | None:
    """A bank entry by its row."""
    return BankEntry.objects.filter(pk=pk).first()


def judge_queue(court: Court) -> QuerySet[Measure]:
    """Proposals that wait for this court's decision, oldest first."""
    return (
        Measure.objects.filter(
            proceeding__writ__court=court,
            in_force_from__isnull=True,
            refused_at__isnull=True,
            ended_at__isnull=True,
        )
        .select_related("proceeding", *_OF_PROCEEDING, "proposed_by", "notice")
        .order_by("proposed_at", "pk")
    )


def court_measure(court: Court, ref: str) -> Measure | None:
    """A measure on a writ of this court."""
    return (
        Measure.objects.filter(proceeding__writ__court=court, ref=ref)
        .select_related("proceeding", *_OF_PROCEEDING, "proposed_by", "sanctioned_by", "notice", "person", "vehicle")
        .first()
    )  # fmt: skip


def court_measures_in_force(court: Court) -> QuerySet[Measure]:
    """Measures of this court in force, those to be reviewed first on top."""
    return (
        Measure.objects.filter(proceeding__writ__court=court, in_force_from__isnull=False, ended_at__isnull=True)
        .select_related("proceeding", "proceeding__writ", "proceeding__agent")
        .order_by("review_by", "pk")
    )


def all_measures() -> QuerySet[Measure]:
    """Every measure, newest first: what the prosecutor reads."""
    return Measure.objects.select_related(
        "proceeding", *_OF_PROCEEDING, "proposed_by", "sanctioned_by", "refused_by"
    ).order_by("-proposed_at", "-pk")


def held_on(person: Person) -> QuerySet[Measure]:
    """Every measure ever proposed against the person, newest first, with its basis and its disclosures."""
    return (
        Measure.objects.filter(Q(person=person) | Q(person__isnull=True, proceeding__writ__debtor=person))
        .select_related("proceeding", *_OF_PROCEEDING, "sanctioned_by", "person", "vehicle")
        .prefetch_related("suspensions", "reviews", Prefetch("disclosures", Disclosure.objects.order_by("-day", "-pk")))
        .order_by("-proposed_at", "-pk")
    )


def debts_of(person: Person) -> QuerySet[Proceeding]:
    """The person's proceedings with what is outstanding."""
    return (
        with_outstanding(Proceeding.objects.filter(writ__debtor=person))
        .select_related(*_FULL)
        .order_by("-opened_at", "-pk")
    )


def person_by_iin(iin: str) -> Person | None:
    """The person with the IIN."""
    return Person.objects.filter(iin=iin).first()


def court(code: str) -> Court | None:
    """The court with the code."""
    return Court.objects.filter(code=code).first()


def courts() -> QuerySet[Court]:
    """All courts by code."""
    return Court.objects.order_by("code")


def official(ref: str) -> Official | None:
    """The official with the reference."""
    return Official.objects.filter(ref=ref).select_related("court", "user").first()


def officials() -> QuerySet[Official]:
    """All officials by reference."""
    return Official.objects.select_related("court", "user").order_by("ref")


def due_for_review(court: Court, by: date) -> QuerySet[Measure]:
    """Measures of the court in force whose review falls due by the day."""
    return court_measures_in_force(court).filter(review_by__lte=by)
