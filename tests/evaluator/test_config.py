"""The evaluator's configuration: written, read, and errors that name the key."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from aiqyn.evaluator import commands, config


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = config.write(tmp_path / "evaluator.toml", folder=Path("keys here"), points=tmp_path / "points.json", port=9)
    read = config.load(path)
    assert read == config.Config(folder=tmp_path / "keys here", points=tmp_path / "points.json", port=9)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("folder = 'a'", "points: missing"),
        ("points = 'a'", "folder: missing"),
        ("folder = 'a'\npoints = 'b'\ndatabase = 'x'", "database: unknown key"),
        ("folder = 'a'\npoints = 'b'\nport = '8001'", "port: must be of type int"),
        ("folder = 'a'\npoints = 'b'\nport = true", "port: must be of type int"),
        ("folder = 'a'\npoints = 'b'\nport = 0", "port: must be from 1 to 65535"),
        ("folder = 1\npoints = 'b'", "folder: must be of type str"),
        ("folder", "not valid TOML"),
    ],
)
def test_a_wrong_configuration_names_the_key(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "evaluator.toml"
    path.write_text(text)
    with pytest.raises(config.ConfigError, match=told):
        config.load(path)


def test_the_command_without_a_configuration_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    commands.add_evaluate(parser.add_subparsers())
    arguments = parser.parse_args(["evaluate", "--config", str(tmp_path / "none.toml")])
    assert arguments.run(arguments) == 2
    assert "none.toml" in capsys.readouterr().err
