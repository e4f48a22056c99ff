"""The answer of a check: a state, why, and after a hit what the clerk hands over. It is never kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiqyn.client.reasons import Reason
from aiqyn.law import EffectKind, Purpose
from aiqyn.protocol.leaves import SanctionLeaf
from aiqyn.protocol.states import State


@dataclass(frozen=True, slots=True)
class Answer:
    """CLEAR, HIT or UNKNOWN at a moment (aware). Order, effect and number are there after a hit, and only
    then.
    """

    state: State
    reason: Reason
    at: datetime
    purpose: Purpose | None = None
    order: SanctionLeaf | None = None
    effect: EffectKind | None = None
    number: str | None = None
    #: The register is on trial: whatever the answer, nothing is done by it.
    shadow: bool = False

    def to_json(self) -> dict[str, Any]:
        """The answer as a JSON object, for a ministry's own system. It has nothing of what was asked."""
        document: dict[str, Any] = {
            "state": self.state.value,
            "reason": self.reason.value,
            "alarm": self.reason.alarm,
            "unexplained": self.reason.unexplained,
            "shadow": self.shadow,
            "purpose": self.purpose.value if self.purpose else None,
            "at": self.at.isoformat(timespec="seconds"),
            "effect": self.effect.value if self.effect else None,
            "number": self.number,
            "order": None,
        }
        if self.order:
            # The commitment to the person stays out: it is the ledger's, and names nobody to a reader.
            content = self.order.content()
            document["order"] = {name: content[name] for name in content if name not in ("kind", "subject")}
        return document
