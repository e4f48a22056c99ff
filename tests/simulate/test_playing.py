"""`aiqyn play` beside other things on a machine: other plays, a real register, a kill at any moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.simulate.processes import descendants, gone

COMMAND = [sys.executable, "-m", "aiqyn.entry.console"]
PORT = "19100"


class Start(Protocol):
    def __call__(self, folder: Path, *options: str, **environment: str) -> subprocess.Popen[str]: ...


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts plays; what a failed test left running ends with the test."""
    started: list[subprocess.Popen[str]] = []

    def begin(folder: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
        cleared = {key: value for key, value in os.environ.items() if not key.startswith(("AIQYN", "DJANGO"))}
        process = subprocess.Popen(
            [*COMMAND, "play", "--json", "--people", "100", "--port", PORT, "--folder", str(folder), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=cleared | environment,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def told(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert line, process.stderr.read()
    answer: dict[str, Any] = json.loads(line)
    return answer


def end(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=40)
    assert process.returncode == 0, said
    return said


def check(point: str, person: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [*COMMAND, "point", "check", "--stdin", "--json", "--config", point],
        input=f"iin={person['iin']}\ndocument={person['document']}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_real_registers_database_in_the_environment_stays_untouched(start: Start, tmp_path: Path) -> None:
    other = tmp_path / "real.sqlite3"
    process = start(tmp_path / "play", AIQYN_DATABASE=f"sqlite://{other}", AIQYN_CONFIG="/nowhere/aiqyn.toml")
    country = told(process)
    held = next(person for person in country["personas"] if person["state"] == "in-force")
    # As soon as it says that it is ready, a desk finds what is in force.
    assert check(country["points"]["border-almaty-1"], held)["state"] == "HIT"
    end(process)
    assert not other.exists()


def test_a_real_register_is_neither_played_in_nor_deleted(start: Start, tmp_path: Path) -> None:
    founded = [*COMMAND, "init", "--folder", str(tmp_path / "register")]
    assert subprocess.run(founded, capture_output=True, check=False).returncode == 0
    (tmp_path / "register" / "register.sqlite3").write_text("years of it")

    def content() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}

    before = content()
    for options in ([], ["--fresh"]):
        process = start(tmp_path, *options)
        out, said = process.communicate(timeout=40)
        assert (process.returncode, out) == (2, "")
        assert "nothing was changed" in said
        assert "Traceback" not in said
    assert content() == before


def test_two_that_start_at_once_take_different_ports_and_never_the_same_folder(start: Start, tmp_path: Path) -> None:
    first, second = start(tmp_path / "one"), start(tmp_path / "two")
    one, two = told(first), told(second)
    assert {one["register"], one["evaluator"], *one["desks"].values()}.isdisjoint(
        {two["register"], two["evaluator"], *two["desks"].values()}
    )
    configuration = (tmp_path / "one" / "register" / "aiqyn.toml").read_text()
    third = start(tmp_path / "one", "--fresh")
    _, said = third.communicate(timeout=40)
    assert third.returncode == 2
    assert "another play" in said
    assert (tmp_path / "one" / "register" / "aiqyn.toml").read_text() == configuration
    end(first)
    end(second)


def test_fresh_makes_another_country_and_a_restart_does_not(start: Start, tmp_path: Path) -> None:
    process = start(tmp_path / "play")
    made = told(process)["personas"]
    assert "a synthetic country is made" in end(process)
    key = tmp_path / "play" / "register" / "keys" / "ledger.key"
    before = key.read_bytes()
    process = start(tmp_path / "play")
    again = told(process)
    assert again["personas"] == made
    # Ready means that this day's heads are signed: nobody is answered UNKNOWN on yesterday's.
    assert check(again["points"]["border-almaty-1"], made[-1])["state"] == "CLEAR"
    assert "the country of this folder" in end(process)
    assert key.read_bytes() == before
    process = start(tmp_path / "play", "--fresh")
    told(process)
    assert "the old country is deleted" in end(process)
    assert key.read_bytes() != before


def test_half_a_country_is_made_anew(start: Start, tmp_path: Path) -> None:
    process = start(tmp_path / "play")
    assert process.stderr is not None
    while "writs" not in process.stderr.readline():
        assert process.poll() is None
    process.kill()
    process.communicate()
    process = start(tmp_path / "play")
    told(process)
    assert "an unfinished country is deleted" in end(process)


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2, 0.6])
def test_killed_while_its_parts_start_it_leaves_none_of_them(start: Start, tmp_path: Path, seconds: float) -> None:
    process = start(tmp_path / "play")
    while not (family := descendants(process.pid)):
        assert process.poll() is None
        time.sleep(0.005)
    time.sleep(seconds)
    family |= descendants(process.pid)
    process.kill()
    process.communicate()
    assert gone(family)


def test_the_personas_told_are_those_that_can_be_chosen(start: Start, tmp_path: Path) -> None:
    from aiqyn.simulate.browser import Browser

    process = start(tmp_path / "play")
    country = told(process)
    places = {
        "agent": "/proceedings/", "judge": "/court/", "duty-officer": "/duty/", "prosecutor": "/prosecutor/",
        "person": "/me/",
    }  # fmt: skip
    for role, place in places.items():
        persona = next(one for one in country["personas"] if one["role"] == role)
        browser = Browser(country["register"])
        page = browser.submit(browser.get("/sign-in/persona/"), "/sign-in/persona/", persona=persona["persona"])
        assert (page.status, page.path) == (200, place)
        if role == "person":
            assert persona["name"] in page.text
    end(process)
