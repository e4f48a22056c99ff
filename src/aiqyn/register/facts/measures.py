"""Facts of a measure: gathered under the proceeding's lock, handed to `law.decide`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.db.models.functions import Coalesce

from aiqyn import law
from aiqyn.register.law_book import book
from aiqyn.register.queries.debts import disputed_minor, outstanding_minor, plan_kept, wages_withheld
from aiqyn.register.queries.property import head_in_office, owned_by_debtor
from aiqyn.register.rows import Measure, Notice, Official, Person, Proceeding, Vehicle


def served_notice(proceeding: Proceeding, *, special: bool, at: datetime) -> Notice | None:
    """The first notice of the kind that was served by `at`."""
    kind = "special" if special else "initiation"
    return (
        Notice.objects.filter(proceeding=proceeding, kind=kind, served_at__isnull=False, served_at__lte=at)
        .order_by("served_at", "pk")
        .first()
    )


def _served_at(proceeding: Proceeding, *, special: bool, at: datetime) -> datetime | None:
    notice = served_notice(proceeding, special=special, at=at)
    return notice.served_at if notice else None


@dataclass(frozen=True, slots=True)
class Restricted:
    """Whom a measure against the debt of a proceeding names; for a vehicle, whose it has to be."""

    kind: law.SubjectKind
    person: Person | None


def restricted(proceeding: Proceeding, kind: law.MeasureKind, *, on: date) -> Restricted:
    """The debtor; for a person's measure against an organisation, whoever heads it on the day (Art. 33)."""
    writ = proceeding.writ
    if writ.debtor is not None:
        return Restricted(law.SubjectKind.INDIVIDUAL, None if kind.of_vehicle else writ.debtor)
    if kind.of_vehicle or writ.organisation is None:
        return Restricted(law.SubjectKind.ORGANISATION, None)
    return Restricted(law.SubjectKind.HEAD, head_in_office(writ.organisation, on))


def proposal(
    proceeding: Proceeding,
    kind: law.MeasureKind,
    *,
    ends_on: date | None,
    at: datetime,
    own: Measure | None = None,
    vehicle: Vehicle | None = None,
) -> law.ProposalFacts:
    """What the law needs to allow a proposal; `own` is the measure itself when a judge decides on it again."""
    writ = proceeding.writ
    today = book().local_day(at)
    named = restricted(proceeding, kind, on=today)
    person, vehicle = (named.person, vehicle) if own is None else (own.person, own.vehicle)
    alive = person or writ.debtor
    return law.ProposalFacts(
        measure=kind,
        at=at,
        claim=law.ClaimKind(writ.claim),
        outstanding_minor=outstanding_minor(proceeding),
        currency=writ.currency,
        arrears_since=writ.arrears_since,
        debtor_birth_date=alive.birth_date if alive else None,
        debtor_died_on=alive.died_on if alive else None,
        proceeding_open=proceeding.closed_at is None,
        measure_open=_another_open(proceeding, kind, person=person, vehicle=vehicle, own=own),
        special_notice_served_at=_served_at(proceeding, special=True, at=at),
        other_notice_served_at=_served_at(proceeding, special=False, at=at),
        ends_on=ends_on,
        subject=named.kind,
        disputed_minor=disputed_minor(proceeding),
        plan_kept=plan_kept(proceeding, at),
        wages_withheld=wages_withheld(proceeding, at),
        proceeding_paused=proceeding.paused_at is not None,
        whereabouts_unknown=whereabouts_unknown(proceeding, at=at),
        vehicle_owned=vehicle is None or owned_by_debtor(vehicle, proceeding),
        head_in_office=named.kind is not law.SubjectKind.HEAD or (person is not None and person == named.person),
    )


def _another_open(
    proceeding: Proceeding,
    kind: law.MeasureKind,
    *,
    person: Person | None,
    vehicle: Vehicle | None,
    own: Measure | None,
) -> bool:
    others = Measure.objects.filter(
        proceeding=proceeding,
        kind=kind.value,
        person=person,
        vehicle=vehicle,
        ended_at__isnull=True,
        refused_at__isnull=True,
    )
    return (others if own is None else others.exclude(pk=own.pk)).exists()


