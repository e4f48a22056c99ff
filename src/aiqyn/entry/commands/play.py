"""`aiqyn play`: a synthetic country in one command; `--story`: the whole road, headless, with its times."""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiqyn.simulate.household import Household
    from aiqyn.simulate.personas import Persona

_MARK = "ready.json"


def add_play(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "play",
        help="a synthetic country: everything on this machine",
        description="Start the register, the evaluator and two desks with a synthetic country, on SQLite.",
    )
    parser.add_argument("--port", type=int, default=8000, help="the first port to try (default: 8000)")
    parser.add_argument("--people", type=int, default=20_000, help="how many people (default: 20000)")
    parser.add_argument("--folder", type=Path, default=Path("play"), help="where it lives (default: ./play)")
    parser.add_argument("--fresh", action="store_true", help="delete the folder's country and make a new one")
    parser.add_argument("--json", action="store_true", help="print one line of JSON once ready")
    parser.add_argument("--story", action="store_true", help="walk the road once in a temporary folder, and end")
    parser.set_defaults(run=run_play)


def run_play(arguments: argparse.Namespace) -> int:
    """Make, start, tell, and stay until a signal."""
    if not 100 <= arguments.people <= 1_000_000:
        print("aiqyn play: --people: from 100 to 1,000,000", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    if arguments.story:
        from aiqyn.simulate.story import tell

        return tell()
    return _play(arguments)


def _play(arguments: argparse.Namespace) -> int:
    from aiqyn.simulate.household import Addresses, Household, NotReady

    folder: Path = arguments.folder.resolve()
    if arguments.fresh and (folder / "register").is_dir():
        for part in ("register", "evaluator", "desks", "logs", "files", _MARK):
            target = folder / part
            shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
    house = Household(folder, Addresses.from_port(arguments.port))
    quiet = arguments.json

    def say(text: str) -> None:
        print(f"  {text}", file=sys.stderr if quiet else sys.stdout, flush=True)

    personas = _prepare(house, arguments.people, say)
    try:
        house.start()
        house.wait()
        told = _told_json(house, personas) if arguments.json else _told(house, personas)
        print(told, flush=True)
        ended = threading.Event()
        trouble = house.watch(ended.wait)
    except NotReady as error:
        trouble = str(error)
    except KeyboardInterrupt:
        trouble = ""
    finally:
        house.family.stop()
    if trouble:
        print(f"aiqyn play: {trouble}", file=sys.stderr)
    return 1 if trouble else 0


def _prepare(house: Household, people: int, say: object) -> list[Persona]:
    """The country of the folder: the one that is there, or a new one. Half of one is made anew."""
    from aiqyn.simulate.personas import Persona

    assert callable(say)
    mark = house.folder / _MARK
    if not mark.exists() and (house.register / "register.sqlite3").exists():
        say("an unfinished country is deleted")
        shutil.rmtree(house.register)
    public = house.write()
    os.environ["AIQYN_CONFIG"] = str(house.configuration)
    from aiqyn.entry.django_ready import set_up

    set_up(None)
    # What is made is told by `say`; the imports' own lines would only be in its way.
    logging.getLogger("aiqyn").setLevel(logging.WARNING)
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    if mark.exists():
        say("the country of this folder")
        personas = [Persona(**entry) for entry in json.loads(mark.read_text(encoding="utf-8"))]
    else:
        from aiqyn.simulate import country
        from aiqyn.simulate.enrolling import enrol_desks

        say("a synthetic country is made")
        enrol_desks(public)
        personas = country.make(house.folder / "files", people, say)
        mark.write_text(json.dumps([asdict(p) for p in personas], ensure_ascii=False), encoding="utf-8")
    connection.close()
    return personas


def _told_json(house: Household, personas: list[Persona]) -> str:
    url = house.addresses.url
    return json.dumps(
        {
            "register": url(house.addresses.register),
            "evaluator": url(house.addresses.evaluator),
            "desks": _desks(house),
            "points": {name: str(house.point(name)) for name in _desks(house)},
            "personas": [asdict(persona) for persona in personas],
        },
        ensure_ascii=False,
    )


def _desks(house: Household) -> dict[str, str]:
    from aiqyn.simulate.household import DESKS

    return {name: house.addresses.url(port) for (_, name, _), port in zip(DESKS, house.addresses.desks, strict=True)}


def _told(house: Household, personas: list[Persona]) -> str:
    register = house.addresses.url(house.addresses.register)
    desks = _desks(house)
    lines = ["", "A synthetic country: nobody in it exists.", ""]
    lines += [f"  pages           {register}/", f"  be somebody     {register}/sign-in/persona/"]
    lines += [f"  {name:<15} {url}/" for name, url in desks.items()]
    lines += ["", "  officials: " + ", ".join(p.ref for p in personas if p.role != "person"), ""]
    lines += ["  people, with the two facts that a desk asks for:"]
    lines += [f"    {p.state:<17} IIN {p.iin}  document {p.document}" for p in personas if p.role == "person"]
    first = house.point(next(iter(desks)))
    lines += [
        "",
        "  the same check from a shell:",
        f"    printf 'iin=…\\ndocument=KAZ:…\\n' | aiqyn point check --stdin --config {first}",
        "  a desk of your own: aiqyn desk enrol --ref my-desk --purpose border-departure --place Here \\",
        f"    --write my-desk/point.toml --config {house.configuration}",
        f"    then add the printed line to {house.folder / 'evaluator' / 'points.json'}",
        "",
        "  tokens are published every 2 s here (a real register: every 15 minutes). Ctrl-C ends everything.",
        "",
    ]
    return "\n".join(lines)
