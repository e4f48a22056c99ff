"""Everything behind the evaluator's doors, put together from a configuration and a clock."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from aiqyn import law
from aiqyn.evaluator import files
from aiqyn.evaluator.access import Access
from aiqyn.evaluator.alerts import Alerts
from aiqyn.evaluator.application import Application
from aiqyn.evaluator.config import Config
from aiqyn.evaluator.counts import Counts
from aiqyn.evaluator.day_keys import DayKeys
from aiqyn.evaluator.pace import Paces
from aiqyn.evaluator.points import Credentials, Points
from aiqyn.evaluator.published import Published
from aiqyn.evaluator.seal import Seal

_log = logging.getLogger(__name__)
TURN_EVERY = 5.0  # seconds between two turns of keys, paces and counts
#: For so many seconds after midnight yesterday's key still answers: a check that began before it must not fail.
GRACE = 60


class Evaluator:
    """One process of an evaluator. Several share one folder: keys, paces, counts. `clock` gives unix seconds."""

    def __init__(self, config: Config, clock: Callable[[], float] = time.time) -> None:
        book = law.load(config.country)
        self._clock = clock
        self._zone = book.timezone
        folder: Path = config.folder
        files.make_folder(folder)
        points = Points(config.points, clock)
        self.keys = DayKeys(
            folder / "keys", book.purposes, self.today, seal=Seal.of_file(config.seal_file), lately=self.lately
        )
        self.counts = Counts(folder / "counts", self.today)
        self.alerts = Alerts(folder / "alerts", self.today)
        self.paces = Paces(folder / "pace", clock, book.timezone)
        self.access = Access(folder, Credentials(points, clock), points, clock)
        self.application = Application(
            law=book, keys=self.keys, access=self.access, paces=self.paces, counts=self.counts, alerts=self.alerts,
            published=Published(folder / "counts", folder / "alerts", self.today),
        )  # fmt: skip

    def today(self) -> date:
        """The register's local day."""
        return datetime.fromtimestamp(self._clock(), self._zone).date()

    def lately(self) -> date:
        """The local day of a moment ago."""
        return datetime.fromtimestamp(self._clock() - GRACE, self._zone).date()

    def turn(self) -> None:
        """Make and destroy keys, write what is counted. An error is told, and the next turn tries again."""
        self._each(self.keys.turn, self.access.sweep, self.keep)

    def keep(self) -> None:
        """Write what is counted, and give back what was leased."""
        self._each(self.paces.settle, self.counts.keep, self.alerts.keep)

    def turn_for_ever(self, ended: threading.Event) -> None:
        """Turn until `ended`."""
        while not ended.wait(TURN_EVERY):
            self.turn()

    @staticmethod
    def _each(*steps: Callable[[], None]) -> None:
        for step in steps:
            try:
                step()
            except (OSError, ValueError) as error:
                _log.error("a turn failed: %s", type(error).__name__)
