"""The closed lists of the conversation: what a check can answer, and what a confirmation can say."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """The answer of a check. An error is UNKNOWN: never a hit, never clear."""

    CLEAR = "CLEAR"
    HIT = "HIT"
    UNKNOWN = "UNKNOWN"


class Status(StrEnum):
    """What the register says of a full output that was found in a token set."""

    IN_FORCE = "in-force"
    NO_LONGER = "no-longer-in-force"
    NO_ORDER = "no-order"
    SHADOW = "shadow"
