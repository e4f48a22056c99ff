"""The register's one configuration file: where things live, and what this installation is.

`aiqyn.toml` is named by `AIQYN_CONFIG`, else looked for in the working folder. Without a file the settings still load
(type checker, tests), with a database in `AIQYN_DATABASE` or in memory, and nothing can be served.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class ConfigurationError(ValueError):
    """The configuration cannot be used; the message names the file, the key and the reason."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What `aiqyn.toml` says, with defaults filled in. Durations in seconds."""

    folder: Path
    database: str
    country: str = "kz"
    origin: str = "register.example/aiqyn"
    public_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    evaluator_url: str = "http://127.0.0.1:8001"
    play: bool = False
    ready: bool = True
    #: On trial: the register answers and affects nothing (docs/neighbours.md).
    shadow: bool = False
    sequence_every: float = 0.2
    publish_every: float = 900.0
    head_every: float = 5.0
    allowed_hosts: tuple[str, ...] = field(default=("127.0.0.1", "localhost"))
    #: The state's systems by name: `https://…`, `folder:PATH` or `stand-in` (docs/neighbours.md).
    neighbours: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> Path:
        """Folder of the register's own keys: never the evaluation key."""
        return self.folder / "keys"

    @property
    def public(self) -> Path:
        """Folder that is served as it is: heads, token sets, ledger tiles."""
        return self.folder / "public"

    @property
    def inbox(self) -> Path:
        """Folder for copies of imported files, deleted after their retention."""
        return self.folder / "imports"

    @property
    def photographs(self) -> Path:
        """Folder of the photographs of detained vehicles: served to custodians of the lot alone."""
        return self.folder / "photographs"


_FIELDS = {
    "folder": str, "database": str, "country": str, "origin": str, "public_url": str, "host": str, "port": int,
    "evaluator_url": str, "play": bool, "shadow": bool, "sequence_every": float, "publish_every": float,
    "head_every": float, "allowed_hosts": list, "neighbours": dict,
}  # fmt: skip


def load(path: Path | None = None) -> Configuration:
    """Read the configuration from `path`, `AIQYN_CONFIG` or `./aiqyn.toml`, in this order."""
    named = path or (Path(os.environ["AIQYN_CONFIG"]) if os.environ.get("AIQYN_CONFIG") else None)
    file = named or Path("aiqyn.toml")
    if not file.is_file():
        if named is not None:
            raise ConfigurationError(f"{file}: no such configuration file")
        return _without_a_file()
    try:
        values: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: not valid TOML: {error}") from error
    return _read(file, values)


def _without_a_file() -> Configuration:
    return Configuration(
        folder=Path(".run"), database=os.environ.get("AIQYN_DATABASE", "sqlite://:memory:"), ready=False
    )


def _read(file: Path, values: dict[str, Any]) -> Configuration:
    for key, value in values.items():
        if key not in _FIELDS:
            raise ConfigurationError(f"{file}: {key}: unknown key")
        wanted = _FIELDS[key]
        if wanted is float and isinstance(value, int) and not isinstance(value, bool):
            values[key] = float(value)
        elif not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            raise ConfigurationError(f"{file}: {key}: must be of type {wanted.__name__}")
    if "folder" not in values:
        raise ConfigurationError(f"{file}: folder: missing")
    folder = (file.parent / values.pop("folder")).resolve()
    database = values.pop("database", f"sqlite://{folder / 'register.sqlite3'}")
    if "allowed_hosts" in values:
        values["allowed_hosts"] = tuple(str(host) for host in values["allowed_hosts"])
    return Configuration(folder=folder, database=os.environ.get("AIQYN_DATABASE", database), **values)


def database_settings(address: str) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite://PATH` or `postgresql://user:password@host:port/name`."""
    if address.startswith("sqlite://"):
        # IMMEDIATE: a writer takes the write lock at BEGIN, so that an act reads what it will write upon.
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": address.removeprefix("sqlite://"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ConfigurationError("database: must be sqlite://PATH or postgresql://user@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
