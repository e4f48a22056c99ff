"""What is read of powers, contests and "this is not my debt": by the person, the court, the duty officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from aiqyn import law
from aiqyn.identifiers.document import Document
from aiqyn.register import facts
from aiqyn.register.facts import contests
from aiqyn.register.law_book import book
from aiqyn.register.rows import Contest, Court, Disclosure, Dispute, Measure, Person, PersonDocument, Representation

_CASE = (
    "measure", "measure__person", "measure__vehicle", "measure__proceeding", "measure__proceeding__writ",
    "measure__proceeding__writ__debtor", "measure__proceeding__writ__organisation", "measure__proceeding__writ__court",
    "measure__proceeding__writ__claimed", "measure__proceeding__agent", "measure__proposed_by",
    "measure__sanctioned_by", "suspension",
)  # fmt: skip
_RULE = "contest-overdue-suspends"
_LIVING = {law.MeasureState.IN_FORCE, law.MeasureState.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Filing:
    """What a contest is to be filed on, by whom, and what lets them: a power, or the hit that they met at a desk."""

    measure: Measure
    filer: Person
    power: Representation | None = None
    met: Disclosure | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dispute, and the whole minutes that are left of its time: negative when it is overdue."""

    dispute: Dispute
    minutes: int

    @property
    def overdue(self) -> bool:
        """Whether its time is over."""
        return self.minutes < 0

    @property
    def late(self) -> int:
        """Whole minutes since its time was over."""
        return -self.minutes - 1

    @property
    def promised(self) -> int:
        """The minutes of its whole time."""
        return (self.dispute.due_at - self.dispute.raised_at) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A contest, the day from which the law itself suspends its measure, and whether its own day is over.

    `own`: the judge who looks at it sanctioned the measure, and so may not decide.
    """

    contest: Contest
    suspends_on: date | None
    overdue: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What a desk's number leads to: its hit, and the newest that was said of the measure behind it."""

    met: Disclosure
    newest: Dispute | None

    @property
    def settled(self) -> bool:
        """Whether something is open, or this very hit was answered: then nothing new begins."""
        newest = self.newest
        return newest is not None and (newest.answered_at is None or newest.disclosure_id == self.met.pk)


