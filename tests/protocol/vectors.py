"""The vectors of `spec/check.md`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "spec" / "vectors"


def vectors(name: str) -> dict[str, Any]:
    """The vectors of a file `check-<name>.json`."""
    document: dict[str, Any] = json.loads((FOLDER / f"check-{name}.json").read_text(encoding="utf-8"))
    return document
