"""`aiqyn import` as people and programs start it."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from aiqyn.entry.commands import intake as command
from aiqyn.register.intake import Progress
from aiqyn.register.rows import BankEntry, Court
from tests.intake.making import COURTS, POPULATION, court, entry, notice, person, table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "AIQYN", replace(settings.AIQYN, ready=True))


def start(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    command.add_import(parser.add_subparsers())
    read = parser.parse_args(["import", *map(str, arguments), "--language", "en"])
    code: int = read.run(read)
    return code


def test_everything_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path / "c.csv", COURTS, [court()])
    assert start("courts", path) == 0
    assert capsys.readouterr().out == "courts: 1 accepted, 0 already known, 0 refused\n"
    assert start("courts", path) == 0
    assert "imported before; nothing was changed" in capsys.readouterr().out
    assert start("courts", path, "--again") == 0
    assert "0 accepted, 1 already known" in capsys.readouterr().out


def test_some_rows_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path / "p.csv", POPULATION, [person(1, iin="850615300018"), person(2), person(3, surname="")])
    assert start("population", path, "--report", tmp_path / "r.csv") == 1
    out = capsys.readouterr().out
    assert "line 2: iin: the check digit does not agree" in out
    assert "850615300018" not in out
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [(row["line"], row["field"], row["code"]) for row in rows] == [
        ("2", "iin", "check-digit"),
        ("4", "surname", "missing"),
    ]
    assert rows[0]["reason_ru"] == "контрольная цифра не сходится"
    assert start("population", path) == 1
    assert "--again" in capsys.readouterr().out


def test_many_refused_rows_are_not_all_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path / "c.csv", COURTS, [court("")] * 130)
    assert start("courts", path, "--report", tmp_path / "r.csv") == 1
    out = capsys.readouterr().out
    assert out.count("not filled in") == 100
    assert "and 30 more" in out
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8").splitlines()) == 131


def test_a_file_refused_as_a_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "camt.xml"
    path.write_text(notice(entry())[:-20], encoding="utf-8")
    assert start("payments", path, "--report", tmp_path / "r.csv") == 2
    assert "the file is refused as a whole: line 7: the XML is not well-formed" in capsys.readouterr().err
    assert "7,,malformed," in (tmp_path / "r.csv").read_text(encoding="utf-8")
    assert BankEntry.objects.count() == 0
    assert start("payments", tmp_path / "none", "--json") == 2
    assert json.loads(capsys.readouterr().out)["file_refused"]["code"] == "no-such-file"


def test_json_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("courts", table(tmp_path / "c.csv", COURTS, [court(), court("")]), "--json") == 1
    (line,) = capsys.readouterr().out.splitlines()
    read = json.loads(line)
    (refusal,) = read.pop("refusals")
    assert len(read.pop("sha256")) == 64
    assert read == {
        "kind": "courts",
        "accepted": 1,
        "known": 0,
        "refused": 1,
        "passed": 0,
        "already": False,
        "resumed": False,
    }
    assert (refusal["line"], refusal["field"], refusal["code"]) == (3, "code", "missing")
    assert set(refusal["words"]) == {"kk", "ru", "en"}


def test_an_import_that_breaks_says_where_and_not_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*_: object, **__: object) -> None:
        raise RuntimeError("Key (iin)=(850615300019) already exists")

    monkeypatch.setattr("aiqyn.register.intake.courts.record_courts", breaking)
    assert start("courts", table(tmp_path / "c.csv", COURTS, [court()])) == 3
    err = capsys.readouterr().err
    assert "RuntimeError, courts.py:" in err
    assert "850615300019" not in err
    assert "goes on from there" in err
    assert Court.objects.count() == 0


def test_without_a_configuration(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "AIQYN", replace(settings.AIQYN, ready=False))
    assert start("courts", "x") == 2
    assert "no configuration" in capsys.readouterr().err


def test_usage() -> None:
    for arguments in ([], ["courts"], ["people", "x"]):
        with pytest.raises(SystemExit) as caught:
            start(*arguments)
        assert caught.value.code == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_and_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(0, 1000, 3))
    monkeypatch.setattr("time.monotonic", lambda: float(next(moments)))
    progress = [Progress("writs", n, n, 10, n, 0, 0) for n in range(1, 7)]
    plain, drawn = io.StringIO(), Terminal()
    for stream in (plain, drawn):
        meter = command.Meter(stream)
        for one in progress:
            meter(one)
        meter.close()
    assert plain.getvalue().splitlines() == [
        f"writs: line {n} {n}0%, {n} accepted, 0 known, 0 refused" for n in (2, 4, 6)
    ]
    assert drawn.getvalue().startswith("\r\x1b[Kwrits: line 1 10%")
    assert drawn.getvalue().endswith("6 accepted, 0 known, 0 refused\r\x1b[K")


SCRIPT = """
import argparse, sys
from aiqyn.entry.commands.intake import add_import
parser = argparse.ArgumentParser()
add_import(parser.add_subparsers())
assert not [name for name in sys.modules if name.split(".")[0] == "django"] or sys.modules["django"] is None
arguments = parser.parse_args(sys.argv[1:])
sys.exit(arguments.run(arguments))
"""


@pytest.mark.parametrize(
    ("before", "config", "code", "words"),
    [
        ("", "none.toml", 2, "no such configuration file"),
        ("", "broken.toml", 2, "folder: must be"),
        ("", "good.toml", 3, "OperationalError"),
        ("import sys; sys.modules['django'] = None", "good.toml", 2, "aiqyn[register]"),
    ],
)
def test_a_process_of_its_own(tmp_path: Path, before: str, config: str, code: int, words: str) -> None:
    """No configuration, a broken one, a database that nobody migrated, an install without the register."""
    (tmp_path / "broken.toml").write_text("folder = 1\n")
    (tmp_path / "good.toml").write_text('folder = "run"\n')
    path = table(tmp_path / "c.csv", COURTS, [court()])
    done = subprocess.run(
        [sys.executable, "-c", before + SCRIPT, "import", "courts", path, "--config", tmp_path / config],
        env={key: value for key, value in os.environ.items() if not key.startswith(("AIQYN", "DJANGO"))},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, words in done.stderr) == (code, True), done.stderr
