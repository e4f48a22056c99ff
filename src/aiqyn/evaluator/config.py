"""The evaluator's one configuration file, `evaluator.toml`: where its keys live, where it listens, who may
ask.

Example::

    folder = "evaluator"          # keys and counts; nobody else's to read
    host = "127.0.0.1"
    port = 8001
    country = "kz"
    points = "points.json"        # the manifest of points (aiqyn.protocol.manifest)
    seal = "/run/credentials/aiqyn-evaluator.service/seal"    # optional: 32 bytes that seal the day keys
    workers = 4                   # optional: processes; without it one for each core

Paths are relative to the file. There is no address of a database, and no place to write one.
"""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TYPES = {"folder": str, "host": str, "port": int, "country": str, "points": str, "seal": str, "workers": int}


class ConfigError(ValueError):
    """The configuration cannot be used; the message names the file, the key and the reason."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the evaluator is told. Both paths are absolute."""

    folder: Path
    points: Path
    host: str = "127.0.0.1"
    port: int = 8001
    country: str = "kz"
    seal: Path | None = None
    workers: int = 0

    @property
    def seal_file(self) -> Path:
        """Where the seal of the day keys stands: in the folder, unless it is said to be apart."""
        return self.seal or self.folder / "seal"

    @property
    def processes(self) -> int:
        """How many processes evaluate: as many as there are cores, unless it is said."""
        if self.workers:
            return self.workers
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load(path: Path) -> Config:
    """Read a configuration file; ConfigError names the key that is wrong."""
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    for key, value in values.items():
        if key not in _TYPES:
            raise ConfigError(f"{path}: {key}: unknown key")
        if not isinstance(value, _TYPES[key]) or isinstance(value, bool):
            raise ConfigError(f"{path}: {key}: must be of type {_TYPES[key].__name__}")
    for key in ("folder", "points"):
        if key not in values:
            raise ConfigError(f"{path}: {key}: missing")
        values[key] = (path.parent / values[key]).resolve()
    if "seal" in values:
        values["seal"] = (path.parent / values["seal"]).resolve()
    if not 0 <= values.get("workers", 0) <= 256:
        raise ConfigError(f"{path}: workers: must be from 0 (one for each core) to 256")
    if not 0 < values.get("port", 8001) < 65_536:
        # 0 would be a port that nobody is told: the server reports 0, not the port it was given.
        raise ConfigError(f"{path}: port: must be from 1 to 65535")
    return Config(**values)


def write(
    path: Path,
    *,
    folder: Path,
    points: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    country: str = "kz",
    workers: int = 0,
) -> Path:
    """Write a configuration file and return its path."""
    values: dict[str, str | int] = {
        "folder": str(folder), "host": host, "port": port, "country": country, "points": str(points),
        "workers": workers,
    }  # fmt: skip
    # A JSON string without non-ASCII characters is a TOML basic string.
    path.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()), encoding="utf-8")
    return path
