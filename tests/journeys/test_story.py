"""The story end to end, and afterwards: nobody's identifier anywhere it must not be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from aiqyn import law
from aiqyn.simulate.household import DESKS
from aiqyn.simulate.people import population
from aiqyn.simulate.stories.walk import PEOPLE
from tests.simulate.processes import descendants, gone

CODE = """
import sys
from pathlib import Path
from aiqyn.simulate.stories import tell
raise SystemExit(tell("release", Path(sys.argv[1])))
"""
# Python imports this by itself: in the story's process, and in each command that the story runs.
RECORDING = """
import os
from urllib3 import HTTPConnectionPool
_ask = HTTPConnectionPool.urlopen
def urlopen(self, method, url, *args, **more):
    with open(os.environ["STORY_ADDRESSES"], "a", encoding="utf-8") as told:
        told.write(f"{method} http://{self.host}:{self.port}{url}\\n")
    return _ask(self, method, url, *args, **more)
HTTPConnectionPool.urlopen = urlopen
"""


@dataclass(frozen=True)
class Told:
    """What the story left behind: its process, the folder with every part's log, every address that was asked."""

    done: subprocess.CompletedProcess[str]
    logs: Path
    addresses: list[str]


def cleared() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("AIQYN", "DJANGO"))}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("story")
    (folder / "recording").mkdir()
    (folder / "recording" / "sitecustomize.py").write_text(RECORDING)
    addresses = folder / "addresses"
    # A real register's database in the environment: the story must not know it.
    other = {"AIQYN_DATABASE": f"sqlite://{folder / 'real.sqlite3'}"}
    paths = [str(folder / "recording"), *filter(None, [os.environ.get("PYTHONPATH")])]
    recorded = {"PYTHONPATH": os.pathsep.join(paths), "STORY_ADDRESSES": str(addresses)}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(folder / "logs")],
        capture_output=True,
        text=True,
        env=cleared() | other | recorded,
        timeout=180,
        check=False,
    )
    assert not (folder / "real.sqlite3").exists()
    return Told(done, folder / "logs", addresses.read_text(encoding="utf-8").splitlines())


def test_the_story_goes_from_hit_through_payment_to_clear(told: Told) -> None:
    done = told.done
    assert done.returncode == 0, done.stdout + done.stderr
    out = done.stdout
    road = (
        "people imported", "a third refused", "sent, not served", "the notice is served", "(Art. 33)",
        "proposed a departure restriction", "sanctioned it", "HIT, confirmation", "CLEAR, and nobody knows",
        "the person sees", "the bank reported the payment", "CLEAR (released)", "release: ",
    )  # fmt: skip
    places = [out.find(step) for step in road]
    assert -1 not in places, out
    assert places == sorted(places)
    released = re.search(r"^release: (\d+) ms$", out, re.MULTILINE)
    assert released is not None
    # Not a timed test: only that something was measured, and that it is no half minute of waiting.
    assert 0 < int(released[1]) < 30_000


def test_every_process_kept_a_log(told: Told) -> None:
    names = {path.stem for path in told.logs.iterdir()}
    parts = {"evaluate", "serve", "sequence", "publish", "expire", "commands"}
    assert names == parts | {f"desk-{name}" for _, name, _ in DESKS}


def _facts() -> Iterator[str]:
    """IINs, document numbers and surnames of all 300 people, as they are written anywhere."""
    for person in population(PEOPLE, datetime.now(law.load().timezone).date()):
        yield from (person.iin, person.surname, person.surname.upper(), person.patronymic or person.iin)
        yield from (number for _, number, _, _ in person.documents)


def test_no_identifier_of_anybody_in_any_log_or_output(told: Told) -> None:
    """In every byte that any process wrote, or would have said of an exception."""
    written = told.done.stdout + told.done.stderr
    written += "".join(path.read_text(errors="replace") for path in told.logs.iterdir())
    assert len(written) > 500
    assert [fact for fact in _facts() if fact in written] == []


def test_no_identifier_of_anybody_in_any_address_that_was_asked(told: Told) -> None:
    """By the browser of the story and by the desk's client: everything of them goes in a body, or not at all."""
    asked = unquote("\n".join(told.addresses))
    for step in ("/v1/evaluate/border-departure/", "/check/confirm", "/ledger/", "/propose/", "/sanction/", "/me/"):
        assert step in asked
    assert [fact for fact in _facts() if fact in asked] == []


def test_the_facts_that_are_looked_for_would_be_found() -> None:
    facts = list(_facts())
    assert len(facts) > 5 * PEOPLE
    assert all(len(fact) > 2 for fact in facts)
    person = population(PEOPLE, datetime.now(law.load().timezone).date())[0]
    line = f"INFO GET /person/{person.iin}?surname={person.surname}"
    assert {fact for fact in facts if fact in line} >= {person.iin, person.surname}


def test_a_story_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "aiqyn.entry.console", "play", "--story"],
        stdout=subprocess.PIPE,
        text=True,
        env=cleared() | {"TMPDIR": str(tmp_path)},
    )
    try:
        assert process.stdout is not None
        assert "are running" in process.stdout.readline()
        # In the middle of a command: one of the imports.
        time.sleep(0.5)
        family = descendants(process.pid)
        assert len(family) >= 9
    finally:
        process.kill()
        process.communicate()
    assert gone(family)


def test_no_route_takes_a_fact() -> None:
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
    numbers = {"number", "ref", "notice", "entry", "power_pk", "request_pk", "refund_pk", "made_pk", "suspension"}
    assert taken <= numbers | {"commitment", "digest", "code", "dimension"}
