"""`aiqyn migrate`: make or update the register's tables."""

from __future__ import annotations

import argparse

from aiqyn.entry.commands._register import add_config, in_register


def add_migrate(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser("migrate", help="make or update the register's tables")
    add_config(parser)
    parser.set_defaults(run=in_register("migrate", _migrate))


def _migrate(arguments: argparse.Namespace) -> int:
    from django.core.management import call_command

    call_command("migrate", verbosity=1, interactive=False)
    return 0
