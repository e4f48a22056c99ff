"""From rows to the facts that the law decides upon."""

from aiqyn.register.facts.lives import (
    annulment,
    renewal,
    resumption,
    review,
    suspension,
    suspension_refusal,
    thresholds,
    withdrawal,
)
from aiqyn.register.facts.measures import (
    expiry,
    lift,
    own_case,
    payment_release,
    proposal,
    refusal,
    restricted,
    sanction,
    state,
)
from aiqyn.register.facts.standing import standing

__all__ = [
    "annulment", "expiry", "lift", "own_case", "payment_release", "proposal", "refusal", "renewal", "restricted",
    "resumption", "review", "sanction", "standing", "state", "suspension", "suspension_refusal", "thresholds",
    "withdrawal",
]  # fmt: skip
