"""A provider of messages of an invented country: nothing is sent, and everything arrives at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

from aiqyn.register.neighbours.notifications import DeliveryReport, Message
from aiqyn.simulate.neighbours.label import STAND_IN, warn


class SyntheticNotifier:
    """Keeps references and when they came, in memory; no text and nobody's number."""

    labelled = STAND_IN

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._arrived: dict[str, datetime] = {}
        warn("the provider of messages")

    def send(self, message: Message) -> str:
        """As `register.neighbours.notifications.Notifier`."""
        self._arrived.setdefault(message.reference, self._clock())
        return hashlib.sha256(message.reference.encode()).hexdigest()[:16]

    def reports(self, references: Sequence[str]) -> tuple[DeliveryReport, ...]:
        """As `register.neighbours.notifications.Notifier`."""
        return tuple(DeliveryReport(one, self._arrived[one]) for one in references if one in self._arrived)
