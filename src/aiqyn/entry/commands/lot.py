"""`aiqyn lot`: open an impound lot, and post custodians to it."""

from __future__ import annotations

import argparse
import sys

from aiqyn.entry.commands._register import add_config, in_register


def add_lot(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "lot",
        help="open an impound lot, post its custodians",
        description="A lot keeps vehicles that an officer detained at a lawful stop; a custodian sees one lot.",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    opened = actions.add_parser("open", help="open a lot")
    add_config(opened)
    opened.add_argument("--ref", required=True, help="the lot's number, unique")
    opened.add_argument("--name", required=True, help="as pages show it")
    opened.add_argument("--place", required=True, help="its address, for who fetches a vehicle")
    opened.set_defaults(run=in_register("lot open", _open))
    post = actions.add_parser("post", help="post a custodian to a lot; an earlier post ends with it")
    add_config(post)
    post.add_argument("--ref", required=True, help="the lot's number")
    post.add_argument("--official", required=True, help="the custodian's number in office")
    post.set_defaults(run=in_register("lot post", _post))


def _open(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from aiqyn.register.acting import OPERATOR, ActError
    from aiqyn.register.acts.open_lot import open_lot

    try:
        lot = open_lot(ref=arguments.ref, name=arguments.name, place=arguments.place, actor=OPERATOR, at=timezone.now())
    except ActError:
        return _refuse("lot open", "--ref: there is a lot with this number")
    print(f"lot {lot.ref} is open; post custodians: aiqyn lot post --ref {lot.ref} --official …")
    return 0


def _post(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from aiqyn.register.acting import OPERATOR, ActError
    from aiqyn.register.acts.post_custodian import post_custodian
    from aiqyn.register.queries import cases, impound

    lot, official = impound.lot(arguments.ref), cases.official(arguments.official)
    if lot is None:
        return _refuse("lot post", "--ref: no lot has this number; aiqyn lot open makes one")
    if official is None:
        return _refuse("lot post", "--official: unknown; aiqyn official add appoints one")
    try:
        post_custodian(custodian=official, lot=lot, actor=OPERATOR, at=timezone.now())
    except ActError:
        return _refuse("lot post", "--official: is no custodian")
    print(f"{official.ref} is posted to lot {lot.ref}")
    return 0


def _refuse(name: str, reason: str) -> int:
    print(f"aiqyn {name}: {reason}", file=sys.stderr)
    return 2
