"""`aiqyn sequence`: the sequencer of the ledger."""

from __future__ import annotations

import argparse
import sys

from aiqyn.entry.commands._register import add_config, in_register
from aiqyn.entry.processes import loop


def add_sequence(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser("sequence", help="run the sequencer of the ledger")
    add_config(parser)
    parser.add_argument("--once", action="store_true", help="one tick, then end")
    parser.set_defaults(run=in_register("sequence", _sequence))


def _sequence(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import close_old_connections

    from aiqyn.register import keys
    from aiqyn.register.sequencing import Sequencer, SequencerBusy

    here = settings.AIQYN
    sequencer = Sequencer(here.public / "ledger", keys.signer(here.keys, "ledger", here.origin))

    def tick() -> None:
        close_old_connections()
        sequencer.tick()

    try:
        with sequencer.lock():
            if arguments.once:
                tick()
                return 0
            return loop(tick, here.sequence_every, "sequence")
    except SequencerBusy:
        print("aiqyn sequence: another sequencer is running on this ledger", file=sys.stderr)
        return 2
