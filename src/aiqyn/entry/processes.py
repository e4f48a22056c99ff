"""Processes: how one ends with its parent, and how a loop ends with a signal."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

_log = logging.getLogger(__name__)
#: Seconds between two looks at whether the parent still lives, where the kernel does not tell.
_LOOK_EVERY = 0.3
_PR_SET_PDEATHSIG = 1
#: `1`: this process ends with the one that started it.
ASKED = "AIQYN_DIE_WITH_PARENT"
#: That one's process id. It may be gone before we ask who our parent is, and then we would ask the wrong one.
PARENT = "AIQYN_PARENT"


def end_with_parent_if_asked() -> None:
    """End with the process that started this one, when its environment asks for that. First thing of a command."""
    if os.environ.get(ASKED) == "1":
        named = os.environ.get(PARENT, "")
        end_with_parent(int(named) if named.isascii() and named.isdecimal() else os.getppid())


def end_with_parent(parent: int) -> None:
    """End this process when `parent`, a process id, has ended; at once when it has ended already.

    Call it in the main thread. Linux kills us when the thread that started us ends; elsewhere a thread looks now and
    then: a child whose parent was killed has been given to another.
    """
    told = sys.platform == "linux" and _tell_kernel()
    if os.getppid() != parent:
        os._exit(1)
    if not told:
        threading.Thread(target=_look, args=(parent,), daemon=True, name="parent").start()


def _tell_kernel() -> bool:
    return bool(ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) == 0)


def _look(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os._exit(1)


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
