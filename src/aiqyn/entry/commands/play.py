"""`aiqyn play`: a synthetic country in one command; `--story`: the whole road, headless, with its times."""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from pathlib import Path

from aiqyn.simulate.stories import NAMES, tell


def add_play(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "play",
        help="a synthetic country: everything on this machine",
        description="Start the register, the evaluator and two desks with a synthetic country, on SQLite.",
    )
    parser.add_argument("--port", type=int, default=8000, help="the first port to try (default: 8000)")
    parser.add_argument("--people", type=int, default=20_000, help="how many people (default: 20000)")
    parser.add_argument("--folder", type=Path, default=Path("play"), help="where it lives (default: ./play)")
    parser.add_argument("--fresh", action="store_true", help="delete the folder's country and make a new one")
    parser.add_argument("--json", action="store_true", help="print one line of JSON once ready")
    parser.add_argument(
        "--story",
        nargs="?",
        const="release",
        choices=NAMES,
        help="walk one road in a temporary folder, and end (default: release)",
    )
    parser.set_defaults(run=run_play)


def run_play(arguments: argparse.Namespace) -> int:
    """Make, start, tell, and stay until a signal. 2 when it cannot begin."""
    if not 100 <= arguments.people <= 1_000_000:
        return _refuse("--people: from 100 to 1,000,000")
    if not 1 <= arguments.port <= 65_000:
        return _refuse("--port: from 1 to 65000")
    # What a part would miss minutes later in a log of its own is said now.
    for name in ("django", "defusedxml", "granian", "stdnum", "whitenoise"):
        importlib.import_module(name)
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    if arguments.story:
        return tell(arguments.story)
    return _play(arguments)


def _refuse(reason: str) -> int:
    print(f"aiqyn play: {reason}", file=sys.stderr)
    return 2


def _play(arguments: argparse.Namespace) -> int:
    from aiqyn.protocol.errors import ProtocolError
    from aiqyn.simulate import folder, playing, ports, telling
    from aiqyn.simulate.household import Addresses, Household, NotReady

    def say(text: str) -> None:
        print(f"  {text}", file=sys.stderr if arguments.json else sys.stdout, flush=True)

    try:
        claim = folder.Claim(arguments.folder.resolve())
        house = Household(claim.folder, Addresses.from_port(arguments.port))
        personas = playing.prepare(house, claim, arguments.people, fresh=arguments.fresh, say=say)
    except (folder.NotOurs, ports.NoPort) as error:
        return _refuse(str(error))
    except ProtocolError as error:
        return _refuse(f"{claim.folder / 'evaluator' / 'points.json'}: {error}")
    try:
        house.start()
        house.wait()
        print(telling.as_json(house, personas) if arguments.json else telling.as_text(house, personas), flush=True)
        trouble = house.watch()
    except NotReady as error:
        trouble = str(error)
    except KeyboardInterrupt:
        trouble = ""
    finally:
        house.family.stop()
    if trouble:
        print(f"aiqyn play: {trouble}", file=sys.stderr)
    return 1 if trouble else 0
