"""The one console script. Each command is loaded when it is asked for: a desk's install has no Django to load."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from aiqyn.entry.processes import end_with_parent_if_asked

#: Top-level packages that only an extra brings.
_OPTIONAL = frozenset(
    {"django", "defusedxml", "granian", "psycopg", "pyhanko", "segno", "stdnum", "weasyprint", "whitenoise"}
)


@dataclass(frozen=True, slots=True)
class _Command:
    name: str
    module: str
    function: str
    words: str
    extra: str = "register"


_COMMANDS = (
    _Command("play", "aiqyn.entry.commands.play", "add_play", "a synthetic country: everything on this machine", "all"),
    _Command("law", "aiqyn.entry.commands.law", "add_law", "the law data, to read", "register"),
    _Command("simulate", "aiqyn.entry.commands.simulate", "add_simulate", "a year, and whether it held", "all"),
    _Command("point", "aiqyn.client.commands", "add_point", "a service point: check, or the clerk's page"),
    _Command("evaluate", "aiqyn.evaluator.commands", "add_evaluate", "run the evaluator", "evaluator"),
    _Command("init", "aiqyn.entry.commands.init", "add_init", "write a register's configuration and keys"),
    _Command("migrate", "aiqyn.entry.commands.migrate", "add_migrate", "make or update the register's tables"),
    _Command("official", "aiqyn.entry.commands.official", "add_official", "appoint an official, with an account"),
    _Command("desk", "aiqyn.entry.commands.desk", "add_desk", "enrol a service point at the register"),
    _Command("lot", "aiqyn.entry.commands.lot", "add_lot", "open an impound lot, post its custodians"),
    _Command("import", "aiqyn.entry.commands.intake", "add_import", "import courts, population, writs or payments"),
    _Command("export", "aiqyn.entry.commands.export", "add_export", "write everything, in open formats"),
    _Command("reconcile", "aiqyn.entry.commands.reconcile", "add_reconcile", "compare with the state's own extract"),
    _Command("neighbours", "aiqyn.entry.commands.neighbours", "add_neighbours", "the state's systems beside this one"),
    _Command("papers", "aiqyn.entry.commands.papers", "add_papers", "the texts of papers: copy them out, check them"),
    _Command("serve", "aiqyn.entry.commands.serve", "add_serve", "run the register's pages and confirmations"),
    _Command("sequence", "aiqyn.entry.commands.sequence", "add_sequence", "run the sequencer of the ledger"),
    _Command("publish", "aiqyn.entry.commands.publish", "add_publish", "run the publisher of token sets and heads"),
    _Command(
        "expire",
        "aiqyn.entry.commands.expire",
        "add_expire",
        "end what is over, delete what is past its time",
    ),
)


def parser(asked: str | None) -> argparse.ArgumentParser:
    """The command line; only the command asked for is there in full, the others by name."""
    made = argparse.ArgumentParser(
        prog="aiqyn",
        description="Court-sanctioned restrictions, honoured without watching anybody.",
        epilog="Each command explains itself: aiqyn COMMAND --help",
    )
    made.add_argument("--version", action="version", version=f"aiqyn {version('aiqyn')}")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in _COMMANDS:
        if command.name == asked:
            getattr(importlib.import_module(command.module), command.function)(commands)
        else:
            commands.add_parser(command.name, help=command.words, add_help=False)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Exit code of the command; 2 when it is not installed or misused."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = next((word for word in given if not word.startswith("-")), None)
    # Before anything is loaded: what is killed while its children start must leave none of them.
    end_with_parent_if_asked()
    try:
        chosen = parser(asked).parse_args(given)
        return int(chosen.run(chosen))
    except ModuleNotFoundError as error:
        missing = (error.name or "").split(".")[0]
        if missing not in _OPTIONAL:
            raise
        extra = next(command.extra for command in _COMMANDS if command.name == asked)
        print(
            f"aiqyn {asked}: {missing} is not installed; install what this command needs: pip install 'aiqyn[{extra}]'",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
