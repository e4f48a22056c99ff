"""What the law says to facts: the first rule that stands against them, or the ground they rest on.

The order of the questions is the order in which a person would want to hear the answer: what cannot be mended first.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from aiqyn.law.calendar import add_months, age
from aiqyn.law.entries import Allowed, Refused, Rule
from aiqyn.law.facts import (
    ExpiryFacts,
    Facts,
    LiftFacts,
    PaymentReleaseFacts,
    ProposalFacts,
    RefusalFacts,
    SanctionFacts,
)
from aiqyn.law.kinds import ClaimKind, MeasureKind, MeasureState, Role


class Rules(Protocol):
    """What deciding needs of a law book."""

    @property
    def currency(self) -> str:
        """The currency of the law's sums."""

    def newest(self, code: str) -> Rule:
        """The newest rule under a code."""

    def rule(self, code: str, on: date) -> Rule:
        """The rule under a code on a day."""

    def has(self, code: str, on: date) -> bool:
        """Whether there is one."""

    def value(self, code: str, on: date) -> int:
        """The number under a code on a day."""

    def local_day(self, at: datetime) -> date:
        """The country's day at a moment."""

    def end_of(self, day: date) -> datetime:
        """The first moment after a day."""


def decide(law: Rules, facts: Facts) -> Allowed | Refused:
    """Allowed with the rules it rests on, or Refused with code, article and words."""
    match facts:
        case ProposalFacts():
            return _decide_proposal(law, facts)
        case SanctionFacts():
            return _decide_sanction(law, facts)
        case RefusalFacts():
            against = _against_refusal(facts)
        case LiftFacts():
            against = _against_lift(facts)
        case PaymentReleaseFacts():
            against = _against_payment_release(law, facts)
        case ExpiryFacts():
            against = _against_expiry(law, facts)
    return _refused(law, against, _day(law, facts.at)) if against else Allowed()


def ground(law: Rules, facts: ProposalFacts) -> str | None:
    """The code of the ground: the debt over the threshold, or periodic payments unpaid for long enough."""
    today = law.local_day(facts.at)
    threshold = law.value("threshold-mci", today) * law.value("mci", today)
    if facts.outstanding_minor > threshold:
        return "ground-debt"
    months = law.value("periodic-months", today)
    if (
        facts.claim is ClaimKind.PERIODIC
        and facts.outstanding_minor > 0
        and facts.arrears_since is not None
        and add_months(facts.arrears_since, months) < today
    ):
        return "ground-periodic"
    return None


def _day(law: Rules, at: datetime | None) -> date | None:
    return None if at is None else law.local_day(at)


def _refused(law: Rules, code: str, on: date | None) -> Refused:
    rule = law.newest(code) if on is None else law.rule(code, on)
    return Refused(rule.code, rule.article, rule.verified, {k: rule.words[k] for k in ("kk", "ru", "en")})


def _decide_proposal(law: Rules, facts: ProposalFacts) -> Allowed | Refused:
    today = law.local_day(facts.at)
    against = (
        _against_person(law, facts, today)
        or _against_debt(law, facts)
        or _against_notice(law, facts, today)
        or _against_end(law, facts.ends_on, today)
    )
    if against:
        return _refused(law, against, today)
    found = ground(law, facts)
    return Allowed((found,) if found else ())


def _against_person(law: Rules, facts: ProposalFacts, today: date) -> str | None:
    if facts.measure is not MeasureKind.DEPARTURE_RESTRICTION:
        return "measure-has-no-rules-yet"
    if not facts.proceeding_open:
        return "proceeding-closed"
    if facts.measure_open:
        return "measure-already-open"
    if facts.debtor_died_on is not None:
        return "debtor-dead"
    if age(facts.debtor_birth_date, today) < law.value("age-of-majority", today):
        return "debtor-minor"
    return None


def _against_debt(law: Rules, facts: ProposalFacts) -> str | None:
    if facts.currency != law.currency:
        return "currency-not-national"
    return None if ground(law, facts) else "no-ground"


def _against_notice(law: Rules, facts: ProposalFacts, today: date) -> str | None:
    def served(moment: datetime | None) -> bool:
        return moment is not None and moment <= facts.at

    if law.has("special-notice-not-served", today):
        return None if served(facts.special_notice_served_at) else "special-notice-not-served"
    any_notice = served(facts.special_notice_served_at) or served(facts.other_notice_served_at)
    return None if any_notice else "notice-not-served"


def _against_end(law: Rules, ends_on: date | None, today: date) -> str | None:
    if ends_on is None:
        return "end-missing"
    if ends_on < today:
        return "end-in-the-past"
    return "end-too-late" if ends_on > add_months(today, law.value("ends-after-months", today)) else None


def _decide_sanction(law: Rules, facts: SanctionFacts) -> Allowed | Refused:
    today = law.local_day(facts.proposal.at)
    against: str | None = None
    if facts.role is not Role.JUDGE:
        against = "not-a-judge"
    elif facts.proposed_by == facts.sanctioned_by:
        against = "own-proposal"
    elif facts.state is not MeasureState.PROPOSED:
        against = "not-proposed"
    if against:
        return _refused(law, against, today)
    decision = _decide_proposal(law, facts.proposal)
    if isinstance(decision, Refused):
        return decision
    # The judge's own last day binds, not only the one that was proposed.
    against = _against_end(law, facts.ends_on, today)
    if against:
        return _refused(law, against, today)
    latest = add_months(today, law.value("review-by-months", today))
    if not today < facts.review_by <= min(latest, facts.ends_on):
        return _refused(law, "review-not-in-time", today)
    return decision


def _against_refusal(facts: RefusalFacts) -> str | None:
    if facts.role is not Role.JUDGE:
        return "not-a-judge"
    if facts.proposed_by == facts.refused_by:
        return "own-proposal"
    if facts.state is not MeasureState.PROPOSED:
        return "not-proposed"
    return None if facts.reasons.strip() else "reasons-missing"


def _against_lift(facts: LiftFacts) -> str | None:
    if facts.role not in {Role.AGENT, Role.JUDGE}:
        return "not-agent-or-judge"
    if not facts.own_case:
        return "not-own-case"
    if facts.state is not MeasureState.IN_FORCE:
        return "not-in-force"
    return None if facts.reasons.strip() else "reasons-missing"


def _against_payment_release(law: Rules, facts: PaymentReleaseFacts) -> str | None:
    day = _day(law, facts.at)
    switch = law.newest("release-on-booked-payment") if day is None else law.rule("release-on-booked-payment", day)
    if not switch.value:
        return "payment-needs-the-agent"
    if facts.state is not MeasureState.IN_FORCE:
        return "not-in-force"
    if facts.returned:
        return "payment-returned"
    if not facts.booked:
        return "payment-not-booked"
    return "debt-outstanding" if facts.outstanding_minor > 0 else None


def _against_expiry(law: Rules, facts: ExpiryFacts) -> str | None:
    if facts.state is not MeasureState.IN_FORCE:
        return "not-in-force"
    return "not-yet-expired" if facts.at < law.end_of(facts.ends_on) else None
