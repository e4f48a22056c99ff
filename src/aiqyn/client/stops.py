"""The desk's own record of stops: the ground before the question, the answer after it, nothing of what was asked."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from secrets import token_hex


class StopLog:
    """One file a day, of lines that are only added. Each is on the disk before the question goes out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "stops"

    def begin(self, ground: str, at: datetime) -> str:
        """Record the ground of a stop; the stop's own number. OSError when it cannot be: then nothing is asked."""
        number = token_hex(8)
        self._add(at, {"stop": number, "at": at.isoformat(timespec="seconds"), "ground": ground})
        return number

    def end(self, number: str, state: str, at: datetime) -> None:
        """Record what the answer was."""
        self._add(at, {"stop": number, "at": at.isoformat(timespec="seconds"), "state": state})

    def _add(self, at: datetime, line: dict[str, str]) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{at.date().isoformat()}.jsonl"
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, (json.dumps(line) + "\n").encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
