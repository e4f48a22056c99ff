"""The register's own keys: what signs checkpoints, heads and confirmations. Never the evaluation key.

Seeds are 32 bytes in files of mode 0600, written once; a key that exists is never overwritten.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from aiqyn import ledger

NAMES = ("ledger", "register")


def create(folder: Path, name: str, size: int = 32) -> Path:
    """Write a new random seed as `name`.key unless there is one. Returns its path."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.key"
    if not path.exists():
        partial = folder / f".{name}.{os.getpid()}.part"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(secrets.token_bytes(size))
            handle.flush()
            os.fsync(handle.fileno())
        os.link(partial, path)
        partial.unlink()
    return path


def signer(folder: Path, name: str, origin: str) -> ledger.NoteSigner:
    """The signer of `origin`/`name`, from its seed file."""
    return ledger.NoteSigner(f"{origin}/{name}", (folder / f"{name}.key").read_bytes())
