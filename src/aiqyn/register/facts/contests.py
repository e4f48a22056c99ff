"""Facts of saying no: who may contest a measure and as whom, what a decision rests on, who answers a dispute."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn import law
from aiqyn.register.facts.measures import own_case, state
from aiqyn.register.law_book import book
from aiqyn.register.queries.property import head_in_office
from aiqyn.register.rows import Contest, Disclosure, Dispute, Measure, Official, Person, Representation


def covers(power: Representation, at: datetime) -> bool:
    """Whether a power holds at the moment: given, not revoked, its last day not over."""
    given = power.given_at <= at < book().end_of(power.until)
    return given and (power.revoked_at is None or at < power.revoked_at)


def concern(measure: Measure, person: Person, at: datetime) -> str:
    """As whom the measure concerns the person: `person` it names or whose debt it is for, `owner` of its vehicle, or
    not at all: empty. The head in office stands for an organisation that owns the vehicle.
    """
    if measure.person_id == person.pk or measure.proceeding.writ.debtor_id == person.pk:
        return "person"
    vehicle = measure.vehicle
    if vehicle is None:
        return ""
    if vehicle.owner_organisation is not None:
        return "owner" if head_in_office(vehicle.owner_organisation, book().local_day(at)) == person else ""
    return "owner" if vehicle.owner_person_id == person.pk else ""


def filing_as(
    measure: Measure, filer: Person, *, power: Representation | None, met: Disclosure | None, at: datetime
) -> str:
    """As whom this person may contest the measure; empty: not at all.

    `met` is a disclosure whose confirmation number the filer holds: who bought the vehicle in good faith learnt of the
    measure at a desk, and says so. `power` is the power of a representative.
    """
    if power is not None:
        held = power.representative_id == filer.pk and covers(power, at)
        return "representative" if held and concern(measure, power.person, at) else ""
    mine = concern(measure, filer, at)
    if mine or measure.vehicle_id is None or met is None or met.measure_id != measure.pk:
        return mine
    return "buyer"


def contest(measure: Measure, *, filer: Person, filed_as: str, words: str, at: datetime) -> law.ContestFacts:
    """What the law needs to let the measure be contested."""
    return law.ContestFacts(
        state=state(measure, at),
        entitled=bool(filed_as),
        open_contest=Contest.objects.filter(measure=measure, filed_by=filer, decided_at__isnull=True).exists(),
        reasons=words,
        ended_on=_ended_on(measure, at),
        at=at,
    )


def _ended_on(measure: Measure, at: datetime) -> date | None:
    if measure.ended_at is not None:
        return book().local_day(measure.ended_at)
    return measure.ends_on if state(measure, at) is law.MeasureState.EXPIRED else None


def contest_decision(
    contested: Contest, measure: Measure, *, by: Official, reasons: str, at: datetime
) -> law.ContestDecisionFacts:
    """What the law needs to let this official decide the contest."""
    return law.ContestDecisionFacts(
        open=contested.decided_at is None,
        role=law.Role(by.role),
        own_case=own_case(measure, by),
        sanctioned_by=measure.sanctioned_by.ref if measure.sanctioned_by else "",
        decided_by=by.ref,
        reasons=reasons,
        at=at,
    )


def dispute_answer(dispute: Dispute, *, by: Official, reasons: str, at: datetime) -> law.DisputeFacts:
    """What the law needs to let this official answer "this is not my debt"."""
    return law.DisputeFacts(open=dispute.answered_at is None, role=law.Role(by.role), reasons=reasons, at=at)
