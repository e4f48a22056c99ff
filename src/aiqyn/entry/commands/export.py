"""`aiqyn export`: everything that the register holds, in open formats; and whether an export is whole."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from aiqyn.entry.commands._register import add_config, in_register

#: Rows of one table between two lines of progress.
_ROWS_A_LINE = 100_000


def add_export(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "export",
        help="write everything that the register holds, in open formats",
        description="Write every table as JSON Lines and CSV with a descriptor (Frictionless Data), the ledger's tiles "
        "and the photographs into a new folder. The export holds people's records: keep it as the register itself.",
        epilog="Exit codes: 0 written (or whole), 1 not. What is in it: docs/neighbours.md.",
    )
    add_config(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--folder", type=Path, help="a folder that does not exist yet")
    what.add_argument("--verify", type=Path, metavar="FOLDER", help="read an export to its end; changes nothing")
    parser.add_argument("--format", choices=("jsonl", "csv"), help="one format only (default: both)")
    parser.add_argument(
        "--with-secrets", action="store_true", help="also the salts that open the ledger, and the hashes of passwords"
    )
    parser.set_defaults(run=in_register("export", _export))


def _export(arguments: argparse.Namespace) -> int:
    return _verify(arguments.verify) if arguments.verify is not None else _write(arguments)


def _write(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from django.utils import timezone

    from aiqyn.register.exporting import writing

    here = settings.AIQYN
    asked = writing.Asked(
        folder=arguments.folder,
        ledger=here.public / "ledger",
        photographs=here.photographs,
        formats=(arguments.format,) if arguments.format else writing.FORMATS,
        with_secrets=arguments.with_secrets,
    )
    try:
        done = writing.export(asked, at=timezone.now(), progress=_say)
    except writing.ExportRefused as refused:
        print(f"aiqyn export: {refused}", file=sys.stderr)
        return 1
    print(f"{done.folder}: {sum(done.counts.values())} rows of {len(done.counts)} tables")
    print(f"sha256 of datapackage.json, as the ledger holds it: {done.digest}")
    return 0


def _verify(folder: Path) -> int:
    from aiqyn.register.exporting.reading import Export, ExportDamaged

    try:
        export = Export(folder)
        rows = export.verify()
    except ExportDamaged as damaged:
        print(f"aiqyn export: {damaged}", file=sys.stderr)
        return 1
    print(f"{folder}: whole; {rows} rows in {len(export.resources)} files, {len(export.files)} other files")
    return 0


def _say(table: str, done: int, whole: int) -> None:
    if done == whole or done % _ROWS_A_LINE == 0:
        print(f"export: {table}: {done} of {whole} rows", file=sys.stderr)
