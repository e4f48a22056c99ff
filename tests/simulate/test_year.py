"""A simulated year of a thousand people, as the command line lives it, with every invariant held at its end."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from aiqyn.simulate.year.mistakes import Mistake


@pytest.fixture(scope="module")
def year() -> str:
    command = [sys.executable, "-m", "aiqyn.entry.console", "simulate", "--year", "--people", "1000", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def test_nobody_is_stopped_without_an_order_that_names_them(year: str) -> None:
    assert year.rstrip().endswith("persons stopped without an order that names them: 0")
    assert "every invariant holds" in year
    assert "BROKEN" not in year
    answers = re.search(r"answers: CLEAR (\d+), HIT (\d+)", year)
    assert answers is not None, "desks must have stopped somebody, or nothing was proven"
    assert min(map(int, answers.groups())) > 10


def test_every_mistake_was_made_and_says_where_it_was_caught(year: str) -> None:
    made = dict(re.findall(r"^  (\S.*): (\d+)$", year, re.MULTILINE))
    kinds = {Mistake.TWIN, Mistake.NAMESAKE, Mistake.DOUBLE, Mistake.GHOST_DOCUMENT}
    assert {kind.value for kind in kinds} <= set(made)
    caught = sum(int(count) for count in re.findall(r"^    caught (\d+): ", year, re.MULTILINE))
    assert caught == sum(map(int, made.values()))


def test_the_command_wants_enough_people_to_prove_something() -> None:
    command = [sys.executable, "-m", "aiqyn.entry.console", "simulate", "--year", "--people", "10"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--people" in done.stderr
