"""What everybody may know of the desks: how much each asked in a month, and what was refused it in a day.

`GET /v1/counts/2026-10`: the elements of each point in a month that is over; a number from 1 to 9 is not told, since at
a quiet desk it would be a person's visit. `GET /v1/alerts/2026-11`: for the auditor, the refusals that no clerk at a
desk comes by: each point, day and kind. Neither has anything of what was asked.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from aiqyn.evaluator import counts

#: A smaller number than this is not told.
LEAST = 10
#: So many refusals of pace a day are a clerk's impatience; more are a flood.
_IMPATIENCE = 20
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])\Z", re.ASCII)


class Published:
    """The two public documents, from the folders in which counts and alerts are kept."""

    def __init__(self, counted: Path, alerted: Path, today: Callable[[], date]) -> None:
        self._counted = counted
        self._alerted = alerted
        self._today = today

    def counts(self, month: str) -> bytes | None:
        """The month's counts as JSON; None for what is no month, or one that is not over."""
        # A month that grows would tell each day's number to whoever looks every day.
        if not _MONTH.match(month) or month >= self._today().strftime("%Y-%m"):
            return None
        together: Counter[str] = Counter()
        for day in counts.days_of(self._counted, month):
            together.update(counts.read(self._counted, day))
        told = {point: number if number >= LEAST else None for point, number in sorted(together.items()) if number}
        return json.dumps({"month": month, "least": LEAST, "elements": told}).encode()

    def alerts(self, month: str) -> bytes | None:
        """The month's alerts as JSON, those of today as they come; None for what is no month."""
        if not _MONTH.match(month):
            return None
        found: dict[str, dict[str, dict[str, int]]] = {}
        for day in counts.days_of(self._alerted, month):
            for name, times in counts.read(self._alerted, day).items():
                point, _, kind = name.rpartition(" ")
                if kind != "pace" or times > _IMPATIENCE:
                    found.setdefault(day.isoformat(), {}).setdefault(point, {})[kind] = times
        return json.dumps({"month": month, "alerts": found}).encode()
