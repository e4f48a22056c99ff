"""`aiqyn simulate --year`: a year of a synthetic country through the real acts, and what it comes to."""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
import tempfile
import time
from pathlib import Path


def add_simulate(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "simulate",
        help="a year of a synthetic country, and whether every invariant holds",
        description=(
            "Live a year: writs with mistakes, namesakes, twins, new passports, deaths, payments, suspensions, checks "
            "at desks; through the real imports, acts, publisher, evaluator and client, at a clock of its own."
        ),
    )
    parser.add_argument("--year", action="store_true", required=True, help="one year, ending today")
    parser.add_argument("--people", type=int, default=10_000, help="how many people (default: 10000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same year (default: 1)")
    parser.set_defaults(run=run_simulate)


def run_simulate(arguments: argparse.Namespace) -> int:
    """Live the year in a temporary folder. 0 only when every invariant holds."""
    if not 1000 <= arguments.people <= 1_000_000:
        print("aiqyn simulate: --people: from 1,000 to 1,000,000", file=sys.stderr)
        return 2
    for name in ("django", "defusedxml", "stdnum"):
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="aiqyn-year-") as name:
        return _live(Path(name), arguments.people, arguments.seed)


def _live(folder: Path, people: int, seed: int) -> int:
    from aiqyn.register import installation
    from aiqyn.simulate.folder import stay_home

    register = folder / "register"
    origin = "year.example/aiqyn"
    installation.write_configuration(
        register / "aiqyn.toml", origin=origin, public_url="http://127.0.0.1:1", evaluator_url="http://127.0.0.1:2"
    )
    installation.create_keys(register, origin)
    stay_home(register / "aiqyn.toml")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    logging.getLogger("aiqyn").setLevel(logging.ERROR)
    from django.utils import timezone

    from aiqyn.ledger import TileStore
    from aiqyn.register.law_book import book
    from aiqyn.simulate.year.running import Year
    from aiqyn.simulate.year.telling import verdict

    begun = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - begun:8.1f} s  {text}", flush=True)

    year = Year(folder, register, people, seed, book().local_day(timezone.now()), say)
    year.run()
    say("the year is over; looking at everything once more")
    sound, lines = verdict(year, TileStore(register / "public" / "ledger"))
    print("\n".join(lines), flush=True)
    return 0 if sound else 1
