"""The words that the law and the rest of the house share."""

from __future__ import annotations

from enum import StrEnum


class MeasureKind(StrEnum):
    """The four measures."""

    DEPARTURE_RESTRICTION = "departure-restriction"
    DEBTOR_SEARCH = "debtor-search"
    VEHICLE_DISPOSAL_BAN = "vehicle-disposal-ban"
    VEHICLE_DETENTION = "vehicle-detention"

    @property
    def of_vehicle(self) -> bool:
        """Whether the measure names a vehicle; the others name a person."""
        return self in {MeasureKind.VEHICLE_DISPOSAL_BAN, MeasureKind.VEHICLE_DETENTION}


class Purpose(StrEnum):
    """What a service point may ask for. What is not named here does not exist."""

    BORDER_DEPARTURE = "border-departure"
    PUBLIC_SERVICE_CENTRE = "public-service-centre"
    VEHICLE_REGISTRATION = "vehicle-registration"
    ROADSIDE_STOP = "roadside-stop"
    IMPOUND_LOT = "impound-lot"


class ClaimKind(StrEnum):
    """A sum, or payments that recur (alimony)."""

    LUMP = "lump"
    PERIODIC = "periodic"


class SubjectKind(StrEnum):
    """Whom a measure against a debt names: the debtor, or the head of a debtor organisation (Art. 33)."""

    INDIVIDUAL = "individual"
    HEAD = "head"
    ORGANISATION = "organisation"  #: as the owner of a vehicle only: an organisation crosses no border


class ClaimCategory(StrEnum):
    """What a claim is for. The order in which claims are satisfied is law data."""

    ALIMONY = "alimony"
    HARM = "harm"  #: to life or health
    WAGES = "wages"
    BUDGET = "budget"  #: taxes, fines and other claims of the state
    OTHER = "other"


class SuspensionGround(StrEnum):
    """Why a measure sleeps for a time."""

    TREATMENT = "treatment"  #: medical treatment abroad
    SICK_CHILD = "sick-child"  #: accompanying a sick child
    CONTEST_OVERDUE = "contest-overdue"
    NOT_MY_DEBT = "not-my-debt"
    COURT = "court"  #: another reason that the court gives


class EffectKind(StrEnum):
    """What a hit does at a desk."""

    BAR = "bar"
    HOLD = "hold"
    DELIVER = "deliver"


class Role(StrEnum):
    """Who acts in office."""

    AGENT = "agent"
    JUDGE = "judge"
    PROSECUTOR = "prosecutor"
    DUTY_OFFICER = "duty-officer"
    ADMINISTRATOR = "administrator"
    CUSTODIAN = "custodian"  #: of an impound lot


class MeasureState(StrEnum):
    """Where a measure stands at a moment."""

    NONE = "none"
    PROPOSED = "proposed"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    RELEASED = "released"
    EXPIRED = "expired"


class MeasureActKind(StrEnum):
    """The acts that change where a measure stands."""

    PROPOSED = "proposed"
    SANCTIONED = "sanctioned"
    REFUSED = "refused"
    LIFTED = "lifted"
    PAID = "paid"
    ANNULLED = "annulled"
    WITHDRAWN = "withdrawn"  #: by the creditor
    REPLACED = "replaced"  #: by another measure
    FOUND = "found"  #: the person sought was met, the papers delivered
    RENEWED = "renewed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXPIRED = "expired"
