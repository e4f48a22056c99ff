"""Every story ends as it is told, and says nothing of anybody on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime

import pytest

from aiqyn import law
from aiqyn.simulate.people import population
from aiqyn.simulate.stories import NAMES
from aiqyn.simulate.stories.walk import PEOPLE

OTHERS = [name for name in NAMES if name != "release"]  # which has tests of its own


@pytest.mark.parametrize("name", OTHERS)
def test_the_story_ends_as_told(name: str) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("AIQYN", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, "-m", "aiqyn.entry.console", "play", "--story", name],
        capture_output=True,
        text=True,
        env=environment,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "CLEAR" in done.stdout
    for person in population(PEOPLE, datetime.now(law.load().timezone).date()):
        assert person.iin not in done.stdout + done.stderr
        assert all(number not in done.stdout for _, number, _, _ in person.documents)
