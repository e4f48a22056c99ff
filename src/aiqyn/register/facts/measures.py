"""Facts of a measure: gathered under the proceeding's lock, handed to `law.decide` and `law.standing`."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn import law
from aiqyn.register.law_book import book
from aiqyn.register.queries.debts import outstanding_minor
from aiqyn.register.rows import Act, Measure, Notice, Official, Proceeding

#: Kinds of acts that change a measure, and what they are to the law.
_ACT_KINDS = {
    "proposal": law.MeasureActKind.PROPOSED,
    "sanction": law.MeasureActKind.SANCTIONED,
    "refusal": law.MeasureActKind.REFUSED,
    "lift": law.MeasureActKind.LIFTED,
    "paid": law.MeasureActKind.PAID,
    "annulment": law.MeasureActKind.ANNULLED,
    "expiry": law.MeasureActKind.EXPIRED,
}


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


def proposal(
    proceeding: Proceeding,
    kind: law.MeasureKind,
    *,
    ends_on: date | None,
    at: datetime,
    own: Measure | None = None,
) -> law.ProposalFacts:
    """What the law needs to allow a proposal; `own` is the measure itself when a judge decides on it again."""
    writ = proceeding.writ
    others = Measure.objects.filter(
        proceeding=proceeding, kind=kind.value, ended_at__isnull=True, refused_at__isnull=True
    )
    if own is not None:
        others = others.exclude(pk=own.pk)
    return law.ProposalFacts(
        measure=kind,
        at=at,
        claim=law.ClaimKind(writ.claim),
        outstanding_minor=outstanding_minor(proceeding),
        currency=writ.currency,
        arrears_since=writ.arrears_since,
        debtor_birth_date=writ.debtor.birth_date,
        debtor_died_on=writ.debtor.died_on,
        proceeding_open=proceeding.closed_at is None,
        measure_open=others.exists(),
        special_notice_served_at=_served_at(proceeding, special=True, at=at),
        other_notice_served_at=_served_at(proceeding, special=False, at=at),
        ends_on=ends_on,
    )


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


def lift(measure: Measure, *, by: Official, reasons: str, at: datetime) -> law.LiftFacts:
    """What the law needs to let this official lift the measure."""
    own = by.pk == measure.proceeding.agent_id or (
        by.court_id is not None and by.court_id == measure.proceeding.writ.court_id
    )
    return law.LiftFacts(state=state(measure, at), role=law.Role(by.role), reasons=reasons, own_case=own, at=at)


def payment_release(measure: Measure, *, at: datetime) -> law.PaymentReleaseFacts:
    """What the law needs to release by a booked payment."""
    return law.PaymentReleaseFacts(
        state=state(measure, at),
        outstanding_minor=outstanding_minor(measure.proceeding),
        booked=True,
        returned=False,
        at=at,
    )


def expiry(measure: Measure, *, at: datetime) -> law.ExpiryFacts:
    """What the law needs to write down that the measure's time is over."""
    return law.ExpiryFacts(state=recorded_state(measure), ends_on=measure.ends_on, at=at)


def standing(measure: Measure, at: datetime) -> law.Standing:
    """What is in force at a moment: the law's own definition, over the measure's acts."""
    acts = Act.objects.filter(measure=measure, kind__in=_ACT_KINDS).order_by("pk")
    return book().standing(
        [
            law.MeasureAct(
                _ACT_KINDS[done.kind],
                done.at,
                measure.ends_on if done.kind in {"proposal", "sanction"} else None,
            )
            for done in acts
        ],
        at,
    )


def state(measure: Measure, at: datetime) -> law.MeasureState:
    """The measure's state at a moment, by the projection that its acts wrote."""
    recorded = recorded_state(measure)
    if recorded is law.MeasureState.IN_FORCE and at >= book().end_of(measure.ends_on):
        return law.MeasureState.EXPIRED
    return recorded


def recorded_state(measure: Measure) -> law.MeasureState:
    """The state as written down, whatever the clock says."""
    if measure.refused_at is not None:
        return law.MeasureState.REFUSED
    if measure.ended_at is not None:
        return law.MeasureState.EXPIRED if measure.end_reason == "expired" else law.MeasureState.RELEASED
    return law.MeasureState.PROPOSED if measure.in_force_from is None else law.MeasureState.IN_FORCE
