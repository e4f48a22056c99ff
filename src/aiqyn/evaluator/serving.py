"""The evaluator's process: granian in front, one worker, sixteen blocking threads, a thread that turns the
keys.

Sixteen threads: a large batch then does not starve the small ones (p50 3 ms, not 150). One worker: one set of
paces and counts. The group's library releases the interpreter's lock while it computes.
"""

from __future__ import annotations

import logging
import multiprocessing.util
import os
import threading
import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from aiqyn import law
from aiqyn.evaluator import files, parenthood
from aiqyn.evaluator.application import Application
from aiqyn.evaluator.config import Config
from aiqyn.evaluator.counts import Counts
from aiqyn.evaluator.day_keys import DayKeys
from aiqyn.evaluator.pace import Paces
from aiqyn.evaluator.points import Credentials, Points

_log = logging.getLogger(__name__)
_TURN_EVERY = 5.0  # seconds between two turns of keys and counts
_NICENESS = 5
_THREADS = 16
# What the register is told by its environment is not for this process: it must have no way to the names.
_NOT_FOR_US = (
    "AIQYN_CONFIG",
    "AIQYN_DATABASE",
    "DATABASE_URL",
    "DJANGO_SETTINGS_MODULE",
    "PGPASSWORD",
    "PGHOST",
)


def _local_today(zone: ZoneInfo) -> date:
    return datetime.now(zone).date()


class Evaluator:
    """Everything behind the doors, put together from a configuration. `today` can be given by a test."""

    def __init__(self, config: Config, today: Callable[[], date] | None = None) -> None:
        book = law.load(config.country)
        local_today = today or partial(_local_today, book.timezone)
        points = Points(config.points, time.time)
        files.make_folder(config.folder)
        self.keys = DayKeys(config.folder / "keys", book.purposes, local_today)
        self.counts = Counts(config.folder / "counts", local_today)
        self.application = Application(
            law=book,
            keys=self.keys,
            credentials=Credentials(points, time.time),
            paces=Paces(time.monotonic),
            counts=self.counts,
        )

    def turn(self) -> None:
        """Make and destroy keys, write the counts. An error is told and the next turn tries again."""
        for step in (self.keys.turn, self.counts.keep):
            try:
                step()
            except (OSError, ValueError) as error:
                _log.error("a turn failed: %s", type(error).__name__)

    def turn_for_ever(self, ended: threading.Event) -> None:
        """Turn until `ended`."""
        while not ended.wait(_TURN_EVERY):
            self.turn()


def _worker(config: Config, parent: int) -> Application:
    """What granian calls in its worker, before the first request."""
    parenthood.die_with(parent)
    # Lower priority than the desks' pages: a storm of large batches must not slow a page.
    os.nice(_NICENESS)
    logging.basicConfig(level=logging.INFO, format="[%(levelname)s] %(message)s")
    evaluator = Evaluator(config)
    evaluator.turn()
    ended = threading.Event()
    threading.Thread(target=evaluator.turn_for_ever, args=(ended,), daemon=True, name="turn").start()
    # An orderly end loses no count; `atexit` does not run in a process of multiprocessing.
    multiprocessing.util.Finalize(None, evaluator.counts.keep, exitpriority=1)
    return evaluator.application


def serve(config: Config) -> None:
    """Serve until a signal. Blocks; must be called in the main thread."""
    parenthood.die_with_parent_if_asked()
    for name in _NOT_FOR_US:
        os.environ.pop(name, None)
    server = Server(
        target="aiqyn.evaluator",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_THREADS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    server.serve(target_loader=partial(_worker, config, os.getpid()), wrap_loader=False)
