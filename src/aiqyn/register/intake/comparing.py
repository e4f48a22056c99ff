"""Hold rows of an extract against our measures: which two are one, and how they differ. No database, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from aiqyn.law import MeasureKind, MeasureState
from aiqyn.register.acts.record_reconciliation import DifferenceRecord
from aiqyn.register.intake.extract import ExtractRow, There
from aiqyn.register.queries.reconciling import Ours

#: Court code, number of the writ, kind of measure: what both systems call a case by.
Case = tuple[str, str, MeasureKind]
_HERE = {MeasureState.IN_FORCE: There.IN_FORCE, MeasureState.SUSPENDED: There.SUSPENDED}


def here(ours: Ours) -> There:
    """Where ours stands, in the extract's words."""
    return _HERE.get(ours.state, There.ENDED)


def counterpart(row: ExtractRow, ours: Sequence[Ours]) -> Ours | None:
    """Which of our measures, all of the row's court, writ and kind, the row is about.

    The one sanctioned on the same day; else one that stands alike; else the newest. A writ may have several measures of
    a kind (two vehicles; a renewed order), so that the caller offers each of ours once.
    """

    def likeness(one: Ours) -> tuple[bool, bool, date, int]:
        return one.sanctioned_on == row.sanctioned_on, here(one) is row.state, one.sanctioned_on, one.measure_id

    return max(ours, key=likeness, default=None)


def difference(row: ExtractRow, line: int, ours: Ours | None) -> DifferenceRecord | None:
    """How a row and our measure differ; None when they agree. The gravest difference is told, and only it."""
    if ours is None:
        return DifferenceRecord(
            "only-there", row.court, row.writ, row.kind, "state", there=row.state.value, line=line
        )  # fmt: skip
    found = next(_differing(row, ours), None)
    if found is None:
        return None
    kind, column, mine, theirs = found
    return DifferenceRecord(kind, row.court, row.writ, row.kind, column, mine, theirs, ours.measure_id, line)


def only_here(ours: Ours) -> DifferenceRecord:
    """A measure that binds here, and of which the extract knows nothing."""
    return DifferenceRecord(
        "only-here", ours.court, ours.writ, ours.kind, "state", here=ours.state.value, measure_id=ours.measure_id
    )


def _differing(row: ExtractRow, ours: Ours) -> Iterator[tuple[str, str, str, str]]:
    """Kind, column, what stands here, what stands there: the gravest first."""
    mine = here(ours)
    if mine is There.ENDED and row.state is not There.ENDED:
        yield "bound-there-free-here", "state", ours.how, row.state.value
    if mine is not There.ENDED and row.state is There.ENDED:
        yield "bound-here-free-there", "state", mine.value, row.state.value
    if mine is not row.state:
        yield "asleep-in-one", "state", mine.value, row.state.value
    for column, own, theirs in (
        ("sanctioned_on", ours.sanctioned_on, row.sanctioned_on),
        ("ends_on", ours.ends_on, row.ends_on),
        ("ended_on", ours.ended_on, row.ended_on),
    ):
        if own != theirs:
            yield "dates-differ", column, str(own or ""), str(theirs or "")
