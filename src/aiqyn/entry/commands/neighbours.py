"""`aiqyn neighbours`: which of the state's systems stand beside the register; take what they send, tell them."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from aiqyn.entry.commands._register import add_config, in_register
from aiqyn.entry.processes import loop

if TYPE_CHECKING:
    from aiqyn.entry.neighbours import Listed

_WORDS = {
    "list": "each neighbour, how it is configured, and whether it is a stand-in (the default)",
    "collect": "import what the feeds have that is new",
    "tell": "tell the border service of releases, hand notices over, take delivery reports",
}


def add_neighbours(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "neighbours",
        help="the state's systems beside this register",
        description="; ".join(f"{name}: {words}" for name, words in _WORDS.items()) + ".",
        epilog="Exit codes: 0 done, 1 a neighbour did not answer or broke its contract, 2 not configured.",
    )
    add_config(parser)
    parser.add_argument("what", nargs="?", choices=tuple(_WORDS), default="list")
    parser.add_argument("--json", action="store_true", help="with list: one line of JSON")
    parser.add_argument("--every", type=float, metavar="SECONDS", help="with collect and tell: go on, every so often")
    parser.set_defaults(run=in_register("neighbours", _run))


def _run(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import close_old_connections

    from aiqyn.entry import neighbours
    from aiqyn.entry.configuration import ConfigurationError

    try:
        found = neighbours.listed(settings.AIQYN)
        if arguments.what == "list":
            return _list(found, as_json=arguments.json, shadow=settings.AIQYN.shadow)
        work = collect if arguments.what == "collect" else tell
        if not arguments.every:
            return work()

        def step() -> None:
            close_old_connections()
            work()

        return loop(step, arguments.every, "neighbours")
    except ConfigurationError as error:
        print(f"aiqyn neighbours: {error}", file=sys.stderr)
        return 2


def _list(found: list[Listed], *, as_json: bool, shadow: bool) -> int:
    if as_json:
        rows = [{"neighbour": one.name, "how": one.how, "stand_in": one.stand_in} for one in found]
        print(json.dumps({"shadow": shadow, "neighbours": rows}))
        return 0
    for one in found:
        print(f"{one.name:14} {one.how}{'  (STAND-IN: invented, reaches nobody)' if one.stand_in else ''}")
    if shadow:
        print("this register is on trial (shadow): nobody is told of anything")
    return 0


def collect() -> int:
    """Import what every configured feed has. Returns the exit code; one feed that fails stops no other."""
    from django.conf import settings
    from django.utils import timezone

    from aiqyn.entry import neighbours
    from aiqyn.register.intake.collecting import collect as collected
    from aiqyn.register.neighbours.errors import NeighbourRefused, NeighbourUnavailable

    here, code = settings.AIQYN, 0
    for name, kind in neighbours.FEEDS.items():
        feed = neighbours.feed(here, name)
        if feed is None:
            continue
        try:
            for report in collected(name, kind, feed, here.inbox, at_clock=timezone.now):
                print(f"{name}: {report.accepted} accepted, {report.known} known, {report.refused} refused")
        except (NeighbourUnavailable, NeighbourRefused) as error:
            print(f"aiqyn neighbours: {name}: {error}", file=sys.stderr)
            code = 1
    return code


def tell() -> int:
    """Tell each configured neighbour what it has not been told. Returns the exit code."""
    from django.conf import settings
    from django.utils import timezone

    from aiqyn.entry import neighbours
    from aiqyn.register.neighbours import telling
    from aiqyn.register.neighbours.errors import NeighbourRefused, NeighbourUnavailable

    code = 0
    border = neighbours.border_service(settings.AIQYN)
    notifier = neighbours.notifier(settings.AIQYN, timezone.now)
    try:
        if border is not None:
            print(f"border: {telling.tell_releases(border, timezone.now)} releases acknowledged")
    except (NeighbourUnavailable, NeighbourRefused) as error:
        print(f"aiqyn neighbours: border: {error}", file=sys.stderr)
        code = 1
    try:
        if notifier is not None:
            handed, refused = telling.hand_over(notifier, timezone.now)
            informed = telling.take_reports(notifier, timezone.now)
            print(f"notifications: {handed} handed over, {informed} reported as delivered")
            if refused:
                print(f"aiqyn neighbours: notifications: the provider refused {refused} messages", file=sys.stderr)
                code = 1
    except (NeighbourUnavailable, NeighbourRefused) as error:
        print(f"aiqyn neighbours: notifications: {error}", file=sys.stderr)
        code = 1
    return code
