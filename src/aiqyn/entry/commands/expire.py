"""`aiqyn expire`: write down what is over, and delete what is past its time. Run it daily, or with --every."""

from __future__ import annotations

import argparse

from aiqyn.entry.commands._register import add_config, in_register
from aiqyn.entry.processes import loop


def add_expire(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser("expire", help="end what is over, delete what is past its time")
    add_config(parser)
    parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, every so many seconds")
    parser.set_defaults(run=in_register("expire", _expire))


def _expire(arguments: argparse.Namespace) -> int:
    from django.db import close_old_connections

    def step() -> None:
        close_old_connections()
        expired, places, files = expire_now()
        if expired or places or files:
            print(f"expired: {expired} measures; forgotten: {places} places, {files} import files and refusals")

    if arguments.every:
        return loop(step, arguments.every, "expire")
    step()
    return 0


def expire_now() -> tuple[int, int, int]:
    """Expire, unseal, purge. Returns how many measures, places, import files."""
    from django.utils import timezone

    from aiqyn.register import intake
    from aiqyn.register.acting import CLOCK, ActRefused
    from aiqyn.register.acts.expire_measure import expire_measure
    from aiqyn.register.acts.unseal_places import unseal_places
    from aiqyn.register.law_book import book
    from aiqyn.register.queries import check

    now = timezone.now()
    today = book().local_day(now)
    expired = 0
    for measure in check.due_to_expire(today):
        try:
            expire_measure(measure=measure, actor=CLOCK, at=now)
            expired += 1
        except ActRefused:
            # Ended a moment ago by someone else.
            continue
    places = unseal_places(today=today, actor=CLOCK, at=now) if check.places_past(today) else 0
    return expired, places, intake.purge(today, now)
