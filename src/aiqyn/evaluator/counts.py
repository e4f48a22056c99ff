"""How many elements each point asked on each day: the one thing that is remembered, because it is published.

`counts/<day>.json` is `{point: elements}`. Written at each turn and at the end; a crash loses at most one
turn.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from aiqyn.evaluator import files


class Counts:
    """The counts of the current day, and of a day just past until they are written. `today` tells the local
    day.
    """

    def __init__(self, folder: Path, today: Callable[[], date]) -> None:
        self._folder = folder
        self._today = today
        self._lock = threading.Lock()
        self._counts: dict[date, Counter[str]] = {}
        self._changed: set[date] = set()

    def add(self, point: str, elements: int) -> None:
        """Count the elements that a point asked today."""
        day = self._today()
        with self._lock:
            self._of(day)[point] += elements
            self._changed.add(day)

    def keep(self) -> None:
        """Write what has changed."""
        with self._lock:
            files.make_folder(self._folder)
            files.sweep(self._folder)
            for day in sorted(self._changed):
                text = json.dumps(dict(sorted(self._counts[day].items())))
                files.replace(self._folder / f"{day.isoformat()}.json", text.encode())
            self._changed.clear()
            for day in [day for day in self._counts if day < self._today()]:
                del self._counts[day]

    def _of(self, day: date) -> Counter[str]:
        if day not in self._counts:
            self._counts[day] = Counter(read(self._folder, day))
        return self._counts[day]


def read(folder: Path, day: date) -> dict[str, int]:
    """The counts of a day as they stand in the folder; empty when nobody asked."""
    path = folder / f"{day.isoformat()}.json"
    if not path.exists():
        return {}
    counts: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    return counts
