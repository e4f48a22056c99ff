"""The evaluator's processes: granian in front, a worker for each core, in each sixteen blocking threads and a thread
that turns the keys.

Sixteen threads: a large batch then does not starve the small ones (p50 3 ms, not 150). The workers share keys,
paces and counts through the folder. The group's library releases the interpreter's lock while it computes.
"""

from __future__ import annotations

import logging
import multiprocessing.util
import os
import threading
from functools import partial

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from aiqyn.evaluator import parenthood, secrecy
from aiqyn.evaluator.application import Application
from aiqyn.evaluator.assembly import Evaluator
from aiqyn.evaluator.config import Config

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


def _worker(config: Config, parent: int) -> Application:
    """What granian calls in its worker, before the first request."""
    parenthood.die_with(parent)
    secrecy.forbid_dumps()
    # Lower priority than the desks' pages: a storm of large batches must not slow a page.
    os.nice(_NICENESS)
    logging.basicConfig(level=logging.INFO, format="[%(levelname)s] %(message)s")
    evaluator = Evaluator(config)
    evaluator.turn()
    ended = threading.Event()
    threading.Thread(target=evaluator.turn_for_ever, args=(ended,), daemon=True, name="turn").start()
    # An orderly end loses no count; `atexit` does not run in a process of multiprocessing.
    multiprocessing.util.Finalize(None, evaluator.keep, exitpriority=1)
    return evaluator.application


def serve(config: Config) -> None:
    """Serve until a signal. Blocks; must be called in the main thread."""
    parenthood.die_with_parent_if_asked()
    secrecy.forbid_dumps()
    for name in _NOT_FOR_US:
        os.environ.pop(name, None)
    server = Server(
        target="aiqyn.evaluator",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.processes,
        blocking_threads=_THREADS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    server.serve(target_loader=partial(_worker, config, os.getpid()), wrap_loader=False)
