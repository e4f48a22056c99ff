"""What the pages read beyond a case: who is signed in, and where a measure stands."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from aiqyn import law
from aiqyn.law.calendar import add_months
from aiqyn.register import facts
from aiqyn.register.law_book import book
from aiqyn.register.queries import cases, deliveries, money
from aiqyn.register.queries.check import StoredLeaf, release_leaf
from aiqyn.register.queries.debts import outstanding_minor, waiting_entries
from aiqyn.register.queries.standing import standing_as
from aiqyn.register.rows import (
    BankEntry,
    Correction,
    Court,
    Delivery,
    Disclosure,
    Measure,
    Notice,
    Official,
    PaymentMatch,
    Person,
    PersonDocument,
    Proceeding,
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page: an official in office, a person on their own behalf, or neither."""

    official: Official | None = None
    person: Person | None = None

    @property
    def officer(self) -> Official:
        """The official; the door let nobody else in."""
        if self.official is None:
            raise LookupError("no official is signed in")
        return self.official

    @property
    def bench(self) -> Court:
        """The judge's court."""
        if self.officer.court is None:
            raise LookupError("this official has no court")
        return self.officer.court

    @property
    def citizen(self) -> Person:
        """The person on their own behalf; the door let nobody else in."""
        if self.person is None:
            raise LookupError("no person is signed in")
        return self.person

    @property
    def role(self) -> str:
        """The door that is theirs: the official's role, `person`, or nothing."""
        if self.official is not None:
            return self.official.role
        return "person" if self.person is not None else ""

    @property
    def name(self) -> str:
        """The name to show to themselves."""
        if self.official is not None:
            return self.official.name
        return self.person.full_name if self.person is not None else ""


def visitor(user: AbstractBaseUser | AnonymousUser) -> Visitor:
    """Who is behind an account. An official's account is never also a person's: the office comes first."""
    if not user.is_authenticated:
        return Visitor()
    official = Official.objects.filter(user_id=user.pk).select_related("court").first()
    return Visitor(official, None if official else Person.objects.filter(user_id=user.pk).first())


@dataclass(frozen=True, slots=True)
class Shown:
    """A measure as a page shows it: the row, where it stands now, what is still owed (minor units)."""

    measure: Measure
    state: law.MeasureState
    outstanding: int
    effects: tuple[law.Effect, ...] = ()
    #: The day whose start this tells of; None: the moment itself.
    as_of: date | None = None

    @property
    def in_force(self) -> bool:
        """Whether it binds anybody at the moment."""
        return self.state is law.MeasureState.IN_FORCE

    @property
    def binding(self) -> bool:
        """Whether it is in force or sleeps: decisions on it are possible."""
        return self.state in {law.MeasureState.IN_FORCE, law.MeasureState.SUSPENDED}


def shown(measure: Measure, at: datetime) -> Shown:
    """The measure with its derived standing, its debt, and what the law's table lets it do at desks."""
    day, kind = book().local_day(at), law.MeasureKind(measure.kind)
    effects = tuple(found for purpose in book().purposes if (found := book().effect(kind, purpose, day)) is not None)
    return Shown(measure, facts.state(measure, at), outstanding_minor(measure.proceeding), effects)


@dataclass(frozen=True, slots=True)
class Case:
    """One proceeding with everything in it, for its own agent."""

    proceeding: Proceeding
    outstanding: int
    measures: list[Shown]
    notices: QuerySet[Notice]
    payments: QuerySet[PaymentMatch]
    corrections: QuerySet[Correction]
    deliveries: QuerySet[Delivery]
    owed: money.Owed


def own_case(agent: Official, number: str, at: datetime) -> Case | None:
    """The agent's own proceeding of this number, with all that belongs to it; nobody else's."""
    found = cases.own_proceeding(agent, number)
    if found is None:
        return None
    measures = [_told_to_agent(one, at) for one in all_shown(cases.measures(found), at)]
    if found.paused_at is None:
        # Nor does the proceeding wake before the agent's eyes.
        found.paused_at = next((one.measure.in_force_from for one in measures if one.as_of), None)
    return Case(
        proceeding=found,
        outstanding=outstanding_minor(found),
        measures=measures,
        notices=cases.notices(found),
        payments=cases.payments(found),
        corrections=cases.corrections(found),
        deliveries=deliveries.told(found),
        owed=money.owed(found, at),
    )


