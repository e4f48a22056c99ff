"""`aiqyn reconcile`: hold the register against an extract of the state's system."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aiqyn.entry.commands._register import add_config, in_register

if TYPE_CHECKING:
    from aiqyn.register.rows import Reconciliation

#: Exit codes: the two agree; they differ or a row could not be read; the file was not taken.
AGREE, DIFFER, REFUSED = 0, 1, 2
_ROWS_A_LINE = 50_000


def add_reconcile(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "reconcile",
        help="compare the register with an extract of the state's system",
        description="Compare the register with an extract of the state's system as both stood at the end of a day, by "
        "court, writ and kind of measure. The same file and day again report what was found before.",
        epilog="Exit codes: 0 the two agree, 1 they differ or a row could not be read, 2 the file was not taken. "
        "Columns: docs/neighbours.md.",
    )
    add_config(parser)
    parser.add_argument("--extract", type=Path, required=True, metavar="FILE", help="CSV or JSON Lines")
    parser.add_argument("--as-of", type=_day, required=True, metavar="DAY", help="the day, over by now: 2026-11-24")
    parser.add_argument("--report", type=Path, metavar="FOLDER", help="write differences, faults, counts and a picture")
    parser.add_argument("--json", action="store_true", help="print the counts as one line of JSON")
    parser.set_defaults(run=in_register("reconcile", _reconcile))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a day such as 2026-11-24") from None


def _reconcile(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from aiqyn.client.wording import language_of_environment
    from aiqyn.register.intake import presenting
    from aiqyn.register.intake.reconciling import reconcile
    from aiqyn.register.intake.refusals import FileRefused

    def progress(rows: int) -> None:
        if rows % _ROWS_A_LINE < 500 and rows >= _ROWS_A_LINE:
            print(f"compared: {rows} rows", file=sys.stderr)

    try:
        compared = reconcile(arguments.extract, arguments.as_of, at=timezone.now(), progress=progress)
    except FileRefused as refused:
        print(presenting.file_refused_line(refused, language_of_environment()), file=sys.stderr)
        return REFUSED
    return _tell(compared.made, arguments, already=compared.already)


def _tell(made: Reconciliation, arguments: argparse.Namespace, *, already: bool) -> int:
    from aiqyn.register.intake import difference_report
    from aiqyn.register.queries import reconciling

    counts = difference_report.summary(made)
    if arguments.report is not None:
        for path in difference_report.write(made, arguments.report, [("differences.svg", _picture(made))]):
            print(path, file=sys.stderr)
    if arguments.json:
        print(json.dumps(counts | {"already": already}))
    else:
        if already:
            print("this file was compared at the end of this day before; what was found then:")
        print(f"rows: {made.rows}; agree: {made.agreeing}; could not be read: {counts['faults']}")
        for tally in reconciling.tallies(made):
            print(f"{tally.kind}: {tally.count}")
    differing = any(tally.count for tally in reconciling.tallies(made))
    return DIFFER if differing or counts["faults"] else AGREE


def _picture(made: Reconciliation) -> str:
    from django.template.loader import render_to_string
    from django.utils import translation

    from aiqyn.client.wording import language_of_environment
    from aiqyn.desks.prosecutor import difference_picture
    from aiqyn.register.queries import reconciling

    chart = difference_picture.draw(reconciling.tallies(made))
    with translation.override(language_of_environment()):
        return render_to_string("desks/prosecutor/differences.svg", {"chart": chart})
