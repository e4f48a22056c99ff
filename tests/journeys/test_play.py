"""`aiqyn play`: ready, told as JSON, its parts kept apart, and gone with its parent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

HTTP = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(5))
COMMAND = [sys.executable, "-m", "aiqyn.entry.console"]


def environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("AIQYN", "DJANGO"))}


def play(folder: Path, *options: str) -> tuple[subprocess.Popen[str], dict[str, Any]]:
    process = subprocess.Popen(
        [*COMMAND, "play", "--json", "--people", "300", "--port", "18500", "--folder", str(folder), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        assert process.stderr is not None
        raise AssertionError(process.stderr.read())
    return process, json.loads(line)


def descendants(pid: int) -> set[int]:
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child} | descendants(child)
    return found


def alive(pids: set[int]) -> set[int]:
    def running(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except FileNotFoundError:
            return False

    return {pid for pid in pids if running(pid)}


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any], Path]]:
    folder = tmp_path_factory.mktemp("play") / "play"
    process, told = play(folder)
    yield process, told, folder
    process.terminate()
    process.wait(20)


def test_it_says_where_to_go_and_whom_to_be(country: tuple[subprocess.Popen[str], dict[str, Any], Path]) -> None:
    _, told, _ = country
    for address in (told["register"], *told["desks"].values()):
        assert HTTP.request("GET", address + "/", redirect=True, retries=3).status == 200
    roles = {persona["role"] for persona in told["personas"]}
    assert roles == {"agent", "judge", "duty-officer", "prosecutor", "custodian", "person"}
    states = {persona["state"] for persona in told["personas"] if persona["role"] == "person"}
    assert {"in-force", "paid", "nothing held"} <= states


@pytest.mark.parametrize(
    ("state", "code"), [("in-force", 10), ("alimony-in-force", 10), ("paid", 0), ("lifted", 0), ("nothing held", 0)]
)
def test_a_desk_asks_from_the_shell(
    country: tuple[subprocess.Popen[str], dict[str, Any], Path], state: str, code: int
) -> None:
    _, told, _ = country
    person = next(p for p in told["personas"] if p["state"] == state)
    done = subprocess.run(
        [*COMMAND, "point", "check", "--stdin", "--json", "--config", told["points"]["border-almaty-1"]],
        input=f"iin={person['iin']}\ndocument={person['document']}\n",
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr


def _process(folder: Path, words: str) -> int:
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                line = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if f"console {words}" in line and (path / "cwd").resolve().is_relative_to(folder):
                return int(path.name)
    raise AssertionError(f"no process {words}")


def _open_files(pid: int) -> set[str]:
    family = {pid} | descendants(pid)
    found = set()
    for member in family:
        for link in Path(f"/proc/{member}/fd").iterdir():
            try:
                found.add(os.readlink(link))
            except FileNotFoundError:
                continue
        for line in Path(f"/proc/{member}/maps").read_text().splitlines():
            found.add(line.split(maxsplit=5)[5] if len(line.split(maxsplit=5)) > 5 else "")
    return found


def test_the_evaluator_has_no_way_to_the_database(
    country: tuple[subprocess.Popen[str], dict[str, Any], Path],
) -> None:
    """Environment, open files, loaded modules (as mapped files)."""
    _, _, folder = country
    pid = _process(folder, "evaluate")
    for member in {pid} | descendants(pid):
        given = Path(f"/proc/{member}/environ").read_bytes().decode()
        assert "AIQYN_CONFIG" not in given
        assert "DATABASE" not in given
        assert "DJANGO" not in given
    files = _open_files(pid)
    assert not [name for name in files if str(folder / "register") in name]
    assert not [name for name in files if "sqlite" in name or "psycopg" in name or "libpq" in name]
    settings = (folder / "evaluator" / "evaluator.toml").read_text()
    assert "sqlite" not in settings
    assert "register" not in settings


def test_the_register_has_no_way_to_the_key(
    country: tuple[subprocess.Popen[str], dict[str, Any], Path],
) -> None:
    _, _, folder = country
    for words in ("serve", "publish", "sequence", "expire"):
        pid = _process(folder, words)
        for member in {pid} | descendants(pid):
            given = Path(f"/proc/{member}/environ").read_bytes().decode()
            assert str(folder / "evaluator") not in given
        assert not [name for name in _open_files(pid) if str(folder / "evaluator") in name]
    settings = (folder / "register" / "aiqyn.toml").read_text()
    assert str(folder / "evaluator") not in settings
    assert sorted(path.name for path in (folder / "register" / "keys").iterdir()) == [
        "ledger.key",
        "publisher.key",
        "register.key",
        "seal.crt",
        "seal.key",
        "session.key",
    ]


def test_the_register_loads_nothing_of_the_evaluator(tmp_path: Path) -> None:
    code = (
        "import sys, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'aiqyn.entry.settings'; import django; django.setup();"
        "import aiqyn.disclosure.publishing, aiqyn.disclosure.doorway, aiqyn.disclosure.confirming, aiqyn.desks.urls;"
        "print([m for m in sys.modules if m.startswith('aiqyn.evaluator')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), cwd=tmp_path, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_a_second_play_takes_other_ports_and_a_restart_keeps_the_country(tmp_path: Path) -> None:
    process, told = play(tmp_path / "one")
    other, beside = play(tmp_path / "two")
    assert not set(told["desks"].values()) & set(beside["desks"].values())
    assert told["register"] != beside["register"]
    for one in (process, other):
        one.send_signal(signal.SIGINT)
        one.wait(30)
    again, restarted = play(tmp_path / "one")
    assert restarted["personas"] == told["personas"]
    again.terminate()
    again.wait(30)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_ending_it_ends_all_its_processes(tmp_path: Path, how: signal.Signals) -> None:
    process, _ = play(tmp_path / "play")
    family = descendants(process.pid)
    assert len(family) >= 9
    process.send_signal(how)
    process.wait(30)
    ends = time.monotonic() + 15
    while alive(family) and time.monotonic() < ends:
        time.sleep(0.1)
    assert alive(family) == set()
