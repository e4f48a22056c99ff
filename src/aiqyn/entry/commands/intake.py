"""`aiqyn import`: take a file of courts, people, writs or payments into the register."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from aiqyn.client.wording import LANGUAGES, language_of_environment

if TYPE_CHECKING:
    from aiqyn.register.intake import Progress

KINDS = {
    "courts": "courts of the country (CSV)",
    "population": "people and their documents (CSV or JSON Lines)",
    "foreigners": "people without an IIN and their documents (CSV or JSON Lines)",
    "organisations": "organisations and their heads (CSV or JSON Lines)",
    "vehicles": "vehicles and their registration certificates (CSV or JSON Lines)",
    "writs": "writs of execution (CSV or JSON Lines)",
    "payments": "a bank's notice (ISO 20022 camt.054)",
}
#: Seconds between two plain progress lines, where there is no terminal to redraw one on.
PLAIN_EVERY = 5.0
_EPILOG = (
    "Exit codes: 0 everything taken, 1 some rows refused, 2 the file refused as a whole, "
    "3 ended before its end (start the same command again). Columns: docs/imports.md."
)
_PARTS = frozenset({"django", "defusedxml", "stdnum", "psycopg", "whitenoise"})


def add_import(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "import",
        help="import a file of courts, population, writs or payments",
        description="Import a file. The same file again changes nothing; a killed import goes on.",
        epilog=_EPILOG,
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind, words in KINDS.items():
        one = kinds.add_parser(kind, help=words, description=f"Import {words}.", epilog=_EPILOG)
        one.add_argument("file", type=Path, metavar="FILE")
        one.add_argument("--config", type=Path, help="the register's configuration (default: ./aiqyn.toml)")
        one.add_argument("--json", action="store_true", help="print the report as one line of JSON")
        one.add_argument("--report", type=Path, metavar="FILE", help="write the refused rows as CSV")
        one.add_argument("--again", action="store_true", help="go once more through a file that was imported")
        one.add_argument("--language", choices=LANGUAGES, help="of what is printed (default: by LANG)")
        one.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Set up the register, import the file, print its report."""
    if arguments.config is not None:
        os.environ["AIQYN_CONFIG"] = str(arguments.config)
    missing = _set_up()
    if missing:
        print(f"aiqyn import: {missing}", file=sys.stderr)
        return 2
    return _import(arguments, arguments.language or language_of_environment())


def _set_up() -> str:
    """Make Django ready; the reason when it cannot be."""
    from aiqyn.entry.configuration import ConfigurationError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aiqyn.entry.settings")
    try:
        import django
        from django.conf import settings

        ready = settings.AIQYN.ready
        django.setup()
        importlib.import_module("aiqyn.register.intake")
    except ConfigurationError as error:
        return str(error)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in _PARTS:
            raise
        return "the register is not installed: pip install 'aiqyn[register]'"
    return "" if ready else "no configuration: run aiqyn init, or name its aiqyn.toml with --config"


def _import(arguments: argparse.Namespace, language: str) -> int:
    from django.utils import timezone

    from aiqyn.register import intake
    from aiqyn.register.intake import presenting

    meter = Meter(sys.stderr)
    try:
        report = intake.run(
            arguments.kind, arguments.file, at_clock=timezone.now, progress=meter, again=arguments.again
        )
        if arguments.report is not None:
            presenting.write_csv(arguments.report, report.refusals())
        meter.close()
    except intake.FileRefused as refused:
        meter.close()
        if arguments.report is not None:
            presenting.write_csv(arguments.report, [refused.refusal])
        if arguments.json:
            print(json.dumps(presenting.file_refused_json(arguments.kind, refused), ensure_ascii=False))
        print(presenting.file_refused_line(refused, language), file=sys.stderr)
        return intake.FILE_REFUSED
    except (Exception, KeyboardInterrupt) as error:
        meter.close()
        # Messages of a database or a system quote what they were given: only class and place are said.
        print(presenting.stopped_line(_where(error), language), file=sys.stderr)
        return intake.STOPPED
    if arguments.json:
        print(json.dumps(presenting.report_json(report), ensure_ascii=False))
    else:
        print("\n".join(presenting.report_lines(report, language)))
    return report.exit_code


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "aiqyn" in frame.filename] or frames
    return f"{type(error).__name__}, {Path(ours[-1].filename).name}:{ours[-1].lineno}"


class Meter:
    """Progress on a stream: one line that is redrawn on a terminal, now and then a plain line elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._redraws = stream.isatty()
        self._every = 0.1 if self._redraws else PLAIN_EVERY
        self._last = time.monotonic()
        self._drawn = False

    def __call__(self, progress: Progress) -> None:
        """Say how far the import is, if it is time to."""
        now = time.monotonic()
        if now - self._last < self._every:
            return
        self._last = now
        percent = "" if progress.percent is None else f" {progress.percent}%"
        text = (
            f"{progress.kind}: line {progress.line}{percent}, {progress.accepted} accepted, "
            f"{progress.known} known, {progress.refused} refused"
        )
        if self._redraws:
            self._stream.write(f"\r\x1b[K{text}")
            self._drawn = True
        else:
            self._stream.write(f"{text}\n")
        self._stream.flush()

    def close(self) -> None:
        """Leave the terminal on a line of its own."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False
