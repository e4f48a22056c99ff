"""What became of a file: counts, and the refused rows from where they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aiqyn.register.intake.refusals import Refusal
from aiqyn.register.queries import imports
from aiqyn.register.rows import ImportRun

#: Exit codes of `aiqyn import`: everything taken; rows refused; the file refused; ended before its end.
ALL_TAKEN, SOME_REFUSED, FILE_REFUSED, STOPPED = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import came: rows by what became of them, and the last row's line (or entry number)."""

    kind: str
    line: int
    position: int
    size: int
    accepted: int
    known: int
    refused: int

    @property
    def percent(self) -> int | None:
        """How much of the file is behind, where the position is one of bytes."""
        return self.position * 100 // self.size if self.size and self.kind != "payments" else None


Watcher = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Report:
    """One import: counts of its rows. `already` when the same file had been imported before and nothing was
    done now; `resumed` when it went on where an earlier start ended; `passed` are bank entries that are no
    debtor's money.
    """

    kind: str
    digest: str
    run: int
    accepted: int
    known: int
    refused: int
    passed: int
    already: bool
    resumed: bool

    @property
    def exit_code(self) -> int:
        """0 when every row was taken, 1 when some were refused."""
        return SOME_REFUSED if self.refused else ALL_TAKEN

    def refusals(self) -> Iterator[Refusal]:
        """The refused rows by line. Empty after their retention."""
        rows = imports.refusals(self.run).values_list("line", "column", "code")
        return (Refusal(line, column, code) for line, column, code in rows.iterator(chunk_size=1000))


def report_of(run: ImportRun, *, already: bool, resumed: bool) -> Report:
    """The report of a finished run."""
    taken = run.accepted + run.known + run.refused
    return Report(
        kind=run.kind,
        digest=run.digest,
        run=run.pk,
        accepted=run.accepted,
        known=run.known,
        refused=run.refused,
        passed=run.line - taken if run.kind == "payments" else 0,
        already=already,
        resumed=resumed,
    )
