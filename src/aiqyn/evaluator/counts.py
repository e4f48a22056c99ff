"""How many elements each point asked on each day: the one thing that is remembered, because it is published.

`counts/<day>.json` is `{point: elements}`. Each process adds what is new at each turn and at the end; a crash loses at
most one turn. Alerts are kept in the same way: `alerts/<day>.json` is `{"point kind": times}`.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from aiqyn.evaluator import files


class Counts:
    """What is counted since the last turn. `today` tells the local day."""

    def __init__(self, folder: Path, today: Callable[[], date]) -> None:
        self._folder = folder
        self._today = today
        self._lock = threading.Lock()
        self._new: dict[date, Counter[str]] = {}

    def add(self, name: str, elements: int) -> None:
        """Count elements under a name, today."""
        day = self._today()
        with self._lock:
            self._new.setdefault(day, Counter())[name] += elements

    def keep(self) -> None:
        """Add what is new to the files, of which several processes take turns."""
        with self._lock:
            files.make_folder(self._folder)
            with _alone(self._folder):
                files.sweep(self._folder)
                for day in sorted(self._new):
                    together = Counter(read(self._folder, day)) + self._new[day]
                    text = json.dumps(dict(sorted(together.items())))
                    files.replace(self._folder / f"{day.isoformat()}.json", text.encode())
                    # At once: a failure at the next day's file must not count this one twice.
                    self._new[day].clear()
            self._new.clear()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def read(folder: Path, day: date) -> dict[str, int]:
    """The counts of a day as they stand in the folder; empty when nobody asked."""
    path = folder / f"{day.isoformat()}.json"
    if not path.exists():
        return {}
    counts: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    return counts


def days_of(folder: Path, month: str) -> Iterator[date]:
    """The days of a month, `2026-11`, that have counts."""
    for path in sorted(folder.glob(f"{month}-*.json")):
        yield date.fromisoformat(path.stem)
