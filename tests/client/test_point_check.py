"""`aiqyn point check`: exit codes, plain words, JSON, facts that need not stand in a shell's history."""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aiqyn.client import commands
from tests.client.conftest import Country
from tests.client.test_facts import DOCUMENT, IIN, VIN, td1
from tests.client.test_point import DEBTOR

FACTS = ("--iin", IIN, "--document", DOCUMENT)
RUN = """
import argparse, sys
from aiqyn.client import commands
parser = argparse.ArgumentParser(prog="aiqyn")
commands.add_point(parser.add_subparsers(required=True))
arguments = parser.parse_args(sys.argv[1:])
raise SystemExit(arguments.run(arguments))
"""


@pytest.fixture(autouse=True)
def _no_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AIQYN_POINT", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, stdin: str = "", monkeypatch: pytest.MonkeyPatch | None = None) -> int:
    parser = argparse.ArgumentParser(prog="aiqyn")
    commands.add_point(parser.add_subparsers(required=True))
    read = parser.parse_args(["point", "check", *arguments])
    if monkeypatch is not None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    code: int = read.run(read)
    return code


def evidence(*arguments: str) -> int:
    parser = argparse.ArgumentParser(prog="aiqyn")
    commands.add_point(parser.add_subparsers(required=True))
    read = parser.parse_args(["point", "evidence", "--language", "en", *arguments])
    code: int = read.run(read)
    return code


