"""What may happen to a measure while it lives, and how it ends. What sleeps binds nobody, and can still end."""

from __future__ import annotations

from datetime import date, timedelta

from aiqyn.law.facts import (
    AnnulmentFacts,
    ExpiryFacts,
    LiftFacts,
    PaymentReleaseFacts,
    RefusalFacts,
    ResumptionFacts,
    ReviewFacts,
    SuspensionFacts,
    SuspensionRefusalFacts,
    WithdrawalFacts,
)
from aiqyn.law.kinds import MeasureKind, MeasureState, Role, SuspensionGround
from aiqyn.law.proposals import against_review
from aiqyn.law.rulebook import Rules, day_of

_BINDING = {MeasureState.IN_FORCE, MeasureState.SUSPENDED}


def against_refusal(facts: RefusalFacts) -> str | None:
    """What stands against refusing a proposal."""
    if facts.role is not Role.JUDGE:
        return "not-a-judge"
    if facts.proposed_by == facts.refused_by:
        return "own-proposal"
    if facts.state is not MeasureState.PROPOSED:
        return "not-proposed"
    return None if facts.reasons.strip() else "reasons-missing"


def against_lift(facts: LiftFacts) -> str | None:
    """What stands against lifting a measure."""
    if facts.role not in {Role.AGENT, Role.JUDGE}:
        return "not-agent-or-judge"
    return _against_ending(facts)


def against_annulment(facts: AnnulmentFacts) -> str | None:
    """What stands against annulling a measure."""
    return "not-a-judge" if facts.role is not Role.JUDGE else _against_ending(facts)


def against_withdrawal(facts: WithdrawalFacts) -> str | None:
    """What stands against ending a measure because the creditor took it back."""
    return "not-the-agent" if facts.role is not Role.AGENT else _against_ending(facts)


def _against_ending(facts: LiftFacts | AnnulmentFacts | WithdrawalFacts) -> str | None:
    if not facts.own_case:
        return "not-own-case"
    if facts.state not in _BINDING:
        return "not-in-force"
    return None if facts.reasons.strip() else "reasons-missing"


def against_payment_release(law: Rules, facts: PaymentReleaseFacts) -> str | None:
    """What stands against a release by what was paid."""
    day = day_of(law, facts.at)
    switch = law.newest("release-on-booked-payment") if day is None else law.rule("release-on-booked-payment", day)
    if not switch.value:
        return "payment-needs-the-agent"
    if facts.state not in _BINDING:
        return "not-in-force"
    if facts.returned:
        return "payment-returned"
    if not facts.booked:
        return "payment-not-booked"
    return None if facts.outstanding_minor <= 0 or _under_threshold(law, facts) else "debt-outstanding"


def _under_threshold(law: Rules, facts: PaymentReleaseFacts) -> bool:
    """Whether what is undisputed is not over the threshold of the day of the sanction, and that suffices."""
    if facts.measure is not MeasureKind.DEPARTURE_RESTRICTION or facts.ground != "ground-debt":
        return False
    if facts.sanctioned_on is None or facts.at is None:
        return False
    if not law.value("release-under-threshold", law.local_day(facts.at)):
        return False
    then = facts.sanctioned_on
    threshold = law.value("threshold-mci", then) * law.value("mci", then)
    return facts.outstanding_minor - facts.disputed_minor <= threshold


def against_expiry(law: Rules, facts: ExpiryFacts) -> str | None:
    """What stands against writing down that a measure's time is over."""
    if facts.state not in _BINDING:
        return "not-in-force"
    return "not-yet-expired" if facts.at < law.end_of(facts.ends_on) else None


def against_suspension(law: Rules, facts: SuspensionFacts) -> str | None:
    """What stands against letting a measure sleep."""
    today = law.local_day(facts.at)
    rule = law.suspension(facts.ground, today)
    if facts.role is None:
        if facts.ground is not SuspensionGround.CONTEST_OVERDUE or not law.value("contest-overdue-suspends", today):
            return "not-the-laws-own"
        if facts.contest_due_on is None or today <= facts.contest_due_on:
            return "contest-not-overdue"
    elif facts.role not in rule.roles:
        return "not-for-this-role"
    if not facts.own_case:
        return "not-own-case"
    if facts.state not in _BINDING:
        return "not-in-force"
    if not facts.reasons.strip():
        return "reasons-missing"
    if rule.papers and not facts.papers:
        return "papers-missing"
    return _against_days(facts, rule.most_days, today)


def _against_days(facts: SuspensionFacts, most_days: int | None, today: date) -> str | None:
    if facts.starts_on < today:
        return "suspension-in-the-past"
    if facts.ends_on is None:
        return "suspension-without-end" if most_days is not None else None
    if facts.ends_on < facts.starts_on:
        return "suspension-in-the-past"
    too_long = most_days is not None and facts.ends_on >= facts.starts_on + timedelta(days=most_days)
    return "suspension-too-long" if too_long else None


def against_suspension_refusal(facts: SuspensionRefusalFacts) -> str | None:
    """What stands against refusing a request for suspension."""
    if facts.role is not Role.JUDGE:
        return "not-a-judge"
    if not facts.own_case:
        return "not-own-case"
    if not facts.open:
        return "request-decided"
    return None if facts.reasons.strip() else "reasons-missing"


def against_resumption(facts: ResumptionFacts) -> str | None:
    """What stands against ending a suspension before its time. Whoever suspended, a court wakes."""
    if facts.role is not Role.JUDGE:
        return "not-a-judge"
    if not facts.own_case:
        return "not-own-case"
    if facts.state is not MeasureState.SUSPENDED:
        return "not-suspended"
    return None if facts.reasons.strip() else "reasons-missing"


def against_keeping(law: Rules, facts: ReviewFacts) -> str | None:
    """What stands against keeping a measure after a review."""
    if facts.role is not Role.JUDGE:
        return "not-a-judge"
    if not facts.own_case:
        return "not-own-case"
    if facts.state not in _BINDING:
        return "not-in-force"
    if not facts.reasons.strip():
        return "reasons-missing"
    today = law.local_day(facts.at)
    # On its last day there is nothing to come back to.
    return None if facts.ends_on <= today else against_review(law, facts.review_by, facts.ends_on, today)
