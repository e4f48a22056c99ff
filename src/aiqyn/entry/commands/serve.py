"""`aiqyn serve`: the register's pages and the check's addresses, under granian and WSGI."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from aiqyn.entry.commands._register import add_config, in_register
from aiqyn.entry.processes import end_with_parent

# Most of a confirmation is waiting (aiqyn.disclosure.doorway.QUANTUM): 16 threads give 600 a second.
_THREADS = 16


def add_serve(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser("serve", help="run the register's pages and confirmations")
    add_config(parser)
    parser.add_argument("--workers", type=int, default=1, help="processes (more than one on PostgreSQL only)")
    parser.set_defaults(run=in_register("serve", _serve))


def _worker(parent: int) -> Callable[..., Any]:
    """What granian calls in its worker: a worker whose parent was killed ends too."""
    end_with_parent(parent)
    from aiqyn.entry.wsgi import application

    return application


def _serve(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    here = settings.AIQYN
    server = Server(
        target="aiqyn.entry.wsgi",
        address=here.host,
        port=here.port,
        interface=Interfaces.WSGI,
        workers=arguments.workers,
        blocking_threads=_THREADS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    server.serve(target_loader=partial(_worker, os.getpid()), wrap_loader=False)
    return 0
