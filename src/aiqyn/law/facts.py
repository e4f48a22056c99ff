"""What the law decides upon. Moments are aware, money is minor units with its currency, days are local days.

`at` is the moment of the decision: it chooses the rules of that day. Facts without it are decided by the newest rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aiqyn.law.kinds import ClaimKind, MeasureKind, MeasureState, Role, SubjectKind, SuspensionGround


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """May this measure be proposed now? `ends_on` is the last day it would be in force.

    `outstanding_minor` is what is left of the claim itself: fees never sustain a measure. `disputed_minor` is the part
    of it that an open contest disputes. Birth date and death are those of the person whom the measure names: None for a
    vehicle of an organisation.
    """

    measure: MeasureKind
    at: datetime
    claim: ClaimKind
    outstanding_minor: int
    currency: str
    arrears_since: date | None
    debtor_birth_date: date | None
    debtor_died_on: date | None
    proceeding_open: bool
    measure_open: bool
    special_notice_served_at: datetime | None
    other_notice_served_at: datetime | None
    ends_on: date | None
    subject: SubjectKind = SubjectKind.INDIVIDUAL
    disputed_minor: int = 0
    proceeding_paused: bool = False
    #: A notice came back: the addressee was not found. What a search rests on.
    whereabouts_unknown: bool = False
    #: A payment plan is being kept; wages are being withheld regularly.
    plan_kept: bool = False
    wages_withheld: bool = False
    #: The vehicle belongs to the debtor by the vehicle register; the head of the organisation is in office.
    vehicle_owned: bool = True
    head_in_office: bool = True


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
    """Does what is left of the debt release the measure? Fees are not counted, nor what is disputed.

    `measure` and `ground` are those of its sanction, and so is the day: the threshold is the one of then.
    `sanctioned_on` is None for callers that know only the sum; then nothing but zero releases.
    """

    state: MeasureState
    outstanding_minor: int
    booked: bool
    returned: bool
    at: datetime | None = None
    measure: MeasureKind = MeasureKind.DEPARTURE_RESTRICTION
    ground: str = ""
    sanctioned_on: date | None = None
    disputed_minor: int = 0


@dataclass(frozen=True, slots=True)
class ExpiryFacts:
    """Is the measure's time over? `state` as written down, whatever the clock says."""

    state: MeasureState
    ends_on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class SuspensionFacts:
    """May this official suspend the measure, from `starts_on` to the end of `ends_on` (None: until resumed)?

    `papers`: the request came with the papers that its ground needs (a clinic's letter, a child's medical record).
    `contest_due_on`: the day by which the open contest had to be decided, for the ground CONTEST_OVERDUE.
    """

    state: MeasureState
    role: Role | None
    ground: SuspensionGround
    starts_on: date
    ends_on: date | None
    reasons: str
    own_case: bool
    at: datetime
    papers: bool = True
    contest_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class SuspensionRefusalFacts:
    """May this official refuse a request for suspension? Reasons are owed either way."""

    role: Role
    reasons: str
    own_case: bool
    open: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class ResumptionFacts:
    """May this official end the suspension before its time?"""

    state: MeasureState
    role: Role
    reasons: str
    own_case: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """May this official keep the measure, after looking at it again, to be reviewed next by `review_by`?"""

    state: MeasureState
    role: Role
    reasons: str
    own_case: bool
    ends_on: date
    review_by: date
    at: datetime


@dataclass(frozen=True, slots=True)
class RenewalFacts:
    """May this official let the measure go on to another last day? Everything that a sanction needs, and reasons.

    `reviewed`: the measure was reviewed since its sanction or last renewal; nothing is renewed unexamined.
    """

    proposal: ProposalFacts
    state: MeasureState
    role: Role
    reasons: str
    own_case: bool
    proposed_by: str
    renewed_by: str
    reviewed: bool
    ends_on: date
    review_by: date


@dataclass(frozen=True, slots=True)
class AnnulmentFacts:
    """May this official annul the measure: say that it should not have been?"""

    state: MeasureState
    role: Role
    reasons: str
    own_case: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class WithdrawalFacts:
    """May the agent end the measure because the creditor took it back?"""

    state: MeasureState
    role: Role
    reasons: str
    own_case: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class ContestFacts:
    """May this person contest the measure? `entitled`: whom it names, its vehicle's owner, a buyer in good faith who
    says so, or a representative whose power covers it and was not revoked. `ended_on`: when it ended, if it did."""

    state: MeasureState
    entitled: bool
    open_contest: bool
    reasons: str
    ended_on: date | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ContestDecisionFacts:
    """May this official decide the contest? `sanctioned_by` and `decided_by` are compared for equality only."""

    open: bool
    role: Role
    own_case: bool
    sanctioned_by: str
    decided_by: str
    reasons: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """May this official answer "this is not my debt"?"""

    open: bool
    role: Role
    reasons: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ImpoundReleaseFacts:
    """May the vehicle be handed over? `first` and `second` are the two officials who let it go."""

    measure_ended: bool
    entitled: bool
    first: str
    second: str
    already_released: bool
    at: datetime


Facts = (
    ProposalFacts
    | SanctionFacts
    | RefusalFacts
    | LiftFacts
    | PaymentReleaseFacts
    | ExpiryFacts
    | SuspensionFacts
    | SuspensionRefusalFacts
    | ResumptionFacts
    | ReviewFacts
    | RenewalFacts
    | AnnulmentFacts
    | WithdrawalFacts
    | ContestFacts
    | ContestDecisionFacts
    | DisputeFacts
    | ImpoundReleaseFacts
)