def test_clear_hit_and_release_by_exit_code(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(country.configure())
    assert run(*FACTS, "--config", config, "--purpose", "border-departure") == 0
    assert capsys.readouterr().out.startswith("CLEAR: No restriction\n")
    output = country.output(DEBTOR)
    country.register.sanction(DEBTOR, output)
    assert run(*FACTS, "--config", config) == 10
    told = capsys.readouterr().out
    assert told.startswith("HIT: A restriction is in force\n")
    for part in ("Confirmation number: 00000-00C1S", "What to do: Do not clear the departure", "Writ: W-1"):
        assert part in told
    country.register.release(output)
    assert run(*FACTS, "--config", config) == 0
    # What the clerk is told of a person who was released is what is told of everyone else.
    assert "released" not in capsys.readouterr().out


def test_json_has_everything_and_nothing_that_was_asked(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    assert run(*FACTS, "--json", "--config", str(country.configure()), "--language", "ru") == 10
    told = capsys.readouterr().out
    answer: dict[str, Any] = json.loads(told)
    assert (answer["state"], answer["reason"], answer["effect"]) == ("HIT", "in-force", "bar")
    assert answer["order"]["writ"] == "W-1"
    assert answer["order"]["ends_on"] > str(country.register.day)
    assert answer["words"]["state"] == "Действует ограничение"
    assert answer["number"].startswith("00000-")
    assert "subject" not in answer["order"]
    assert IIN not in told
    assert "N12345678" not in told


def test_an_alarm_is_told(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    order = country.register.sanction(DEBTOR, country.output(DEBTOR))
    order.salt = bytes(32)
    config = ("--config", str(country.configure()))
    assert run(*FACTS, *config) == 0
    told = capsys.readouterr().out
    assert told.startswith("CLEAR: No restriction\nReason: the order names somebody else (order-of-another)\n")
    assert "Report this to the prosecutor" in told
    assert "Go on as usual" in told
    assert evidence("--json", *config) == 10
    found = json.loads(capsys.readouterr().out)
    assert (found["reason"], found["verified"]) == ("order-of-another", True)
    # Evidence that was tampered with is told as such.
    kept = Path(found["file"])
    kept.write_bytes(kept.read_bytes().replace(b'"reason":"order-of-another"', b'"reason":"no-order"'))
    assert evidence(*config) == 10  # why is the desk's own word, and not what the register signed
    kept.write_bytes(kept.read_bytes().replace(b'"output":"', b'"output":"00', 1))
    assert evidence(*config) == 20


def test_a_desk_without_evidence_says_so(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    assert evidence("--config", str(country.configure())) == 0
    assert "No unexplained match is kept here." in capsys.readouterr().out
    assert evidence("--config", "/nowhere/point.toml") == 2


def test_facts_come_from_standard_input(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    config = ("--config", str(country.configure()))
    lines = f"iin={IIN}\n\n document = {DOCUMENT} \n"
    assert run("--stdin", *config, stdin=lines, monkeypatch=monkeypatch) == 10
    assert run("--stdin", "--iin", IIN, *config, stdin=f"document={DOCUMENT}", monkeypatch=monkeypatch) == 10
    assert run("--mrz", "-", *config, stdin=td1(IIN), monkeypatch=monkeypatch) == 10


@pytest.mark.parametrize(
    "stdin",
    ["", f"iin={IIN}\niin={IIN}\ndocument={DOCUMENT}", "face=1", IIN, "x" * 5000, f"iin={IIN}\nplate=1"],
    ids=["nothing", "twice", "unknown", "no name", "too long", "wrong pair"],
)
def test_standard_input_that_is_no_pair_of_facts_is_refused(
    country: Country, monkeypatch: pytest.MonkeyPatch, stdin: str
) -> None:
    assert run("--stdin", "--config", str(country.configure()), stdin=stdin, monkeypatch=monkeypatch) == 2
    assert country.register.requests == []


@pytest.mark.parametrize(
    "facts",
    [
        (),
        ("--iin", IIN),
        ("--document", DOCUMENT),
        ("--name", "Arman Akhmetov"),
        ("--name", "Arman Akhmetov", "--document", DOCUMENT),
        ("--plate", "123ABC02"),
        ("--plate", "123ABC02", "--vin", VIN),
    ],
    ids=["none", "iin", "document", "name", "name and document", "plate", "plate and vin"],
)
def test_fewer_than_two_facts_exit_2_and_send_nothing(
    country: Country, capsys: pytest.CaptureFixture[str], facts: tuple[str, ...]
) -> None:
    assert run(*facts, "--config", str(country.configure())) == 2
    told = capsys.readouterr()
    assert "wo facts are needed, one of them from a document" in told.err
    assert told.out == ""
    assert country.register.requests == []


def test_a_wrong_fact_is_named_and_not_repeated(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    config = ("--config", str(country.configure()))
    assert run("--iin", "900524350103", "--document", DOCUMENT, *config) == 2
    told = capsys.readouterr().err
    assert "IIN" in told
    assert "900524350103" not in told
    assert run("--iin", "900524350103", "--document", DOCUMENT, "--json", *config) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "iin"
    assert country.register.requests == []


def test_another_purpose_than_the_desks_is_refused(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    config = ("--config", str(country.configure()))
    assert run(*FACTS, "--purpose", "public-service-centre", *config) == 2
    assert "another purpose" in capsys.readouterr().err
    assert country.register.requests == []


@pytest.mark.parametrize(("language", "told"), [("kk", "Жауап жоқ"), ("ru", "Ответа нет"), ("en", "No answer")])
def test_a_desk_without_configuration_answers_unknown(
    capsys: pytest.CaptureFixture[str], language: str, told: str
) -> None:
    assert run(*FACTS, "--language", language) == 20
    printed = capsys.readouterr()
    assert printed.out.startswith(f"UNKNOWN: {told}\n")
    assert "point.toml" in printed.out
    assert "point.toml: there is no such file" in printed.err


def test_a_purpose_that_the_law_does_not_name_answers_unknown(
    country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    path = country.configure()
    path.write_text(path.read_text().replace("border-departure", "metro-gate"))
    assert run(*FACTS, "--config", str(path)) == 20
    assert "purpose" in capsys.readouterr().err


VEHICLE = ("--plate", "123ABC02", "--certificate", "AB123456")


@pytest.mark.parametrize(
    ("purpose", "ground"),
    [
        ("roadside-stop", ()),
        ("roadside-stop", ("--ground", "stop-a-hunch")),
        ("impound-lot", ("--ground", "stop-accident")),
    ],
)
def test_a_stop_needs_its_ground_and_nothing_else_has_one(
    country: Country, capsys: pytest.CaptureFixture[str], purpose: str, ground: tuple[str, ...]
) -> None:
    path = country.configure()
    path.write_text(path.read_text().replace("border-departure", purpose))
    asked = len(country.register.requests)
    assert run(*VEHICLE, *ground, "--config", str(path), "--language", "en") == 2
    assert "ground of the stop" in capsys.readouterr().err
    assert len(country.register.requests) == asked


def test_the_ground_of_a_stop_is_on_the_disk_before_the_question(country: Country) -> None:
    path = country.configure()
    path.write_text(path.read_text().replace("border-departure", "roadside-stop"))
    run(*VEHICLE, "--ground", "stop-accident", "--config", str(path))
    lines = [line for file in path.parent.rglob("stops/*.jsonl") for line in file.read_text().splitlines()]
    assert len(lines) == 2
    assert '"ground": "stop-accident"' in lines[0]
    assert "123ABC02" not in "".join(lines)
    assert "AB123456" not in "".join(lines)


def test_the_environment_names_configuration_and_language(
    country: Country, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AIQYN_POINT", str(country.configure()))
    monkeypatch.setenv("LANG", "kk_KZ.UTF-8")
    assert run(*FACTS) == 0
    assert "Шектеу жоқ" in capsys.readouterr().out


def test_the_real_command_in_a_process_of_its_own(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    done = subprocess.run(
        [sys.executable, "-c", RUN, "point", "check", *FACTS, "--json", "--config", str(country.configure())],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (10, "")
    assert json.loads(done.stdout)["state"] == "HIT"
