"""What the law decides upon. Moments are aware, money is minor units with its currency, days are local days.

`at` is the moment of the decision: it chooses the rules of that day. Facts without it are decided by the newest rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aiqyn.law.kinds import ClaimKind, MeasureKind, MeasureState, Role


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """May this measure be proposed now? `ends_on` is the last day it would be in force."""

    measure: MeasureKind
    at: datetime
    claim: ClaimKind
    outstanding_minor: int
    currency: str
    arrears_since: date | None
    debtor_birth_date: date
    debtor_died_on: date | None
    proceeding_open: bool
    measure_open: bool
    special_notice_served_at: datetime | None
    other_notice_served_at: datetime | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class SanctionFacts:
    """May this official sanction the proposal now? `proposal` holds the facts of this moment, not of the proposal's.

    `ends_on` is the last day that the judge gives; it may be another than the proposal asks for.
    `proposed_by` and `sanctioned_by` are opaque references of officials, compared for equality only.
    """

    proposal: ProposalFacts
    state: MeasureState
    proposed_by: str
    sanctioned_by: str
    role: Role
    ends_on: date
    review_by: date


@dataclass(frozen=True, slots=True)
class RefusalFacts:
    """May this official refuse the proposal?"""

    state: MeasureState
    proposed_by: str
    refused_by: str
    role: Role
    reasons: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LiftFacts:
    """May this official lift the measure? `own_case`: the agent's own proceeding, the judge's own court."""

    state: MeasureState
    role: Role
    reasons: str
    own_case: bool
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PaymentReleaseFacts:
    """Does this payment release the measure?"""

    state: MeasureState
    outstanding_minor: int
    booked: bool
    returned: bool
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExpiryFacts:
    """Is the measure's time over? `state` as written down, whatever the clock says."""

    state: MeasureState
    ends_on: date
    at: datetime


Facts = ProposalFacts | SanctionFacts | RefusalFacts | LiftFacts | PaymentReleaseFacts | ExpiryFacts
