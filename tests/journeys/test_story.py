"""The story end to end, and afterwards: nobody's identifier anywhere it must not be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from aiqyn import law
from aiqyn.simulate.people import population
from aiqyn.simulate.story import PEOPLE

CODE = """
import sys
from pathlib import Path
from aiqyn.simulate.story import tell
raise SystemExit(tell(Path(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The story's process, and the folder with every part's log."""
    logs = tmp_path_factory.mktemp("story") / "logs"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("AIQYN", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(logs)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=180,
        check=False,
    )
    return done, logs


def test_the_story_goes_from_hit_through_payment_to_clear(
    told: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, _ = told
    assert done.returncode == 0, done.stdout + done.stderr
    out = done.stdout
    assert out.index("HIT") < out.index("the bank reported the payment") < out.index("CLEAR (released)")
    released = re.search(r"^release: (\d+) ms$", out, re.MULTILINE)
    assert released is not None
    # Not a timed test: only that something was measured, and that it is no half minute of waiting.
    assert 0 < int(released[1]) < 30_000


def test_every_process_kept_a_log(told: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    _, logs = told
    names = {path.stem for path in logs.iterdir()}
    assert {"evaluate", "serve", "sequence", "publish", "expire", "commands"} <= names


def test_no_identifier_of_anybody_in_any_log_or_output(
    told: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    """IINs, document numbers, surnames with given names: of all 300 people, in every byte that was written."""
    done, logs = told
    written = done.stdout + done.stderr + "".join(path.read_text(errors="replace") for path in logs.iterdir())
    assert len(written) > 500
    today = datetime.now(law.load().timezone).date()
    for person in population(PEOPLE, today):
        assert person.iin not in written
        assert all(number not in written for _, number, _, _ in person.documents)
        assert f"{person.surname} {person.given_name}" not in written
        assert person.surname.upper() not in written


def test_no_address_carries_a_fact(told: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    """No route takes an IIN, a document, a name: only numbers of proceedings, references, days and digests."""
    from django.urls import get_resolver
    from django.urls.resolvers import URLPattern, URLResolver

    taken: set[str] = set()

    def walk(patterns: list[URLPattern | URLResolver]) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns)
            else:
                taken.update(pattern.pattern.converters)

    walk(get_resolver().url_patterns)
    assert taken <= {"number", "ref", "notice", "entry"}
