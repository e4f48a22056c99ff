"""What commands of the register share: their option, and how an error is said."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from aiqyn.entry.configuration import ConfigurationError
from aiqyn.entry.django_ready import NotConfigured, set_up


def add_config(parser: argparse.ArgumentParser) -> None:
    """Add `--config`."""
    parser.add_argument("--config", type=Path, help="the register's configuration (default: ./aiqyn.toml)")


def in_register(name: str, work: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """A command's `run` that first makes the register ready, or says in plain words why not."""

    def run(arguments: argparse.Namespace) -> int:
        try:
            set_up(arguments.config)
        except (ConfigurationError, NotConfigured) as error:
            print(f"aiqyn {name}: {error}", file=sys.stderr)
            return 2
        from django.db import DatabaseError, InterfaceError

        try:
            return work(arguments)
        except (DatabaseError, InterfaceError) as error:
            # The error's own words quote rows; its class says whether the database or its tables are missing.
            print(
                f"aiqyn {name}: the database does not answer, or its tables are missing ({type(error).__name__}); "
                "aiqyn migrate makes the tables",
                file=sys.stderr,
            )
            return 1

    return run
