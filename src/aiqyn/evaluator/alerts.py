"""What an auditor is told of: refusals that a clerk at a desk does not come by. A point, a kind, a day, how often."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path

from aiqyn.evaluator.counts import Counts

_log = logging.getLogger(__name__)


class Alert(StrEnum):
    """The kinds of alerts."""

    PACE = "pace"
    DAILY_CAP = "daily-cap"
    WRONG_PURPOSE = "wrong-purpose"
    WRONG_DAY = "wrong-day"
    MALFORMED = "malformed"
    REPLAY = "replay"


class Alerts(Counts):
    """Counts of alerts: kept at each turn, told to the log once a day and kind. The log has no point's name."""

    def __init__(self, folder: Path, today: Callable[[], date]) -> None:
        super().__init__(folder, today)
        self._telling = threading.Lock()
        self._told: set[tuple[date, Alert]] = set()

    def tell(self, point: str, kind: Alert) -> None:
        """Count an alert of a point."""
        self.add(f"{point} {kind.value}", 1)
        today = self._today()
        with self._telling:
            self._told = {told for told in self._told if told[0] == today}
            new = (today, kind) not in self._told
            self._told.add((today, kind))
        if new and kind is not Alert.PACE:
            _log.warning("alert for the auditor: %s", kind.value)
