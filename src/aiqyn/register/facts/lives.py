"""Facts of what happens to a measure while it lives: suspension, resumption, review, renewal, and other ends."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn import law
from aiqyn.register.facts.measures import own_case, proposal, state
from aiqyn.register.law_book import book
from aiqyn.register.rows import Act, Measure, Official, Review, Suspension


def suspension(
    measure: Measure,
    *,
    by: Official | None,
    ground: law.SuspensionGround,
    starts_on: date | None,
    ends_on: date | None,
    reasons: str,
    papers: bool,
    contest_due_on: date | None,
    at: datetime,
) -> law.SuspensionFacts:
    """What the law needs to let the measure be suspended; `by` is None when the law itself suspends."""
    return law.SuspensionFacts(
        state=state(measure, at),
        role=None if by is None else law.Role(by.role),
        ground=ground,
        starts_on=starts_on or book().local_day(at),
        ends_on=ends_on,
        reasons=reasons,
        own_case=by is None or by.role == law.Role.DUTY_OFFICER.value or own_case(measure, by),
        at=at,
        papers=papers,
        contest_due_on=contest_due_on,
    )


def suspension_refusal(
    measure: Measure, *, by: Official, reasons: str, is_open: bool, at: datetime
) -> law.SuspensionRefusalFacts:
    """What the law needs to let a request for suspension be refused."""
    return law.SuspensionRefusalFacts(
        role=law.Role(by.role), reasons=reasons, own_case=own_case(measure, by), open=is_open, at=at
    )


def resumption(
    measure: Measure, suspended: Suspension, *, by: Official, reasons: str, at: datetime
) -> law.ResumptionFacts:
    """What the law needs to let a suspension end before its time; one that has not begun may end too."""
    now = law.MeasureState.SUSPENDED if suspended.starts_at > at else state(measure, at)
    return law.ResumptionFacts(
        state=now, role=law.Role(by.role), reasons=reasons, own_case=own_case(measure, by), at=at
    )


def review(measure: Measure, *, by: Official, reasons: str, review_by: date, at: datetime) -> law.ReviewFacts:
    """What the law needs to let this official keep the measure."""
    return law.ReviewFacts(
        state=state(measure, at),
        role=law.Role(by.role),
        reasons=reasons,
        own_case=own_case(measure, by),
        ends_on=measure.ends_on,
        review_by=review_by,
        at=at,
    )


def renewal(
    measure: Measure, *, by: Official, ends_on: date, review_by: date, reasons: str, at: datetime
) -> law.RenewalFacts:
    """What the law needs to let the measure go on to another last day."""
    return law.RenewalFacts(
        proposal=proposal(measure.proceeding, law.MeasureKind(measure.kind), ends_on=ends_on, at=at, own=measure),
        state=state(measure, at),
        role=law.Role(by.role),
        reasons=reasons,
        own_case=own_case(measure, by),
        proposed_by=measure.proposed_by.ref,
        renewed_by=by.ref,
        reviewed=_reviewed(measure, at),
        ends_on=ends_on,
        review_by=review_by,
    )


def _reviewed(measure: Measure, at: datetime) -> bool:
    """Whether it was reviewed since its sanction, or since its last renewal."""
    last = (
        Act.objects.filter(measure=measure, kind__in=("sanction", "renewal"), at__lte=at).order_by("-at", "-pk").first()
    )
    return (
        last is not None
        and Review.objects.filter(measure=measure, reviewed_at__gte=last.at, reviewed_at__lte=at).exists()
    )


def annulment(measure: Measure, *, by: Official, reasons: str, at: datetime) -> law.AnnulmentFacts:
    """What the law needs to let this official annul the measure."""
    return law.AnnulmentFacts(
        state=state(measure, at), role=law.Role(by.role), reasons=reasons, own_case=own_case(measure, by), at=at
    )


def withdrawal(measure: Measure, *, by: Official, reasons: str, at: datetime) -> law.WithdrawalFacts:
    """What the law needs to let the agent end the measure for the creditor."""
    return law.WithdrawalFacts(
        state=state(measure, at), role=law.Role(by.role), reasons=reasons, own_case=own_case(measure, by), at=at
    )


def thresholds(measure: Measure, *, at: datetime) -> tuple[int, int]:
    """The threshold of the day of sanction and that of today, minor units: a review points out the change."""
    today = book().local_day(at)
    then = today if measure.in_force_from is None else book().local_day(measure.in_force_from)

    def on(day: date) -> int:
        return book().value("threshold-mci", day) * book().mci(day)

    return on(then), on(today)
