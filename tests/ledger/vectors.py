"""The vectors of `spec/ledger.md`, and the small logs that several tests build."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from aiqyn import ledger

SPEC = Path(__file__).resolve().parents[2] / "spec"
SIGNER = ledger.NoteSigner("test.example/ledger", b"1" * 32)


def vectors(name: str) -> dict[str, Any]:
    """The vectors of a file `ledger-<name>.json`."""
    text = (SPEC / "vectors" / f"ledger-{name}.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def entries(count: int) -> list[bytes]:
    """The entries of the log in `ledger-tiles.json`."""
    return [hashlib.sha256(b"entry %d" % index).digest() for index in range(count)]


def hashes(steps: list[str]) -> list[bytes]:
    """Hashes from hex."""
    return [bytes.fromhex(step) for step in steps]


def build(folder: Path, log: list[bytes], *sizes: int) -> ledger.TileStore:
    """A store that grew to each of the sizes, a checkpoint at each."""
    made = ledger.TileStore(folder)
    for size in sizes:
        made.append(log[made.size : size])
        made.publish(SIGNER)
    return made


def published(folder: Path) -> ledger.Checkpoint:
    """The checkpoint in a folder, verified."""
    return ledger.Checkpoint.open((folder / "checkpoint").read_text(encoding="utf-8"), [SIGNER.verifier])
