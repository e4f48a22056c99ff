"""What the operating system must not write down of this process: no core dump, nothing for a debugger of the same
user."""

from __future__ import annotations

import ctypes
import os
import resource
import sys

_PR_SET_DUMPABLE = 4


def forbid_dumps() -> None:
    """Forbid core dumps of this process and of its children, and let no other process read its memory.

    Linux: `prctl(PR_SET_DUMPABLE, 0)` besides the limit, since a system that pipes cores to a collector does not ask
    the limit. The limit is inherited, the other is not: every process calls this. A swapped page is the operator's to
    prevent (encrypted swap, or none).
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
