"""`aiqyn expire`: write down what is over, suspend what the law suspends, delete what is past its time.

Run it daily, or with --every.
"""

from __future__ import annotations

import argparse

from aiqyn.entry.commands._register import add_config, in_register
from aiqyn.entry.processes import loop


def add_expire(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "expire", help="end what is over, suspend for overdue contests, delete what is past its time"
    )
    add_config(parser)
    parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, every so many seconds")
    parser.add_argument("--ahead", type=int, default=0, metavar="DAYS", help=argparse.SUPPRESS)
    parser.set_defaults(run=in_register("expire", _expire))


def _expire(arguments: argparse.Namespace) -> int:
    from django.db import close_old_connections

    def step() -> None:
        close_old_connections()
        suspended = suspend_overdue()
        if suspended:
            print(f"suspended by the law, contests not decided in time: {suspended}")
        expired, places, files = expire_now()
        if expired or places or files:
            print(f"expired: {expired} measures; forgotten: {places} places, {files} import files and refusals")
        told = pass_on_now(arguments.ahead)
        if told:
            print(f"passed on to agents: {told} deliveries")

    if arguments.every:
        return loop(step, arguments.every, "expire")
    step()
    return 0


def suspend_overdue() -> int:
    """Suspend each measure whose contest was not decided in time, an act each. Returns how many."""
    from django.utils import timezone

    from aiqyn.register.acting import CLOCK, ActError, ActRefused
    from aiqyn.register.acts.suspend_for_overdue_contest import suspend_for_overdue_contest
    from aiqyn.register.queries import contests

    now = timezone.now()
    suspended = 0
    for contest in contests.overdue_contests(now):
        try:
            suspend_for_overdue_contest(contest=contest, actor=CLOCK, at=now)
            suspended += 1
        except (ActRefused, ActError):
            # Decided or ended a moment ago, or this country's law does not suspend.
            continue
    return suspended


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


def pass_on_now(ahead: int = 0) -> int:
    """Pass on what was delivered on a day before today. `ahead` days are a play's way to tomorrow. Returns how many."""
    from datetime import timedelta

    from django.conf import settings
    from django.utils import timezone

    from aiqyn.register.acting import CLOCK, ActError
    from aiqyn.register.acts.pass_on_delivery import pass_on_delivery
    from aiqyn.register.law_book import book
    from aiqyn.register.queries import deliveries

    now = timezone.now() + timedelta(days=ahead if settings.AIQYN.play else 0)
    told = 0
    for delivery in deliveries.to_pass_on(book().local_day(now)):
        try:
            pass_on_delivery(delivery=delivery, actor=CLOCK, at=now)
            told += 1
        except ActError:
            # Another run was a moment faster.
            continue
    return told
