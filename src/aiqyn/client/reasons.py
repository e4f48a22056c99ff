"""Why a check answered as it did: one code for each way through `spec/check.md`."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The code of an answer; of `alarm`: the register or the evaluator did what it must not."""

    # CLEAR
    NOT_LISTED = "not-listed"
    RELEASED = "released"
    SUSPENDED = "suspended"
    SHADOW = "shadow"
    # HIT
    IN_FORCE = "in-force"
    # UNKNOWN: this end
    NOT_CONFIGURED = "not-configured"
    LOCAL = "local-failure"
    NO_GROUND = "no-ground"
    # UNKNOWN: the way there
    NETWORK = "network"
    CREDENTIAL_REFUSED = "credential-refused"
    PACE = "pace"
    SERVER = "server"
    # UNKNOWN: the answer cannot be relied on
    HEAD_INVALID = "head-invalid"
    HEAD_STALE = "head-stale"
    SET_INVALID = "set-invalid"
    KEY_INVALID = "key-invalid"
    EVALUATION_INVALID = "evaluation-invalid"
    CONFIRMATION_INVALID = "confirmation-invalid"
    # UNKNOWN, and a matter for the prosecutor
    HEAD_ROLLED_BACK = "head-rolled-back"
    LEDGER_ROLLED_BACK = "ledger-rolled-back"
    LEDGER_INCONSISTENT = "ledger-inconsistent"
    # CLEAR, and a matter for the prosecutor: an unexplained match
    NO_ORDER = "no-order"
    ORDER_UNPROVEN = "order-unproven"
    ORDER_OF_ANOTHER = "order-of-another"
    ORDER_ENDED = "order-ended"
    EFFECT_UNLAWFUL = "effect-unlawful"
    RELEASE_UNPROVEN = "release-unproven"

    @property
    def alarm(self) -> bool:
        """Whether this must be reported: it cannot come from a bad line or a slow machine."""
        return self in _ALARMS or self.unexplained

    @property
    def unexplained(self) -> bool:
        """Whether a token was listed and no order behind it could be shown: a match that is nothing, and is kept."""
        return self in _UNEXPLAINED


_ALARMS = {
    Reason.EVALUATION_INVALID, Reason.HEAD_ROLLED_BACK, Reason.LEDGER_ROLLED_BACK, Reason.LEDGER_INCONSISTENT,
}  # fmt: skip
_UNEXPLAINED = {
    Reason.NO_ORDER, Reason.ORDER_UNPROVEN, Reason.ORDER_OF_ANOTHER, Reason.ORDER_ENDED,
    Reason.EFFECT_UNLAWFUL, Reason.RELEASE_UNPROVEN,
}  # fmt: skip


class CheckError(Exception):
    """The check cannot go on: the answer is UNKNOWN, or CLEAR for an unexplained match. Carries nothing of what was
    asked.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
