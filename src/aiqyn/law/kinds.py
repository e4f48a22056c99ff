"""The words that the law and the rest of the house share."""

from __future__ import annotations

from enum import StrEnum


class MeasureKind(StrEnum):
    """The four measures. Only the departure restriction has rules so far."""

    DEPARTURE_RESTRICTION = "departure-restriction"
    DEBTOR_SEARCH = "debtor-search"
    VEHICLE_DISPOSAL_BAN = "vehicle-disposal-ban"
    VEHICLE_DETENTION = "vehicle-detention"


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


class MeasureState(StrEnum):
    """Where a measure stands at a moment."""

    NONE = "none"
    PROPOSED = "proposed"
    IN_FORCE = "in-force"
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
    EXPIRED = "expired"
