"""What the law allows: dated rules as data, each with its article."""

from aiqyn.law.book import LawBook
from aiqyn.law.entries import (
    LANGUAGES,
    Allowed,
    Effect,
    LawDataError,
    Pace,
    PurposeRule,
    Refused,
    Rule,
    UnknownRule,
    Words,
)
from aiqyn.law.facts import (
    ExpiryFacts,
    Facts,
    LiftFacts,
    PaymentReleaseFacts,
    ProposalFacts,
    RefusalFacts,
    SanctionFacts,
)
from aiqyn.law.kinds import (
    ClaimKind,
    EffectKind,
    MeasureActKind,
    MeasureKind,
    MeasureState,
    Purpose,
    Role,
)
from aiqyn.law.loading import load, load_folder
from aiqyn.law.standing import MeasureAct, Standing, standing

__all__ = [
    "LANGUAGES", "Allowed", "ClaimKind", "Effect", "EffectKind", "ExpiryFacts", "Facts", "LawBook", "LawDataError",
    "LiftFacts", "MeasureAct", "MeasureActKind", "MeasureKind", "MeasureState", "Pace", "PaymentReleaseFacts",
    "ProposalFacts", "Purpose", "PurposeRule", "RefusalFacts", "Refused", "Role", "Rule", "SanctionFacts", "Standing",
    "UnknownRule", "Words", "load", "load_folder", "standing",
]  # fmt: skip
