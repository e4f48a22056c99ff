"""From rows to the facts that the law decides upon."""

from aiqyn.register.facts.measures import (
    expiry,
    lift,
    payment_release,
    proposal,
    refusal,
    sanction,
    standing,
    state,
)

__all__ = ["expiry", "lift", "payment_release", "proposal", "refusal", "sanction", "standing", "state"]
