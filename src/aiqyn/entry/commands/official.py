"""`aiqyn official add`: appoint an official, with an account that signs in by password."""

from __future__ import annotations

import argparse
import getpass
import sys

from aiqyn.entry.commands._register import add_config, in_register
from aiqyn.law import Role


def add_official(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser("official", help="appoint an official, with an account")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="appoint an official")
    add_config(add)
    add.add_argument("--ref", required=True, help="the official's number in office, unique")
    add.add_argument("--name", required=True, help="as pages show it")
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    add.add_argument("--court", help="code of the court (a judge needs one)")
    add.add_argument("--office", default="", help="name of the office")
    add.add_argument("--username", required=True, help="the name that signs in")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    add.set_defaults(run=in_register("official add", _add))


def _password(arguments: argparse.Namespace) -> str | None:
    if arguments.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    return first if first == getpass.getpass("Once more: ") else None


def _add(arguments: argparse.Namespace) -> int:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import IntegrityError, transaction
    from django.utils import timezone

    from aiqyn.register.accounts import make_account
    from aiqyn.register.acting import OPERATOR, ActError
    from aiqyn.register.acts.appoint_official import appoint_official
    from aiqyn.register.queries import cases

    def refuse(reason: str) -> int:
        print(f"aiqyn official add: {reason}", file=sys.stderr)
        return 2

    password = _password(arguments)
    if password is None:
        return refuse("the two passwords differ")
    court = cases.court(arguments.court) if arguments.court else None
    if arguments.court and court is None:
        return refuse("court: unknown; import courts first")
    try:
        validate_password(password)
        with transaction.atomic():
            appoint_official(
                ref=arguments.ref,
                name=arguments.name,
                role=Role(arguments.role),
                office=arguments.office,
                court=court,
                user=make_account(arguments.username, password),
                actor=OPERATOR,
                at=timezone.now(),
            )
    except ValidationError as error:
        return refuse("password: " + " ".join(error.messages))
    except ActError as error:
        return refuse(f"{error.field}: {error.code}")
    except IntegrityError:
        return refuse("username: taken")
    print(f"appointed: {arguments.role} {arguments.ref}")
    return 0
