"""Processes: how one ends with its parent, and how a loop ends with a signal."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable

_log = logging.getLogger(__name__)
#: Seconds between two looks at whether the parent still lives.
_LOOK_EVERY = 0.3


def end_with_parent(parent: int) -> None:
    """End this process when `parent` has: a child whose parent was killed has been given to another."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent").start()


def loop(step: Callable[[], object], every: float, name: str) -> int:
    """Call `step` every so many seconds until SIGTERM or SIGINT. An error is told by its class, and tried again."""
    ended = threading.Event()
    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, lambda *_: ended.set())
    while not ended.is_set():
        begun = time.monotonic()
        try:
            step()
        except Exception as error:
            # The message of a database's error quotes rows; its class does not.
            _log.error("%s: a step failed: %s; trying again", name, type(error).__name__)
            ended.wait(min(1.0, every * 5))
        ended.wait(max(0.0, every - (time.monotonic() - begun)))
    return 0
