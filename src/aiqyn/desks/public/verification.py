"""The public halves of the register's signing keys: what a stranger needs to check what it signed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aiqyn.register import keys


def public_keys(folder: Path, origin: str) -> dict[str, str]:
    """Verifier keys (C2SP signed-note) by name; empty where none was made yet."""
    return {name: _public_key(folder, name, origin) for name in keys.NAMES if (folder / f"{name}.key").is_file()}


@cache
def _public_key(folder: Path, name: str, origin: str) -> str:
    # Only the public half is kept: the seed is forgotten with the signer.
    return keys.signer(folder, name, origin).vkey