def whereabouts_unknown(proceeding: Proceeding, *, at: datetime) -> bool:
    """Whether the newest notice whose way is known came back: its addressee was not found (Art. 45)."""
    ways = Notice.objects.filter(proceeding=proceeding, sent_at__lte=at)
    told = ways.filter(Q(served_at__lte=at) | Q(returned_at__lte=at)).annotate(
        known_at=Coalesce("served_at", "returned_at")
    )
    newest = told.order_by("-known_at", "-pk").first()
    return newest is not None and newest.returned_at is not None


def sanction(measure: Measure, *, by: Official, review_by: date, at: datetime) -> law.SanctionFacts:
    """What the law needs to let this official sanction the measure now."""
    return law.SanctionFacts(
        proposal=proposal(
            measure.proceeding, law.MeasureKind(measure.kind), ends_on=measure.ends_on, at=at, own=measure
        ),
        state=state(measure, at),
        proposed_by=measure.proposed_by.ref,
        sanctioned_by=by.ref,
        role=law.Role(by.role),
        ends_on=measure.ends_on,
        review_by=review_by,
    )


def refusal(measure: Measure, *, by: Official, reasons: str, at: datetime) -> law.RefusalFacts:
    """What the law needs to let this official refuse the proposal."""
    return law.RefusalFacts(
        state=state(measure, at),
        proposed_by=measure.proposed_by.ref,
        refused_by=by.ref,
        role=law.Role(by.role),
        reasons=reasons,
        at=at,
    )


def own_case(measure: Measure, by: Official) -> bool:
    """Whether the official is the agent of the measure's proceeding, or a judge of the court of its writ."""
    return by.pk == measure.proceeding.agent_id or (
        by.court_id is not None and by.court_id == measure.proceeding.writ.court_id
    )


def lift(measure: Measure, *, by: Official, reasons: str, at: datetime) -> law.LiftFacts:
    """What the law needs to let this official lift the measure."""
    return law.LiftFacts(
        state=state(measure, at), role=law.Role(by.role), reasons=reasons, own_case=own_case(measure, by), at=at
    )


def payment_release(measure: Measure, *, at: datetime) -> law.PaymentReleaseFacts:
    """What the law needs to release by a booked payment."""
    sanctioned_at = measure.in_force_from
    return law.PaymentReleaseFacts(
        state=state(measure, at),
        outstanding_minor=outstanding_minor(measure.proceeding),
        booked=True,
        returned=False,
        at=at,
        measure=law.MeasureKind(measure.kind),
        ground=measure.rule,
        sanctioned_on=None if sanctioned_at is None else book().local_day(sanctioned_at),
        disputed_minor=disputed_minor(measure.proceeding),
    )


def expiry(measure: Measure, *, at: datetime) -> law.ExpiryFacts:
    """What the law needs to write down that the measure's time is over."""
    return law.ExpiryFacts(state=recorded_state(measure), ends_on=measure.ends_on, at=at)


def state(measure: Measure, at: datetime) -> law.MeasureState:
    """The measure's state at a moment, by the projection that its acts wrote."""
    recorded = recorded_state(measure)
    if recorded is not law.MeasureState.IN_FORCE:
        return recorded
    if at >= book().end_of(measure.ends_on):
        return law.MeasureState.EXPIRED
    asleep = any(
        sleep.starts_at <= at and (sleep.ends_at is None or at < sleep.ends_at) for sleep in measure.suspensions.all()
    )
    return law.MeasureState.SUSPENDED if asleep else recorded


def recorded_state(measure: Measure) -> law.MeasureState:
    """The state as written down, whatever the clock says, and awake."""
    if measure.refused_at is not None:
        return law.MeasureState.REFUSED
    if measure.ended_at is not None:
        return law.MeasureState.EXPIRED if measure.end_reason == "expired" else law.MeasureState.RELEASED
    return law.MeasureState.PROPOSED if measure.in_force_from is None else law.MeasureState.IN_FORCE
