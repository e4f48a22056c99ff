"""A comparison as files: `differences.csv`, `faults.csv` and `report.json`, under a name of their own until whole."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from aiqyn.register.queries import reconciling
from aiqyn.register.rows import Reconciliation

COLUMNS = ("kind", "court", "writ", "measure_kind", "measure", "line", "column", "here", "there")


def summary(made: Reconciliation) -> dict[str, object]:
    """The comparison for programs: counts by kind, and nothing of any case."""
    return {
        "sha256": made.digest,
        "as_of": made.as_of.isoformat(),
        "compared_at": made.compared_at.isoformat(timespec="seconds"),
        "rows": made.rows,
        "agreeing": made.agreeing,
        "faults": reconciling.faults(made).count(),
        "differences": {tally.kind: tally.count for tally in reconciling.tallies(made)},
    }


def write(made: Reconciliation, folder: Path, pictures: Iterable[tuple[str, str]] = ()) -> list[Path]:
    """Write the report into the folder (mode 0700; files 0600), and `pictures` (name, SVG) beside it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = [
        _table(folder / "differences.csv", COLUMNS, _differences(made)),
        _table(folder / "faults.csv", ("line", "column", "code"), _faults(made)),
        _file(folder / "report.json", json.dumps(summary(made), indent=1) + "\n"),
    ]
    return written + [_file(folder / name, picture) for name, picture in pictures]


def _differences(made: Reconciliation) -> Iterator[Sequence[object]]:
    for one in reconciling.differences(made).iterator(chunk_size=1_000):
        ref = one.measure.ref if one.measure else ""
        yield one.kind, one.court, one.writ, one.measure_kind, ref, one.line or "", one.column, one.here, one.there


def _faults(made: Reconciliation) -> Iterator[Sequence[object]]:
    return iter(reconciling.faults(made).values_list("line", "column", "code").iterator(chunk_size=1_000))


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    partial = _partial(path)
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)
    return partial.replace(path)


def _file(path: Path, text: str) -> Path:
    partial = _partial(path)
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    return partial.replace(path)


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")
