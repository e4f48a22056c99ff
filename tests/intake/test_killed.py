"""`kill -9` at any moment of an import in a process of its own: nothing is lost, nothing is twice."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.intake.making import COURTS, POPULATION, WRITS, court, details, entry, notice, person, table, writ

PEOPLE, WRIT_COUNT, ROOT = 400, 80, Path(__file__).resolve().parents[2]
SCRIPT = """
import argparse, sys
from aiqyn.entry.commands.intake import add_import
parser = argparse.ArgumentParser()
add_import(parser.add_subparsers())
arguments = parser.parse_args(sys.argv[1:])
sys.exit(arguments.run(arguments))
"""
#: Small batches, each a little longer than it takes, so that there is something to be killed in the middle of.
SETUP = """
import time
import django; django.setup()
from aiqyn.register.intake import population, running, writs
population.BATCH, writs.BATCH = 20, 5
locked = running._locked
def slowly(row):
    found = locked(row)
    time.sleep(0.005)
    return found
running._locked = slowly
"""
AGENT = """
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
from aiqyn import law
from aiqyn.register.acting import OPERATOR
from aiqyn.register.acts.appoint_official import appoint_official
call_command("migrate", verbosity=0)
appoint_official(
    ref="agent-1", name="A", role=law.Role.AGENT, court=None, user=None, actor=OPERATOR, at=timezone.now()
)
"""
Ask = Callable[[str], list[tuple[object, ...]]]


@dataclass
class Register:
    """An installation on a database of its own."""

    folder: Path
    database: str
    ask: Ask

    def start(self, script: str, *arguments: object) -> subprocess.Popen[str]:
        """Start Python with the installation's configuration."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("AIQYN")}
        environment |= {
            "AIQYN_CONFIG": str(self.folder / "aiqyn.toml"),
            "DJANGO_SETTINGS_MODULE": "aiqyn.entry.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }
        return subprocess.Popen(
            [sys.executable, "-c", script, *map(str, arguments)],
            env=environment, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def finish(self, script: str, *arguments: object) -> int:
        """Run to the end; 0 or 1, or the test fails with what was said."""
        process = self.start(script, *arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode in {0, 1}, f"{process.returncode}\n{out}\n{err}"
        return process.returncode

    def take_with_kills(self, kind: str, path: Path, luck: random.Random) -> int:
        """Import, killed again and again; returns how often it was in the middle of its rows."""
        question = f"SELECT COALESCE(MAX(line), 0) FROM register_importrun WHERE kind = '{kind}'"
        early = self.start(SETUP + SCRIPT, "import", kind, path)
        time.sleep(luck.uniform(0.3, 1.2))
        early.kill()
        early.communicate(timeout=30)
        kills = 0
        for _ in range(3):
            before = self.ask(question)
            process = self.start(SETUP + SCRIPT, "import", kind, path)
            while process.poll() is None and self.ask(question) == before:
                time.sleep(0.002)
            time.sleep(luck.uniform(0, 0.05))
            kills += process.poll() is None
            process.kill()
            process.communicate(timeout=30)
        self.finish(SETUP + SCRIPT, "import", kind, path)
        return kills


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Register:
    file = tmp_path / "register.sqlite3"
    (tmp_path / "aiqyn.toml").write_text(f'folder = "."\ndatabase = "sqlite://{file}"\n')

    def ask(question: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(file, timeout=30)
        try:
            return connection.execute(question).fetchall()
        finally:
            connection.close()

    return Register(tmp_path, str(file), ask)


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[Register]:
    server = urlsplit(os.environ["AIQYN_DATABASE"])
    name = f"aiqyn_intake_{os.getpid()}_{random.randrange(10**9)}"
    where = f"postgresql://{server.username or 'postgres'}@{server.hostname}:{server.port or 5432}"
    with psycopg.connect(f"{where}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        (tmp_path / "aiqyn.toml").write_text(f'folder = "."\ndatabase = "{where}/{name}"\n')

        def ask(question: str) -> list[tuple[object, ...]]:
            with psycopg.connect(f"{where}/{name}") as connection:
                return connection.execute(question.encode()).fetchall()

        yield Register(tmp_path, name, ask)
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def check(register: Register, seed: int) -> None:
    """The road of three files, killed on the way, and what must stand in the end."""
    luck, ask = random.Random(seed), register.ask
    assert register.finish(AGENT) == 0
    people = table(register.folder / "p.csv", POPULATION, (person(n) for n in range(1, PEOPLE + 1)))
    bad = {7: {"amount": "-1"}, 71: {"surname": "БАСҚА"}}
    writs = table(
        register.folder / "w.csv",
        WRITS,
        (writ(n, agent="agent-1", **bad.get(n, {})) for n in range(1, WRIT_COUNT + 1)),
    )
    assert register.finish(SCRIPT, "import", "courts", table(register.folder / "c.csv", COURTS, [court()])) == 0
    kills = register.take_with_kills("population", people, luck)
    kills += register.take_with_kills("writs", writs, luck)
    references = [row[0] for row in ask("SELECT reference FROM register_proceeding ORDER BY id")]
    camt = register.folder / "camt.xml"
    camt.write_text(
        notice(
            *(entry(details(structured=str(ref)), amount="300000.00", ref=f"S{n}") for n, ref in enumerate(references))
        ),
        encoding="utf-8",
    )
    kills += register.take_with_kills("payments", camt, luck)
    # On a busy machine a process may end before its kill; not nearly all of them.
    assert kills >= 4
    taken = WRIT_COUNT - len(bad)
    assert ask("SELECT kind, accepted, known, refused, line FROM register_importrun ORDER BY id") == [
        ("courts", 1, 0, 0, 2),
        ("population", PEOPLE, 0, 0, PEOPLE + 1),
        ("writs", taken, 0, 2, WRIT_COUNT + 1),
        ("payments", taken, 0, 0, taken),
    ]
    assert ask("SELECT COUNT(*) FROM register_importrun WHERE finished_at IS NULL") == [(0,)]
    assert ask('SELECT line, "column", code FROM register_importrefusal ORDER BY line') == [
        (8, "amount", "negative"),
        (72, "surname", "disagrees-with-population-register"),
    ]
    assert ask("SELECT COUNT(*), COUNT(DISTINCT iin) FROM register_person") == [(PEOPLE, PEOPLE)]
    assert ask("SELECT COUNT(*) FROM register_persondocument") == [(PEOPLE,)]
    assert ask("SELECT COUNT(*) FROM register_writ") == ask("SELECT COUNT(*) FROM register_proceeding") == [(taken,)]
    assert ask("SELECT COUNT(*), SUM(amount_minor) FROM register_bankentry") == [(taken, taken * 30_000_000)]
    assert ask("SELECT COUNT(*), SUM(amount_minor) FROM register_paymentmatch") == [(taken, taken * 30_000_000)]
    # One act, one leaf: whatever was killed half-way left neither.
    assert ask("SELECT COUNT(*) FROM register_act") == ask("SELECT COUNT(*) FROM register_leaf")
    assert ask("SELECT COUNT(*) FROM register_act WHERE kind = 'payment'") == [(taken,)]


def test_killed_on_sqlite(on_sqlite: Register) -> None:
    check(on_sqlite, seed=1)


@pytest.mark.postgresql
def test_killed_on_postgresql(on_postgresql: Register) -> None:
    check(on_postgresql, seed=2)
