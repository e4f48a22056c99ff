"""A report for people and for programs: lines, JSON, CSV. Places and reasons; never a value."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from aiqyn.register.intake.refusals import ROW, FileRefused, Refusal
from aiqyn.register.intake.reporting import Report
from aiqyn.register.intake.wording import LANGUAGES, reason, say

#: Refused rows that are printed; `write_csv` has all of them.
PRINTED = 100


def report_lines(report: Report, language: str) -> Iterator[str]:
    """What became of the file, and the first refused rows."""
    if report.already:
        yield say("already", language)
    if report.resumed:
        yield say("resumed", language)
    yield say(
        "counts",
        language,
        kind=say(f"kind.{report.kind}", language),
        accepted=report.accepted,
        known=report.known,
        refused=report.refused,
    )
    if report.passed:
        yield say("passed", language, passed=report.passed)
    shown = 0
    for refusal in islice(report.refusals(), PRINTED):
        shown += 1
        yield refusal_line(refusal, language)
    if shown and report.refused > shown:
        yield say("more", language, more=report.refused - shown)
    if report.already and report.refused:
        yield say("try-again", language)


def file_refused_line(error: FileRefused, language: str) -> str:
    """Why the file is refused as a whole."""
    return f"{say('file-refused', language)}: {refusal_line(error.refusal, language)}"


def stopped_line(reason: str, language: str) -> str:
    """That the import ended before its end, and what to do."""
    return say("stopped", language, reason=reason)


def refusal_line(refusal: Refusal, language: str) -> str:
    """One refusal: line, column, reason."""
    field = say("row", language) if refusal.field == ROW else refusal.field
    line = say("line", language, line=refusal.line) if refusal.line else ""
    return ": ".join(filter(None, (line, field, reason(refusal.code, language))))


def report_json(report: Report) -> dict[str, object]:
    """The report for programs, with the first refused rows."""
    return {
        "kind": report.kind,
        "sha256": report.digest,
        "accepted": report.accepted,
        "known": report.known,
        "refused": report.refused,
        "passed": report.passed,
        "already": report.already,
        "resumed": report.resumed,
        "refusals": [_plain(refusal) for refusal in islice(report.refusals(), PRINTED)],
    }


def file_refused_json(kind: str, error: FileRefused) -> dict[str, object]:
    """The refusal of a file for programs."""
    return {"kind": kind, "file_refused": _plain(error.refusal)}


def _plain(refusal: Refusal) -> dict[str, object]:
    return {
        "line": refusal.line,
        "field": refusal.field,
        "code": refusal.code,
        "words": {language: reason(refusal.code, language) for language in LANGUAGES},
    }


def write_csv(path: Path, refusals: Iterable[Refusal]) -> None:
    """Write the refused rows: line, field, code, the reason in three languages. All of them, or no file."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as handle:
            table = csv.writer(handle, lineterminator="\n")
            table.writerow(["line", "field", "code", *(f"reason_{language}" for language in LANGUAGES)])
            for refusal in refusals:
                words = [reason(refusal.code, language) for language in LANGUAGES]
                table.writerow([refusal.line, refusal.field, refusal.code, *words])
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
