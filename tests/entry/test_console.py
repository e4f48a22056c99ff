"""The console script: what is there without Django, what a missing part says, what the operator's commands do."""

from __future__ import annotations

import json
import os
import re
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


OFFICIAL = ("official", "add", "--ref", "J1", "--name", "A judge", "--role", "judge", "--username", "judge")
DESK = ("desk", "enrol", "--ref", "b1", "--purpose", "border-departure", "--place", "Here")
NEEDING_DJANGO = [
    ("migrate",), ("serve",), ("sequence",), ("publish",), ("expire",), OFFICIAL, (*DESK, "--write", "point.toml"),
    ("import", "courts", "courts.csv"),
]  # fmt: skip


@pytest.mark.parametrize("command", NEEDING_DJANGO, ids=lambda command: command[0])
def test_a_command_whose_part_is_missing_says_which_to_install(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "aiqyn.toml").write_text('folder = "."\n')
    done = without(["django"], *command, folder=tmp_path)
    assert done.returncode == 2
    assert "pip install 'aiqyn[register]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("missing", ["django", "granian", "defusedxml", "stdnum", "whitenoise"])
@pytest.mark.parametrize("more", [[], ["--story"]], ids=["play", "story"])
def test_a_play_says_at_once_that_it_needs_everything(tmp_path: Path, missing: str, more: list[str]) -> None:
    done = without([missing], "play", *more, folder=tmp_path)
    assert done.returncode == 2
    assert f"{missing} is not installed" in done.stderr
    assert "pip install 'aiqyn[all]'" in done.stderr
    assert list(tmp_path.iterdir()) == []


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
    assert without(["django", "granian"], "--version", folder=tmp_path).stdout.startswith("aiqyn ")


def test_help_names_every_command_in_plain_words(tmp_path: Path) -> None:
    lines = run("--help", folder=tmp_path).stdout.splitlines()
    told = {line.split()[0] for line in lines if re.match(r"    [a-z]", line)}
    assert told == {
        "play", "law", "simulate", "point", "evaluate", "init", "migrate", "official", "desk", "lot", "import",
        "export", "reconcile", "neighbours", "papers", "serve", "sequence", "publish", "expire",
    }  # fmt: skip
    for command in told:
        done = run(command, "--help", folder=tmp_path)
        assert done.returncode == 0
        assert done.stdout.startswith(f"usage: aiqyn {command}")


@pytest.mark.parametrize("wrong", [["--people", "5"], ["--people", "9999999"], ["--port", "70000"], ["--port", "-1"]])
def test_a_play_refuses_absurd_numbers(tmp_path: Path, wrong: list[str]) -> None:
    done = run("play", *wrong, folder=tmp_path)
    assert done.returncode == 2
    assert wrong[0] in done.stderr
    assert list(tmp_path.iterdir()) == []


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


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--country", "xx"], "xx"),
        (["--database", "mysql://x"], "database"),
        (["--public-url", "register.example"], "--public-url"),
        (["--evaluator-url", "https://["], "--evaluator-url"),
    ],
)
def test_what_cannot_work_is_said_before_anything_is_written(tmp_path: Path, options: list[str], named: str) -> None:
    done = run("init", "--folder", str(tmp_path / "register"), *options, folder=tmp_path)
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("init", "--folder", str(tmp_path / "file" / "register"), folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_before_the_tables_are_made_every_command_says_so(tmp_path: Path) -> None:
    assert run("init", "--folder", str(tmp_path), folder=tmp_path).returncode == 0
    file = tmp_path / "point.toml"
    for command in (
        (*OFFICIAL, "--password-stdin", "--court", "7501"),
        (*DESK, "--write", str(file)),
        ("sequence", "--once"),
        ("publish", "--once"),
        ("expire",),
    ):
        done = run(*command, folder=tmp_path, given="a long enough passphrase\n")
        assert done.returncode == 1, command
        assert "aiqyn migrate" in done.stderr
        assert "Traceback" not in done.stderr
    assert not file.exists()
    assert not file.with_name("b1.key").exists()


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration of a founded register without anything in it."""
    folder = tmp_path_factory.mktemp("register")
    assert run("init", "--folder", str(folder), "--country", "kz", folder=folder).returncode == 0
    assert run("migrate", folder=folder).returncode == 0
    return folder / "aiqyn.toml"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--ref", "A desk", "--public-key", "A" * 43], "--ref"),
        (["--ref", "publisher", "--public-key", "A" * 43], "--ref"),
        (["--ref", "b1", "--public-key", "AAAA"], "--public-key"),
        (["--ref", "b1", "--public-key", "$" + "A" * 43], "--public-key"),
        (["--ref", "b1", "--public-key", "ә" * 43], "--public-key"),
    ],
)
def test_a_desk_that_could_not_ask_is_not_enrolled(
    register: Path, tmp_path: Path, options: list[str], named: str
) -> None:
    purpose = ("--purpose", "border-departure", "--place", "Here")
    done = run("desk", "enrol", *options, *purpose, folder=tmp_path, config=register)
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_enrolling_never_overwrites_and_leaves_no_key_of_a_desk_that_was_refused(
    register: Path, tmp_path: Path
) -> None:
    def enrol(file: Path) -> subprocess.CompletedProcess[str]:
        return run(*DESK, "--write", str(file), folder=tmp_path, config=register)

    first = tmp_path / "first" / "point.toml"
    assert enrol(first).returncode == 0
    before = {path: path.read_bytes() for path in first.parent.iterdir()}
    assert enrol(first).returncode == 2  # the configuration is there
    assert enrol(first.with_name("other.toml")).returncode == 2  # the key is there
    assert {path: path.read_bytes() for path in first.parent.iterdir()} == before
    again = tmp_path / "again" / "point.toml"
    done = enrol(again)
    assert done.returncode == 2  # the name is taken
    assert "ref" in done.stderr
    assert list(again.parent.iterdir()) == []


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
    add = (*OFFICIAL, "--password-stdin")
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


@pytest.mark.parametrize(("typed", "taken"), [(["same words", "same words"], "same words"), (["one", "two"], None)])
def test_a_password_is_asked_twice_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: list[str], taken: str | None
) -> None:
    from argparse import Namespace

    from aiqyn.entry.commands import official

    answers = iter(typed)
    monkeypatch.setattr("aiqyn.entry.commands.official.getpass.getpass", lambda _: next(answers))
    assert official._password(Namespace(password_stdin=False)) == taken
    assert capsys.readouterr() == ("", "")
