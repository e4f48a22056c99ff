"""The console script: what is there without Django, what a missing part says, what the operator's commands do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "aiqyn.entry.console"]
BLOCKED = """
import sys
for name in {names!r}:
    sys.modules[name] = None
from aiqyn.entry.console import main
raise SystemExit(main({arguments!r}))
"""


def run(*arguments: str, folder: Path, given: str = "", config: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("AIQYN", "DJANGO"))}
    if config:
        environment["AIQYN_CONFIG"] = str(config)
    return subprocess.run(
        [*COMMAND, *arguments], input=given, capture_output=True, text=True, cwd=folder, env=environment, check=False
    )


def without(names: list[str], *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    code = BLOCKED.format(names=names, arguments=list(arguments))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=False)


@pytest.mark.parametrize("command", ["migrate", "serve", "sequence", "publish", "expire"])
def test_a_command_whose_part_is_missing_says_which_to_install(tmp_path: Path, command: str) -> None:
    (tmp_path / "aiqyn.toml").write_text('folder = "."\n')
    done = without(["django"], command, folder=tmp_path)
    assert done.returncode == 2
    assert "aiqyn[register]" in done.stderr


def test_the_evaluator_without_its_server_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "evaluator.toml").write_text('folder = "e"\npoints = "points.json"\n')
    done = without(["granian"], "evaluate", folder=tmp_path)
    assert done.returncode == 2
    assert "aiqyn[evaluator]" in done.stderr


def test_help_and_the_check_need_no_django(tmp_path: Path) -> None:
    done = without(["django", "granian"], "--help", folder=tmp_path)
    assert done.returncode == 0
    assert "point" in done.stdout
    done = without(["django", "granian"], "point", "check", "--iin", "850615300073", folder=tmp_path)
    assert done.returncode == 2
    assert "two facts" in (done.stdout + done.stderr).lower()


@pytest.mark.parametrize(
    "facts",
    [
        ["--iin", "850615300073"],
        ["--name", "Somebody"],
        ["--plate", "123ABC02", "--vin", "1M8GDM9AXKP042788"],
        ["--document", "KAZ:N12345678"],
    ],
)
def test_one_fact_a_name_or_a_plate_with_a_vin_is_no_question(tmp_path: Path, facts: list[str]) -> None:
    done = run("point", "check", "--purpose", "border-departure", *facts, folder=tmp_path)
    assert done.returncode == 2
    assert "two facts" in (done.stdout + done.stderr).lower()
    assert "document" in (done.stdout + done.stderr).lower()


def test_a_desk_without_configuration_answers_unknown(tmp_path: Path) -> None:
    facts = ["--iin", "850615300073", "--document", "KAZ:N12345678"]
    done = run("point", "check", "--purpose", "border-departure", *facts, "--json", folder=tmp_path)
    assert done.returncode == 20
    assert json.loads(done.stdout)["state"] == "UNKNOWN"


def test_without_configuration_the_register_says_what_to_do(tmp_path: Path) -> None:
    for command in ("migrate", "serve", "sequence", "publish", "expire"):
        done = run(command, folder=tmp_path)
        assert done.returncode == 2
        assert "aiqyn init" in done.stderr


@pytest.mark.parametrize(
    ("line", "named"),
    [("port = 1\nnonsense = 2", "nonsense"), ('port = "x"', "port"), ("port = true", "port"), ("=", "TOML")],
)
def test_a_wrong_configuration_names_its_key(tmp_path: Path, line: str, named: str) -> None:
    (tmp_path / "aiqyn.toml").write_text(f'folder = "."\n{line}\n')
    done = run("migrate", folder=tmp_path)
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_a_register_is_founded_and_its_first_official_appointed(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    assert run("init", "--folder", str(folder), folder=tmp_path).returncode == 0
    config = folder / "aiqyn.toml"
    before = {path: path.read_bytes() for path in (folder / "keys").iterdir()}
    assert all(path.stat().st_mode & 0o077 == 0 for path in before)
    assert run("init", "--folder", str(folder), folder=tmp_path).returncode == 2
    assert {path: path.read_bytes() for path in (folder / "keys").iterdir()} == before
    assert run("migrate", folder=tmp_path, config=config).returncode == 0
    courts = tmp_path / "courts.csv"
    courts.write_text("code,name_kk,name_ru,name_en\n7501,Сот,Суд,Court\n", encoding="utf-8")
    assert run("import", "courts", str(courts), folder=tmp_path, config=config).returncode == 0
    add = (
        "official",
        "add",
        "--ref",
        "J1",
        "--name",
        "A judge",
        "--role",
        "judge",
        "--username",
        "judge",
        "--password-stdin",
    )
    weak = run(*add, "--court", "7501", folder=tmp_path, config=config, given="short\n")
    assert weak.returncode == 2
    assert "password" in weak.stderr
    assert run(*add, folder=tmp_path, config=config, given="a long enough passphrase\n").returncode == 2
    assert (
        run(*add, "--court", "7501", folder=tmp_path, config=config, given="a long enough passphrase\n").returncode == 0
    )
    assert (
        run(*add, "--court", "7501", folder=tmp_path, config=config, given="a long enough passphrase\n").returncode == 2
    )
    desk = run(
        "desk", "enrol", "--ref", "b1", "--purpose", "border-departure", "--place", "Here", "--write",
        str(tmp_path / "desk" / "point.toml"), folder=tmp_path, config=config,
    )  # fmt: skip
    assert desk.returncode == 0, desk.stderr
    assert (tmp_path / "desk" / "b1.key").stat().st_mode & 0o077 == 0
    assert run("sequence", "--once", folder=tmp_path, config=config).returncode == 0
    assert (folder / "public" / "ledger" / "checkpoint").exists()
    assert run("expire", folder=tmp_path, config=config).returncode == 0
    assert run("publish", "--once", folder=tmp_path, config=config).returncode == 1  # no evaluator answers