def waiting(dispute: Dispute, at: datetime) -> Waiting:
    """How the dispute stands at the moment."""
    return Waiting(dispute, (dispute.due_at - at) // timedelta(minutes=1))


def deadline(contest: Contest, today: date, official: str) -> Deadline:
    """How the contest stands on a day, for a judge by reference."""
    sanctioned = contest.measure.sanctioned_by
    return Deadline(
        contest,
        contest.due_on + timedelta(days=1) if overdue_rule(today) is not None else None,
        contest.due_on < today,
        sanctioned is not None and sanctioned.ref == official,
    )


def overdue_rule(today: date) -> law.Rule | None:
    """The rule by which the law itself suspends for an overdue contest; None: it does not."""
    rule = book().rule(_RULE, today) if book().has(_RULE, today) else None
    return rule if rule is not None and rule.value else None


def by_two_facts(iin: str, paper: Document) -> Person | None:
    """Who has this IIN and holds this document: one fact alone finds nobody."""
    held = PersonDocument.objects.filter(
        state=paper.state, number=paper.number, cancelled_on__isnull=True, person__iin=iin, person__died_on__isnull=True
    )
    found = held.select_related("person").first()
    return found.person if found else None


def powers_given(person: Person, at: datetime) -> list[Representation]:
    """The powers of the person that hold, the newest first."""
    given = Representation.objects.filter(person=person).select_related("representative").order_by("-given_at", "-pk")
    return [power for power in given if contests.covers(power, at)]


def powers_held(person: Person, at: datetime) -> list[Representation]:
    """The powers by which the person may act for others now."""
    held = Representation.objects.filter(representative=person).select_related("person").order_by("-given_at", "-pk")
    return [power for power in held if contests.covers(power, at)]


def power_given(person: Person, pk: int, at: datetime) -> Representation | None:
    """One of the person's own powers that holds."""
    return next((power for power in powers_given(person, at) if power.pk == pk), None)


def power_held(person: Person, pk: int, at: datetime) -> Representation | None:
    """One of the powers by which the person may act for somebody now."""
    return next((power for power in powers_held(person, at) if power.pk == pk), None)


def contestable(person: Person, ref: str, at: datetime) -> Filing | None:
    """On a measure that concerns the person, by its reference."""
    measure = _measures().filter(ref=ref).first()
    return Filing(measure, person) if measure is not None and contests.concern(measure, person, at) else None


def contestable_for(representative: Person, power_pk: int, ref: str, at: datetime) -> Filing | None:
    """On a measure that concerns whom they represent, by a power that holds."""
    power = power_held(representative, power_pk, at)
    theirs = contestable(power.person, ref, at) if power else None
    return Filing(theirs.measure, representative, power) if theirs else None


def contestable_met(person: Person, number: str) -> Filing | None:
    """On the measure that was met under the confirmation number, for who holds the slip: it has 50 random bits."""
    met = Disclosure.objects.filter(number=number).first()
    return None if met is None else Filing(_measures().get(pk=met.measure_id), person, met=met)


def _measures() -> QuerySet[Measure]:
    return Measure.objects.select_related(
        "person", "vehicle", "vehicle__owner_organisation", "proceeding", "proceeding__writ",
        "proceeding__writ__court", "proceeding__agent",
    )  # fmt: skip


def contests_of(person: Person) -> QuerySet[Contest]:
    """What the person filed, or a representative for them, the newest first."""
    mine = Q(filed_by=person, representation__isnull=True) | Q(representation__person=person)
    return Contest.objects.filter(mine).select_related(*_CASE).order_by("-filed_at", "-pk")


def own_contest(person: Person, ref: str) -> Contest | None:
    """One of them that the person filed, or that was filed for them: to take it back."""
    return contests_of(person).filter(ref=ref).first()


def disputes_of(person: Person) -> QuerySet[Dispute]:
    """What was said about measures that name the person, the newest first."""
    return (
        Dispute.objects.filter(measure__person=person)
        .select_related("measure", "suspension")
        .order_by("-raised_at", "-pk")
    )


def open_contests(court: Court) -> QuerySet[Contest]:
    """Contests that wait for this court's decision, the one due first on top."""
    return (
        Contest.objects.filter(measure__proceeding__writ__court=court, decided_at__isnull=True)
        .select_related(*_CASE, "filed_by", "representation", "representation__person")
        .order_by("due_on", "pk")
    )


def court_contest(court: Court, ref: str) -> Contest | None:
    """One of them."""
    return open_contests(court).filter(ref=ref).first()


def contests_about(measure: Measure) -> QuerySet[Contest]:
    """Everything filed against a measure, the newest first."""
    return Contest.objects.filter(measure=measure).select_related(*_CASE).order_by("-filed_at", "-pk")


def disputes_about(measure: Measure) -> QuerySet[Dispute]:
    """Everything said about a measure, the newest first."""
    return Dispute.objects.filter(measure=measure).select_related("answered_by").order_by("-raised_at", "-pk")


def overdue_contests(at: datetime) -> list[Contest]:
    """Open contests whose last day is over, of measures that still bind, for which nothing was suspended yet."""
    today = book().local_day(at)
    late = Contest.objects.filter(decided_at__isnull=True, suspension__isnull=True, due_on__lt=today)
    found = late.filter(measure__ended_at__isnull=True).select_related(*_CASE).order_by("due_on", "pk")
    return [contest for contest in found if facts.state(contest.measure, at) in _LIVING]


def open_disputes() -> QuerySet[Dispute]:
    """What waits for a duty officer, the one due first on top."""
    return Dispute.objects.filter(answered_at__isnull=True).select_related(*_CASE).order_by("due_at", "pk")


def dispute(ref: str) -> Dispute | None:
    """A dispute by its reference, with its case."""
    return Dispute.objects.filter(ref=ref).select_related(*_CASE, "answered_by").first()


def answered_disputes(limit: int) -> QuerySet[Dispute]:
    """The last ones answered."""
    return (
        Dispute.objects.filter(answered_at__isnull=False).select_related(*_CASE).order_by("-answered_at", "-pk")[:limit]
    )


def disputes_to_settle(court: Court, at: datetime) -> QuerySet[Dispute]:
    """Measures that a duty officer suspended and that sleep still: the court annuls or wakes them."""
    sleeping = Q(suspension__ends_at__isnull=True) | Q(suspension__ends_at__gt=at)
    return (
        Dispute.objects.filter(sleeping, outcome="suspended", measure__ended_at__isnull=True)
        .filter(measure__proceeding__writ__court=court)
        .select_related(*_CASE)
        .order_by("answered_at", "pk")
    )


def heard(number: str, point_ref: str) -> Heard | None:
    """What the number leads to at this very desk; None: it had no such hit."""
    met = Disclosure.objects.filter(number=number, point__ref=point_ref).select_related("measure").first()
    if met is None:
        return None
    return Heard(met, Dispute.objects.filter(measure=met.measure).order_by("-raised_at", "-pk").first())
