"""What the law says to facts: the first rule that stands against them, or the ground they rest on."""

from __future__ import annotations

from aiqyn.law import contests, lives
from aiqyn.law.entries import Allowed, Refused
from aiqyn.law.facts import (
    AnnulmentFacts,
    ContestDecisionFacts,
    ContestFacts,
    DisputeFacts,
    ExpiryFacts,
    Facts,
    ImpoundReleaseFacts,
    LiftFacts,
    PaymentReleaseFacts,
    ProposalFacts,
    RefusalFacts,
    RenewalFacts,
    ResumptionFacts,
    ReviewFacts,
    SanctionFacts,
    SuspensionFacts,
    SuspensionRefusalFacts,
    WithdrawalFacts,
)
from aiqyn.law.proposals import decide_proposal, decide_renewal, decide_sanction, ground
from aiqyn.law.rulebook import Rules, day_of, refused

__all__ = ["Rules", "decide", "ground"]

_Simple = (
    RefusalFacts
    | LiftFacts
    | PaymentReleaseFacts
    | ExpiryFacts
    | SuspensionFacts
    | SuspensionRefusalFacts
    | ResumptionFacts
    | ReviewFacts
    | AnnulmentFacts
    | WithdrawalFacts
    | ContestFacts
    | ContestDecisionFacts
    | DisputeFacts
    | ImpoundReleaseFacts
)


def decide(law: Rules, facts: Facts) -> Allowed | Refused:
    """Allowed with the rules it rests on, or Refused with code, article and words."""
    match facts:
        case ProposalFacts():
            return decide_proposal(law, facts)
        case SanctionFacts():
            return decide_sanction(law, facts)
        case RenewalFacts():
            return decide_renewal(law, facts)
        case _:
            against = _against(law, facts)
            return refused(law, against, day_of(law, facts.at)) if against else Allowed()


def _against(law: Rules, facts: _Simple) -> str | None:
    match facts:
        case RefusalFacts():
            return lives.against_refusal(facts)
        case LiftFacts():
            return lives.against_lift(facts)
        case AnnulmentFacts():
            return lives.against_annulment(facts)
        case WithdrawalFacts():
            return lives.against_withdrawal(facts)
        case PaymentReleaseFacts():
            return lives.against_payment_release(law, facts)
        case ExpiryFacts():
            return lives.against_expiry(law, facts)
        case SuspensionFacts():
            return lives.against_suspension(law, facts)
        case SuspensionRefusalFacts():
            return lives.against_suspension_refusal(facts)
        case ResumptionFacts():
            return lives.against_resumption(facts)
        case ReviewFacts():
            return lives.against_keeping(law, facts)
        case ContestFacts():
            return contests.against_contest(law, facts)
        case ContestDecisionFacts():
            return contests.against_contest_decision(facts)
        case DisputeFacts():
            return contests.against_answer(facts)
        case ImpoundReleaseFacts():
            return contests.against_handing_over(facts)
