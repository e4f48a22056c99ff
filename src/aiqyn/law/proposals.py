"""May a measure be proposed, sanctioned, go on? The questions are asked in the order in which a person would want to
hear the answer: what cannot be mended first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from aiqyn.law.calendar import add_months, age
from aiqyn.law.entries import Allowed, MeasureRule, NoticeNeeded, Refused
from aiqyn.law.facts import ProposalFacts, RenewalFacts, SanctionFacts
from aiqyn.law.kinds import ClaimKind, MeasureKind, MeasureState, Role, SubjectKind
from aiqyn.law.rulebook import Rules, refused


def _debt(law: Rules, facts: ProposalFacts, today: date) -> bool:
    """The undisputed debt is over the threshold."""
    threshold = law.value("threshold-mci", today) * law.value("mci", today)
    return facts.outstanding_minor - facts.disputed_minor > threshold


def _periodic(law: Rules, facts: ProposalFacts, today: date) -> bool:
    """Periodic payments have been unpaid for long enough, and are not all disputed."""
    return (
        facts.claim is ClaimKind.PERIODIC
        and facts.outstanding_minor > facts.disputed_minor
        and facts.arrears_since is not None
        and add_months(facts.arrears_since, law.value("periodic-months", today)) < today
    )


def _whereabouts(law: Rules, facts: ProposalFacts, today: date) -> bool:
    """Nobody knows where the debtor is, and something is owed."""
    return facts.whereabouts_unknown and facts.outstanding_minor > 0


def _owned(law: Rules, facts: ProposalFacts, today: date) -> bool:
    """Something undisputed is owed, and the vehicle is the debtor's."""
    return facts.vehicle_owned and facts.outstanding_minor > facts.disputed_minor


#: What each ground looks for, by the code of its rule. Which of them a measure has is data.
GROUNDS: dict[str, Callable[[Rules, ProposalFacts, date], bool]] = {
    "ground-debt": _debt,
    "ground-periodic": _periodic,
    "ground-whereabouts": _whereabouts,
    "ground-vehicle": _owned,
}


def ground(law: Rules, facts: ProposalFacts) -> str | None:
    """The code of the first ground of the measure that holds; None when none does."""
    today = law.local_day(facts.at)
    measure = law.measure(facts.measure, today)
    if measure is None:
        return None
    return next((code for code in measure.grounds if GROUNDS[code](law, facts, today)), None)


def decide_proposal(law: Rules, facts: ProposalFacts) -> Allowed | Refused:
    """May this measure be proposed now?"""
    today = law.local_day(facts.at)
    measure = law.measure(facts.measure, today)
    if measure is None:
        return refused(law, "measure-not-in-this-country", today)
    against = (
        _against_case(facts)
        or _against_subject(law, facts, measure, today)
        or _against_debt(law, facts)
        or _against_notice(facts, measure)
        or against_end(law, facts.ends_on, today)
    )
    if against:
        return refused(law, against, today)
    found = ground(law, facts)
    return Allowed((found,) if found else ())


def _against_case(facts: ProposalFacts) -> str | None:
    if not facts.proceeding_open:
        return "proceeding-closed"
    if facts.proceeding_paused and facts.measure is not MeasureKind.DEBTOR_SEARCH:
        return "proceeding-paused"
    return "measure-already-open" if facts.measure_open else None


def _against_subject(law: Rules, facts: ProposalFacts, measure: MeasureRule, today: date) -> str | None:
    if facts.debtor_died_on is not None:
        return "debtor-dead"
    if facts.subject not in measure.subjects:
        return "subject-not-named"
    if facts.subject is SubjectKind.HEAD and not facts.head_in_office:
        return "head-not-in-office"
    if facts.measure.of_vehicle and not facts.vehicle_owned:
        return "vehicle-not-the-debtors"
    if measure.majority and facts.debtor_birth_date is not None:
        return "debtor-minor" if age(facts.debtor_birth_date, today) < law.value("age-of-majority", today) else None
    return None


_NO_GROUND = {MeasureKind.DEPARTURE_RESTRICTION: "no-ground", MeasureKind.DEBTOR_SEARCH: "whereabouts-known"}


def _against_debt(law: Rules, facts: ProposalFacts) -> str | None:
    if facts.currency != law.currency:
        return "currency-not-national"
    if not ground(law, facts):
        return _NO_GROUND.get(facts.measure, "nothing-owed")
    # Whoever pays by a plan, or through their employer, is paying.
    if facts.plan_kept:
        return "payment-plan-kept"
    return "wages-withheld" if facts.wages_withheld else None


def _against_notice(facts: ProposalFacts, measure: MeasureRule) -> str | None:
    def served(moment: datetime | None) -> bool:
        return moment is not None and moment <= facts.at

    if measure.notice is NoticeNeeded.NONE:
        return None
    if measure.notice is NoticeNeeded.SPECIAL:
        return None if served(facts.special_notice_served_at) else "special-notice-not-served"
    any_notice = served(facts.special_notice_served_at) or served(facts.other_notice_served_at)
    return None if any_notice else "notice-not-served"


def against_end(law: Rules, ends_on: date | None, today: date) -> str | None:
    """What stands against a last day."""
    if ends_on is None:
        return "end-missing"
    if ends_on < today:
        return "end-in-the-past"
    return "end-too-late" if ends_on > add_months(today, law.value("ends-after-months", today)) else None


def against_review(law: Rules, review_by: date, ends_on: date, today: date) -> str | None:
    """What stands against a day of review: from tomorrow, in time, and not after the end."""
    latest = add_months(today, law.value("review-by-months", today))
    return None if today < review_by <= min(latest, ends_on) else "review-not-in-time"


def decide_sanction(law: Rules, facts: SanctionFacts) -> Allowed | Refused:
    """May this official sanction the proposal now?"""
    today = law.local_day(facts.proposal.at)
    against: str | None = None
    if facts.role is not Role.JUDGE:
        against = "not-a-judge"
    elif facts.proposed_by == facts.sanctioned_by:
        against = "own-proposal"
    elif facts.state is not MeasureState.PROPOSED:
        against = "not-proposed"
    if against:
        return refused(law, against, today)
    return _decide_again(law, facts.proposal, facts.ends_on, facts.review_by, today)


def decide_renewal(law: Rules, facts: RenewalFacts) -> Allowed | Refused:
    """May this official let the measure go on to another last day?"""
    today = law.local_day(facts.proposal.at)
    against: str | None = None
    if facts.role is not Role.JUDGE:
        against = "not-a-judge"
    elif not facts.own_case:
        against = "not-own-case"
    elif facts.proposed_by == facts.renewed_by:
        against = "own-proposal"
    elif facts.state not in {MeasureState.IN_FORCE, MeasureState.SUSPENDED}:
        against = "not-in-force"
    elif not facts.reasons.strip():
        against = "reasons-missing"
    elif not facts.reviewed:
        against = "not-reviewed"
    if against:
        return refused(law, against, today)
    return _decide_again(law, facts.proposal, facts.ends_on, facts.review_by, today)


def _decide_again(
    law: Rules, proposal: ProposalFacts, ends_on: date, review_by: date, today: date
) -> Allowed | Refused:
    decision = decide_proposal(law, proposal)
    if isinstance(decision, Refused):
        return decision
    # The judge's own last day binds, not only the one that was proposed.
    against = against_end(law, ends_on, today) or against_review(law, review_by, ends_on, today)
    return refused(law, against, today) if against else decision
