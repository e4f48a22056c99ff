"""How a stand-in says that it is one."""

from __future__ import annotations

import logging
from functools import cache

STAND_IN = "stand-in"
_log = logging.getLogger("aiqyn.neighbours")


@cache
def warn(neighbour: str) -> None:
    """Say aloud, once a process, that a neighbour is invented."""
    _log.warning("%s is a STAND-IN: what it says is invented, and nothing that it is told reaches anybody", neighbour)
