"""A desk's configuration: one file, written and read, errors that name the key."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from aiqyn.client import config
from aiqyn.law import Purpose
from tests.client.register import LEDGER, REGISTER

SEED = bytes(range(32))
PEM = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()


def written(folder: Path) -> Path:
    return config.write(
        folder / "point.toml",
        point="border-1",
        purpose=Purpose.BORDER_DEPARTURE,
        register_url="https://register.example/aiqyn/",
        evaluator_url="http://127.0.0.1:8001",
        ledger_vkey=LEDGER.vkey,
        register_vkey=REGISTER.vkey,
        seed=SEED,
    )


def test_what_is_written_is_read(tmp_path: Path) -> None:
    read = config.load(written(tmp_path))
    assert (read.point, read.purpose, read.country) == ("border-1", Purpose.BORDER_DEPARTURE, "kz")
    assert read.register_url == "https://register.example/aiqyn"
    assert (read.ledger.vkey, read.register.vkey) == (LEDGER.vkey, REGISTER.vkey)
    assert (read.folder, read.ca_file) == (tmp_path / "point", None)
    assert read.key().private_bytes_raw() == SEED
    assert stat.S_IMODE(read.credential.stat().st_mode) == 0o600


def test_a_key_may_be_pem(tmp_path: Path) -> None:
    path = written(tmp_path)
    (tmp_path / "border-1.key").write_bytes(Ed25519PrivateKey.from_private_bytes(SEED).private_bytes(*PEM))
    assert config.load(path).key().private_bytes_raw() == SEED


@pytest.mark.parametrize(
    "content", [b"", b"00", b"-----BEGIN", b"\xff" * 64, X25519PrivateKey.generate().private_bytes(*PEM)]
)
def test_another_key_is_refused_without_its_value(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path)
    (tmp_path / "border-1.key").write_bytes(content)
    with pytest.raises(config.ConfigError, match=r"border-1\.key: must be an Ed25519 private key"):
        config.load(path).key()


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("id", "Border 1", "id"),
        ("id", "", "id: missing"),
        ("purpose", "metro-gate", "purpose"),
        ("register_url", "http://register.example", "register_url: must begin with https"),
        ("register_url", "register.example", "register_url"),
        ("evaluator_url", "https://a.example/?x=1", "evaluator_url"),
        ("evaluator_url", "https://user@a.example", "evaluator_url"),
        ("evaluator_url", "https://a.example:port", "evaluator_url"),
        ("ledger_vkey", "a+b+c", "ledger_vkey"),
        ("database", "x", "database: unknown key"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, key: str, value: str, told: str) -> None:
    path = written(tmp_path)
    lines = [line for line in path.read_text().splitlines() if not line.startswith(f"{key} =")]
    path.write_text("\n".join([*lines, f'{key} = "{value}"']))
    with pytest.raises(config.ConfigError, match=told):
        config.load(path)


def test_what_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(config.ConfigError, match="no such file"):
        config.load(tmp_path / "none.toml")
    with pytest.raises(config.ConfigError, match="cannot be read"):
        config.load(tmp_path)
    (tmp_path / "a.toml").write_text("id")
    with pytest.raises(config.ConfigError, match="TOML"):
        config.load(tmp_path / "a.toml")
    (tmp_path / "b.toml").write_text("id = 1")
    with pytest.raises(config.ConfigError, match="id: must be a text"):
        config.load(tmp_path / "b.toml")


def test_where_a_configuration_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(config.VARIABLE, raising=False)
    assert config.find() == Path("point.toml")
    monkeypatch.setenv(config.VARIABLE, "/etc/aiqyn/point.toml")
    assert config.find() == Path("/etc/aiqyn/point.toml")
    assert config.find(Path("mine.toml")) == Path("mine.toml")
