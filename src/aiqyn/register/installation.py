"""An installation of the register: its configuration file and its keys. Keys are written once and never overwritten."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn.register import keys, seal

KEYS = ("ledger", "register", "publisher")


def write_configuration(file: Path, **values: object) -> None:
    """Write an `aiqyn.toml` beside everything of the register; values that are None keep their default."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = ['folder = "."'] + [f"{key} = {json.dumps(value)}" for key, value in values.items() if value is not None]
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    partial.write_text("\n".join(lines) + "\n", encoding="utf-8")
    partial.replace(file)


def create_keys(folder: Path, origin: str) -> dict[str, str]:
    """Create the register's keys where missing; returns the verifier keys of `ledger` and `register`."""
    for name in KEYS:
        keys.create(folder / "keys", name)
    seal.create(folder / "keys", origin)
    session = folder / "keys" / "session.key"
    if not session.exists():
        session.touch(mode=0o600)
        session.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return {name: keys.signer(folder / "keys", name, origin).vkey for name in ("ledger", "register")}


def publisher_key(folder: Path) -> bytes:
    """The public half (32 bytes) of the credential by which the register asks the evaluator."""
    seed = (folder / "keys" / "publisher.key").read_bytes()
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