def _told_to_agent(one: Shown, at: datetime) -> Shown:
    """A search that ended today because its papers were delivered stands, for the agent, as at the start of the day.

    Told at once, the end would say that the person is at a desk somewhere now. The row is this page's own copy.
    """
    measure, today = one.measure, book().local_day(at)
    if measure.end_reason != "found" or measure.ended_at is None or book().local_day(measure.ended_at) != today:
        return one
    before = copy(measure)
    before.ended_at, before.end_reason = None, ""
    before.proceeding = copy(measure.proceeding)
    return replace(one, measure=before, state=law.MeasureState.IN_FORCE, as_of=today)


def state(measure: Measure, at: datetime) -> law.MeasureState:
    """Where the measure stands at the moment."""
    return facts.state(measure, at)


def all_shown(measures: Iterable[Measure], at: datetime) -> list[Shown]:
    """Each of the measures as a page shows it."""
    return [shown(measure, at) for measure in measures]


def held(person: Person, at: datetime) -> list[Shown]:
    """Everything ever proposed against the person, newest first; each place as long as its seal lasts."""
    sealed = Disclosure.objects.select_related("point").order_by("-day", "-pk")
    measures = cases.held_on(person).prefetch_related(None)
    measures = measures.prefetch_related("suspensions", "reviews", Prefetch("disclosures", sealed))
    return all_shown(measures, at)


def ground(measure: Measure, at: datetime) -> law.Rule | None:
    """The rule that the measure would rest on today, by today's debt; None when the law data finds none."""
    try:
        return book().ground(
            facts.proposal(
                measure.proceeding, law.MeasureKind(measure.kind), ends_on=measure.ends_on, at=at, own=measure
            )
        )
    except law.LawDataError:
        return None


def latest_end(at: datetime) -> date:
    """The last day that the law lets a measure proposed now be in force."""
    return add_months(book().local_day(at), book().ends_after_months)


def latest_review(measure: Measure, at: datetime) -> date:
    """The last day to which the law lets the review of a measure sanctioned now be set."""
    return min(measure.ends_on, add_months(book().local_day(at), book().review_by_months))


def documents(person: Person) -> QuerySet[PersonDocument]:
    """The person's documents, the newest first."""
    return PersonDocument.objects.filter(person=person).order_by("-issued_on", "-pk")


def own_release_leaf(person: Person, ref: str) -> StoredLeaf | None:
    """The leaf of the act that ended a measure against this person."""
    measure = cases.held_on(person).filter(ref=ref).first()
    return release_leaf(measure) if measure else None


def measures_standing(state: law.MeasureState | None, court: str, at: datetime) -> QuerySet[Measure]:
    """Every measure, newest first, that stands so at the moment; of one court's writs, when given."""
    found = cases.all_measures()
    if state is not None:
        found = found.filter(standing_as(state, book().local_day(at), at))
    return found.filter(proceeding__writ__court__code=court) if court else found


def any_measure(ref: str) -> Measure | None:
    """A measure by its reference: for who may read everything."""
    return cases.all_measures().select_related("notice").filter(ref=ref).first()


def proceedings_like(agent: Official, standing: str, at: datetime) -> QuerySet[Proceeding]:
    """The agent's own proceedings: `open`, `closed`, or with a measure standing so."""
    found = cases.own_proceedings(agent)
    if standing in {"open", "closed"}:
        return found.filter(closed_at__isnull=standing == "open")
    if standing in {law.MeasureState.PROPOSED, law.MeasureState.IN_FORCE}:
        stands = standing_as(law.MeasureState(standing), book().local_day(at), at)
        return found.filter(Exists(Measure.objects.filter(stands, proceeding=OuterRef("pk"))))
    return found


def proceedings_numbered(agent: Official, number: str) -> QuerySet[Proceeding]:
    """The agent's own proceedings of exactly this number, payment reference or writ number."""
    exactly = Q(number=number) | Q(reference=number.upper()) | Q(writ__number=number)
    return cases.own_proceedings(agent).filter(exactly)


def waiting_for(agent: Official) -> QuerySet[BankEntry]:
    """Money that waits for a debt, and whose reference names no proceeding of another agent."""
    others = Proceeding.objects.filter(reference=OuterRef("reference")).exclude(agent=agent)
    return waiting_entries().exclude(Exists(others))


def linked_people(limit: int) -> QuerySet[Person]:
    """People who have an account; for the personas of a synthetic country."""
    return Person.objects.filter(user__isnull=False).select_related("user").order_by("pk")[:limit]


def account(kind: str, ref: str) -> User | None:
    """The account of an official (by reference) or of a person (by the account's own number)."""
    if kind == "official":
        return User.objects.filter(official__ref=ref, is_active=True).first()
    if kind == "person" and ref.isascii() and ref.isdecimal() and len(ref) < 19:
        return User.objects.filter(pk=int(ref), person__isnull=False, is_active=True).first()
    return None
