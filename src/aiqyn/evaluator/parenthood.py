"""Dying with one's parent: a worker whose parent was killed must not go on serving under keys that nobody
turns.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

WITH_PARENT = "AIQYN_DIE_WITH_PARENT"
_PR_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """Ask the kernel to kill this process when `parent`, its process id, ends; at once if it has ended
    already.

    Linux only; elsewhere nothing happens, and the operator's supervisor has to see to it.
    """
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    # The parent may have ended before the call; then the kernel has nothing left to tell.
    if os.getppid() != parent:
        os._exit(1)


def die_with_parent_if_asked() -> None:
    """The same for whoever started this process, when `AIQYN_DIE_WITH_PARENT=1` stands in the environment."""
    if os.environ.get(WITH_PARENT) == "1":
        die_with(os.getppid())
