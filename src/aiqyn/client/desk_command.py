"""`aiqyn point desk`: serve the clerk's page until a signal."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from aiqyn.client import config
from aiqyn.client.delivering import Deliveries
from aiqyn.client.desk import handing_over, not_mine
from aiqyn.client.desk.pages import Pages
from aiqyn.client.desk.server import DeskServer, Errand
from aiqyn.client.disputing import Disputes
from aiqyn.client.point import Point
from aiqyn.client.wording import language_of_environment, words
from aiqyn.law import LawDataError
from aiqyn.protocol.states import State

UNKNOWN = 20
PORT_TAKEN = 2


def run(arguments: argparse.Namespace) -> int:
    """Serve; 20 when the desk is not set up, 2 when the port is taken, 0 after a signal."""
    # The page begins in Kazakh whatever the machine's language is; what is printed here follows the machine.
    told = arguments.language or language_of_environment()
    try:
        point = Point.from_config(config.find(arguments.config))
    except (config.ConfigError, LawDataError) as error:
        print(f"aiqyn point desk: {error}", file=sys.stderr)
        print(f"{State.UNKNOWN.value}: {words(told)['reason']['not-configured']}", file=sys.stderr)
        return UNKNOWN
    pages = Pages(point.config.point, point.config.purpose, point.law)
    errands: dict[str, Errand] = {
        not_mine.NAME: not_mine.NotMine(pages, Disputes(point.config).say),
        handing_over.NAME: handing_over.HandingOver(pages, Deliveries(point.config).report),
    }
    language = arguments.language or "kk"
    try:
        server = DeskServer(arguments.port, pages=pages, check=point.check, language=language, errands=errands)
    except OSError as error:
        print(f"aiqyn point desk: port {arguments.port}: {error.strerror}", file=sys.stderr)
        return PORT_TAKEN
    print(server.address, flush=True)
    _serve_until_signal(server)
    return 0


def _serve_until_signal(server: DeskServer) -> None:
    def end(*_: object) -> None:
        # `shutdown` waits for the loop, which runs in this very thread.
        threading.Thread(target=server.shutdown, daemon=True).start()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with server:
        server.serve_forever(poll_interval=0.2)
