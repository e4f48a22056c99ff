"""The rows of the register, one module a subject. Written by `register.acts` only, read by `register.queries` only."""

from aiqyn.register.rows.acts import Act, Leaf
from aiqyn.register.rows.check import (
    ConfirmationNonce,
    DayKey,
    Disclosure,
    PublishedToken,
    ServicePoint,
    TokenSet,
)
from aiqyn.register.rows.contests import (
    CONTEST_OUTCOMES,
    DISPUTE_OUTCOMES,
    FILED_AS,
    POWER_SCOPES,
    Contest,
    Dispute,
    Representation,
    WritClaim,
)
from aiqyn.register.rows.courts import Court
from aiqyn.register.rows.debts import (
    CHARGE_KINDS,
    Charge,
    PaymentPlan,
    PaymentReference,
    Refund,
    Withholding,
)
from aiqyn.register.rows.deliveries import DELIVERY_OUTCOMES, Delivery
from aiqyn.register.rows.impound import (
    PHOTO_TYPES,
    RELATIONS,
    ImpoundLot,
    ImpoundRelease,
    Intake,
    IntakePhoto,
    LotPost,
)
from aiqyn.register.rows.intake import ImportRefusal, ImportRun
from aiqyn.register.rows.lives import Review, Suspension, SuspensionRequest
from aiqyn.register.rows.measures import NOTICE_CHANNELS, NOTICE_KINDS, Measure, Notice
from aiqyn.register.rows.neighbours import (
    DIFFERENCE_KINDS,
    FeedCursor,
    NoticeMessage,
    Reconciliation,
    ReconciliationDifference,
    ReconciliationFault,
    ReleaseAcknowledgement,
    ShadowHit,
)
from aiqyn.register.rows.officials import Official
from aiqyn.register.rows.organisations import Organisation, OrganisationHead
from aiqyn.register.rows.payments import BankEntry, PaymentMatch
from aiqyn.register.rows.people import Person, PersonDocument
from aiqyn.register.rows.privacy import Privacy
from aiqyn.register.rows.readings import Reading
from aiqyn.register.rows.vehicles import Vehicle, VehicleCertificate
from aiqyn.register.rows.writs import Correction, Proceeding, Writ

__all__ = [
    "CHARGE_KINDS",
    "CONTEST_OUTCOMES",
    "DELIVERY_OUTCOMES",
    "DIFFERENCE_KINDS",
    "DISPUTE_OUTCOMES",
    "FILED_AS",
    "NOTICE_CHANNELS",
    "NOTICE_KINDS",
    "PHOTO_TYPES",
    "POWER_SCOPES",
    "RELATIONS",
    "Act",
    "BankEntry",
    "Charge",
    "ConfirmationNonce",
    "Contest",
    "Correction",
    "Court",
    "DayKey",
    "Delivery",
    "Disclosure",
    "Dispute",
    "FeedCursor",
    "ImportRefusal",
    "ImportRun",
    "ImpoundLot",
    "ImpoundRelease",
    "Intake",
    "IntakePhoto",
    "Leaf",
    "LotPost",
    "Measure",
    "Notice",
    "NoticeMessage",
    "Official",
    "Organisation",
    "OrganisationHead",
    "PaymentMatch",
    "PaymentPlan",
    "PaymentReference",
    "Person",
    "PersonDocument",
    "Privacy",
    "Proceeding",
    "PublishedToken",
    "Reading",
    "Reconciliation",
    "ReconciliationDifference",
    "ReconciliationFault",
    "Refund",
    "ReleaseAcknowledgement",
    "Representation",
    "Review",
    "ServicePoint",
    "ShadowHit",
    "Suspension",
    "SuspensionRequest",
    "TokenSet",
    "Vehicle",
    "VehicleCertificate",
    "Withholding",
    "Writ",
    "WritClaim",
]  # fmt: skip
