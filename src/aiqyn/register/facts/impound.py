"""Facts of keeping a vehicle: whether a measure still holds it, what storage costs, who is entitled to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from aiqyn import law
from aiqyn.register.facts.contests import covers
from aiqyn.register.facts.measures import state
from aiqyn.register.facts.standing import standing
from aiqyn.register.law_book import book
from aiqyn.register.queries.property import head_in_office
from aiqyn.register.rows import Contest, Intake, Measure, Person, Representation, Vehicle

_DETENTION = law.MeasureKind.VEHICLE_DETENTION.value


def detentions(vehicle: Vehicle, since: datetime) -> list[Measure]:
    """The detentions of the vehicle that were in force at some moment since then: several creditors may hold it."""
    held = Measure.objects.filter(vehicle=vehicle, kind=_DETENTION, in_force_from__isnull=False)
    lasting = Q(ended_at__isnull=True) | Q(ended_at__gte=since)
    return list(held.filter(lasting).select_related("proceeding").order_by("in_force_from", "pk"))


def holds(measures: Iterable[Measure], at: datetime) -> bool:
    """Whether one of them binds at the moment. What sleeps binds nobody, and keeps no vehicle."""
    return any(state(measure, at) is law.MeasureState.IN_FORCE for measure in measures)


def let_go_on(measures: Iterable[Measure], at: datetime) -> date | None:
    """The day since which none of them has held the vehicle; None while one does."""
    days = [_over_on(measure, at) for measure in measures]
    over = [day for day in days if day is not None]
    return max(over) if over and len(over) == len(days) else None


def _over_on(measure: Measure, at: datetime) -> date | None:
    where = standing(measure, at)
    binds = where.state is law.MeasureState.IN_FORCE
    return None if binds or where.since is None else book().local_day(where.since)


def storage(intake: Intake, at: datetime) -> law.Storage:
    """The days and the fee up to the moment, or up to the handing over."""
    measures, until = detentions(intake.vehicle, intake.received_at), intake.released_at or at
    return law.storage(
        book(),
        book().local_day(intake.received_at),
        book().local_day(until),
        ended_on=let_go_on(measures, until),
        annulled=bool(measures) and all(measure.end_reason == "annulled" for measure in measures),
    )


@dataclass(frozen=True, slots=True)
class Right:
    """Whether somebody may fetch the vehicle, and by which power or court decision."""

    entitled: bool
    power: Representation | None = None
    contest: Contest | None = None


def right(intake: Intake, person: Person, relation: str, paper: str, at: datetime) -> Right:
    """The right of a person who says to be the owner, a representative, a buyer whom a court heard, or an heir.

    The head in office stands for an organisation; a power must be one for everything; an heir shows a `paper`.
    """
    vehicle = intake.vehicle
    match relation:
        case "owner":
            firm = vehicle.owner_organisation
            head = None if firm is None else head_in_office(firm, book().local_day(at))
            return Right(person in (vehicle.owner_person, head))
        case "representative":
            given = Representation.objects.filter(person=vehicle.owner_person, representative=person, scope="all")
            power = next((one for one in given.order_by("pk") if covers(one, at)), None)
            return Right(power is not None, power=power)
        case "buyer":
            heard = Contest.objects.filter(measure__vehicle=vehicle, filed_by=person, filed_as="buyer")
            won = heard.filter(outcome="granted", decided_at__lte=at).order_by("pk").first()
            return Right(won is not None, contest=won)
        case "heir":
            owner = vehicle.owner_person
            return Right(owner is not None and owner.died_on is not None and bool(paper.strip()))
    return Right(False)


def handing_over(intake: Intake, *, entitled: bool, first: str, second: str, at: datetime) -> law.ImpoundReleaseFacts:
    """What the law needs to let the vehicle go."""
    return law.ImpoundReleaseFacts(
        measure_ended=not holds(detentions(intake.vehicle, intake.received_at), at),
        entitled=entitled,
        first=first,
        second=second,
        already_released=intake.released_at is not None,
        at=at,
    )
