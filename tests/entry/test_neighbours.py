"""The operator's commands beside the state's systems: neighbours, reconcile, export; a trial, and what may stand in."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from aiqyn.entry import configuration, neighbours
from aiqyn.entry.commands import export as export_command
from aiqyn.entry.commands import neighbours as command
from aiqyn.entry.commands import reconcile as reconcile_command
from aiqyn.entry.configuration import Configuration, ConfigurationError
from aiqyn.entry.console import parser
from aiqyn.register.intake.extract import COLUMNS
from aiqyn.register.neighbours.feeds import FolderFeed, HttpFeed
from aiqyn.register.rows import Act, Person, ReleaseAcknowledgement, Writ
from tests.register.conftest import Country, make_country

STANDING_IN = dict.fromkeys((*neighbours.FEEDS, *neighbours.TOLD), "stand-in")


def here(tmp_path: Path, **more: Any) -> Configuration:
    return replace(Configuration(folder=tmp_path, database="sqlite://:memory:"), **more)


def run(settings: Settings, configured: Configuration, *arguments: str) -> int:
    settings.AIQYN = configured
    given = parser(arguments[0]).parse_args(arguments)
    work = {"neighbours": command._run, "reconcile": reconcile_command._reconcile, "export": export_command._export}
    return work[arguments[0]](given)


def test_each_neighbour_and_whether_it_invents(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    mixed = {"population": "https://population.example", "statements": "folder:bank", "border": "stand-in"}
    configured = here(tmp_path, play=True, neighbours=mixed)
    assert run(settings, configured, "neighbours") == 0
    shown = capsys.readouterr().out
    assert "STAND-IN" in shown
    assert "population.example" not in shown
    assert run(settings, configured, "neighbours", "list", "--json") == 0
    told = {one["neighbour"]: one for one in json.loads(capsys.readouterr().out)["neighbours"]}
    assert set(told) == set(neighbours.NAMES)
    assert {name: one["how"] for name, one in told.items() if one["how"] != "none"} == {
        "population": "https",
        "statements": "folder",
        "border": "stand-in",
    }
    assert [name for name, one in told.items() if one["stand_in"]] == ["border"]
    assert isinstance(neighbours.feed(configured, "population"), HttpFeed)
    assert isinstance(neighbours.feed(configured, "statements"), FolderFeed)
    assert neighbours.feed(configured, "writs") is None


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"border": "stand-in"}, "only in a play"),
        ({"cameras": "https://cameras.example"}, "unknown neighbour"),
        ({"border": "folder:releases"}, "must be"),
        ({"border": "ministry"}, "must be"),
        ({"border": 7}, "must be a text"),
    ],
)
def test_a_neighbour_that_cannot_be(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str], entry: dict[str, str], said: str
) -> None:
    assert run(settings, here(tmp_path, neighbours=entry), "neighbours") == 2
    assert said in capsys.readouterr().err


def test_an_address_without_tls_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="https"):
        neighbours.feed(here(tmp_path, neighbours={"population": "http://population.example"}), "population")


def test_collect_then_tell(
    db: None, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    configured = here(tmp_path, play=True, neighbours=STANDING_IN)
    assert run(settings, configured, "neighbours", "collect") == 0
    assert (Person.objects.count(), Writ.objects.count()) == (20, 1)
    assert run(settings, configured, "neighbours", "tell") == 0
    assert "0 releases acknowledged" in capsys.readouterr().out


def test_one_silent_neighbour_stops_no_other(
    country: Country, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    silent = STANDING_IN | {"population": "http://127.0.0.1:1", "border": "http://127.0.0.1:1"}
    configured = here(tmp_path, play=True, neighbours=silent | {"writs": "", "vehicles": ""})
    assert run(settings, configured, "neighbours", "collect") == 1
    assert "statements: 1 accepted" in capsys.readouterr().out
    country.pay(country.in_force().proceeding, 50_000_000)
    assert run(settings, configured, "neighbours", "tell") == 1
    assert "0 handed over" in capsys.readouterr().out


def test_on_a_trial_nobody_is_told(country: Country, tmp_path: Path, settings: Settings) -> None:
    country.pay(country.in_force().proceeding, 50_000_000)
    configured = here(tmp_path, play=True, shadow=True, neighbours=STANDING_IN)
    assert run(settings, configured, "neighbours", "tell") == 0
    assert ReleaseAcknowledgement.objects.count() == 0
    assert neighbours.notifier(configured, timezone.now) is None


def test_a_trial_is_configured_and_shown(db: None, tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "aiqyn.toml"
    file.write_text('folder = "."\nshadow = true\n[neighbours]\nborder = "https://border.example"\n')
    read = configuration.load(file)
    assert (read.shadow, dict(read.neighbours)) == (True, {"border": "https://border.example"})
    visitor = Client(headers={"accept-language": "en"})
    assert "Trial (shadow)" not in visitor.get("/").content.decode()
    settings.AIQYN = replace(live.AIQYN, shadow=True)
    assert "Trial (shadow)" in visitor.get("/").content.decode()


@pytest.fixture
def country(db: None) -> Country:
    return make_country()


def test_reconcile_reports_in_every_form(
    country: Country, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    measure = country.in_force()
    writ = measure.proceeding.writ
    extract = tmp_path / "extract.csv"
    line = f"7501,{writ.number},{measure.kind},2026-03-04,2026-12-31,ended,2026-03-05"
    extract.write_text(f"{','.join(COLUMNS.required)}\n{line}\nbad\n")
    asked = ("reconcile", "--extract", str(extract), "--as-of", "2026-03-06", "--report", str(tmp_path / "report"))
    configured = here(tmp_path)
    assert run(settings, configured, *asked) == reconcile_command.DIFFER
    assert "bound-here-free-there: 1" in capsys.readouterr().out
    rows = (tmp_path / "report" / "differences.csv").read_text().splitlines()
    assert rows[1] == f"bound-here-free-there,7501,{writ.number},{measure.kind},{measure.ref},2,state,in-force,ended"
    assert (tmp_path / "report" / "faults.csv").read_text().splitlines() == ["line,column,code", "3,row,ragged"]
    assert "<svg" in (tmp_path / "report" / "differences.svg").read_text()
    counted = json.loads((tmp_path / "report" / "report.json").read_text())
    assert (counted["rows"], counted["faults"]) == (2, 1)
    assert run(settings, configured, *asked, "--json") == reconcile_command.DIFFER
    assert json.loads(capsys.readouterr().out)["already"] is True


def test_reconcile_refuses_a_day_that_is_not_over(
    country: Country, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "extract.csv").write_text(",".join(COLUMNS.required) + "\n")
    asked = ("reconcile", "--extract", str(tmp_path / "extract.csv"), "--as-of", "2999-01-01")
    assert run(settings, here(tmp_path), *asked) == reconcile_command.REFUSED
    with pytest.raises(argparse.ArgumentTypeError):
        reconcile_command._day("yesterday")
    assert reconcile_command._day("2026-11-24") == date(2026, 11, 24)
    assert run(settings, here(tmp_path), *asked[:-1], "2026-01-01") == reconcile_command.AGREE


def test_export_and_its_check(
    country: Country, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    country.in_force()
    out, configured = tmp_path / "out", here(tmp_path / "register")
    assert run(settings, configured, "export", "--folder", str(out)) == 0
    assert Act.objects.filter(kind="export").count() == 1
    assert run(settings, configured, "export", "--verify", str(out)) == 0
    assert "whole" in capsys.readouterr().out
    assert run(settings, configured, "export", "--folder", str(out)) == 1
    (out / "csv" / "court.csv").write_text("x")
    assert run(settings, configured, "export", "--verify", str(out)) == 1
    assert "csv/court.csv" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["neighbours", "reconcile", "export"])
def test_each_command_explains_itself(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "aiqyn.entry.console", name, "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Exit codes" in done.stdout
