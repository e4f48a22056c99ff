"""A service point's one configuration file, `point.toml`: what it is, whom it asks, which keys it pins.

Example::

    id = "border-almaty-1"
    purpose = "border-departure"
    register_url = "https://register.example"
    evaluator_url = "https://evaluator.example"   # or a list of addresses, tried in turn
    ledger_vkey = "register.example/ledger+1234abcd+AV..."     # signs checkpoints
    register_vkey = "register.example/check+5678ef01+AV..."    # signs heads and confirmations
    credential = "point.pem"       # Ed25519 private key: PEM, or 64 hexadecimal digits of its seed
    country = "kz"
    folder = "point"               # token sets and what is remembered of the ledger: nothing about people
    ca_file = "ministry-ca.pem"    # optional: the authority that signed the two servers' certificates
    cover = true                   # after each miss a confirmation of nothing: the wire must not tell a hit

Paths are relative to the file. An address is `https`, or `http` on this very machine.
"""

from __future__ import annotations

import json
import os
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from aiqyn.law import Purpose
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteVerifier
from aiqyn.protocol import strict
from aiqyn.protocol.errors import ProtocolError

VARIABLE = "AIQYN_POINT"
_REQUIRED = ("id", "purpose", "register_url", "evaluator_url", "ledger_vkey", "register_vkey", "credential")
_OPTIONAL = {"country": "kz", "folder": "point", "ca_file": "", "cover": True}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class ConfigError(ValueError):
    """The configuration is missing or cannot be used; the message names the file, the key and the reason."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a service point is told. Paths are absolute; addresses have no trailing slash."""

    point: str
    purpose: Purpose
    register_url: str
    evaluator_urls: tuple[str, ...]
    ledger: NoteVerifier
    register: NoteVerifier
    credential: Path
    country: str
    folder: Path
    ca_file: Path | None = None
    cover: bool = True

    @property
    def evaluator_url(self) -> str:
        """The evaluator that is asked first."""
        return self.evaluator_urls[0]

    def key(self) -> Ed25519PrivateKey:
        """The point's private key, read now and kept by nobody else."""
        try:
            content = self.credential.read_bytes()
        except OSError as error:
            raise ConfigError(f"{self.credential}: cannot be read: {error.strerror}") from error
        try:
            if content.lstrip().startswith(b"-----"):
                key = load_pem_private_key(content, password=None)
            else:
                key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(content.decode("ascii").strip()))
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise ConfigError(f"{self.credential}: must be an Ed25519 private key, PEM or 64 digits") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise ConfigError(f"{self.credential}: must be an Ed25519 private key")
        return key


def find(path: Path | None = None) -> Path:
    """The configuration file: `path`, else what `AIQYN_POINT` names, else `./point.toml`."""
    return path or Path(os.environ.get(VARIABLE) or "point.toml")


def load(path: Path) -> Config:
    """Read a configuration file; ConfigError names the key that is wrong."""
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    for key, value in values.items():
        if key not in _REQUIRED and key not in _OPTIONAL:
            raise ConfigError(f"{path}: {key}: unknown key")
        _check_type(path, key, value)
    for key in _REQUIRED:
        if not values.get(key):
            raise ConfigError(f"{path}: {key}: missing")
    try:
        return _read(path.parent, _OPTIONAL | values)
    except ProtocolError as error:
        raise ConfigError(f"{path}: {error}") from error


def _check_type(path: Path, key: str, value: object) -> None:
    if key == "cover":
        if not isinstance(value, bool):
            raise ConfigError(f"{path}: {key}: must be true or false")
    elif key == "evaluator_url" and isinstance(value, list):
        if not all(isinstance(address, str) for address in value):
            raise ConfigError(f"{path}: {key}: must be an address, or a list of addresses")
    elif not isinstance(value, str):
        raise ConfigError(f"{path}: {key}: must be a text")


def _read(base: Path, values: dict[str, Any]) -> Config:
    evaluators = values["evaluator_url"]
    return Config(
        point=strict.name(values, "id"),
        purpose=strict.choice(Purpose, values["purpose"], "purpose"),
        register_url=_address(values["register_url"], "register_url"),
        evaluator_urls=tuple(
            _address(address, "evaluator_url")
            for address in ([evaluators] if isinstance(evaluators, str) else evaluators)
        ),
        ledger=_verifier(values, "ledger_vkey"),
        register=_verifier(values, "register_vkey"),
        credential=(base / values["credential"]).resolve(),
        country=values["country"],
        folder=(base / values["folder"]).resolve(),
        ca_file=(base / values["ca_file"]).resolve() if values["ca_file"] else None,
        cover=values["cover"],
    )


def _address(value: str, key: str) -> str:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ProtocolError(key, "must be an address") from None
    if not host or parts.query or parts.fragment or parts.username is not None:
        raise ProtocolError(key, "must be an address of a server, without a question mark or a name in it")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        raise ProtocolError(key, "must begin with https:// (http:// only on this machine)")
    return value.rstrip("/")


def _verifier(values: dict[str, Any], key: str) -> NoteVerifier:
    try:
        return NoteVerifier.from_vkey(values[key])
    except LedgerError:
        raise ProtocolError(key, "must be a verifier key of the signed-note form") from None


def write(
    path: Path,
    *,
    point: str,
    purpose: Purpose,
    register_url: str,
    evaluator_url: str | list[str],
    ledger_vkey: str,
    register_vkey: str,
    seed: bytes,
    country: str = "kz",
    folder: str = "point",
    cover: bool = True,
) -> Path:
    """Write a configuration file and beside it `<id>.key` (mode 0600) from a seed of 32 bytes."""
    key_file = path.with_name(f"{point}.key")
    handle = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        os.fchmod(file.fileno(), stat.S_IRUSR | stat.S_IWUSR)
        file.write(seed.hex() + "\n")
    values = {
        "id": point, "purpose": purpose.value, "register_url": register_url, "evaluator_url": evaluator_url,
        "ledger_vkey": ledger_vkey, "register_vkey": register_vkey, "credential": key_file.name,
        "country": country, "folder": folder, "cover": cover,
    }  # fmt: skip
    # A JSON string without non-ASCII characters is a TOML basic string; lists of them and booleans are the same, too.
    path.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()), encoding="utf-8")
    return path
