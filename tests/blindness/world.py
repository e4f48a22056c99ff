"""A whole country in processes, as `aiqyn play` runs it, and one desk whose wires are tapped."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aiqyn.client import config
from aiqyn.client.answer import Answer
from aiqyn.client.point import Point
from aiqyn.client.transport import Transport
from aiqyn.identifiers import document
from aiqyn.identifiers.key import Key, PersonKey
from aiqyn.protocol.confirmation import BUCKET
from aiqyn.protocol.states import State
from tests.blindness.adversary import Sight, sight
from tests.blindness.recording import Disks, Tap

DESK = "border-almaty-1"
#: Two people with nothing against them: who of them stands at the desk is what must not be told.
PEOPLE = (
    PersonKey("900524350102", document.parse("KAZ:N12345678")),
    PersonKey("850101450107", document.parse("KAZ:N87654321")),
)


@dataclass
class World:
    """The desk, and those who watch: both wires, both disks."""

    desk: Point
    evaluator: Tap
    register: Tap
    disks: Disks
    folder: Path
    personas: list[dict[str, str]]

    def restricted(self) -> Key:
        """Somebody of the play who may not leave the country today."""
        for one in self.personas:
            if one["iin"] and one["document"]:
                key = PersonKey(one["iin"], document.parse(one["document"]))
                if self.desk.check(key).state is State.HIT:
                    return key
        raise AssertionError("nobody in the play is restricted")

    def check(self, key: Key) -> Answer:
        """One check, and its cover: until the register's answer has passed."""
        answer = self.desk.check(key)
        ends = time.monotonic() + 10
        passed, still = 0, 0
        while passed < BUCKET or still < 5:
            assert time.monotonic() < ends, "no confirmation passed"
            time.sleep(0.001)
            now = self.register.passed(up=False) + self.register.passed(up=True)
            passed, still = now, still + 1 if now == passed else 0
        return answer

    def seen(self, who: int, leak: Callable[[int], object], people: Sequence[Key], states: Sequence[State]) -> Sight:
        """One check of a person, as seen by those who watch."""
        self.evaluator.take()
        self.register.take()
        self.disks.take()
        leak(who)
        answer = self.check(people[who])
        assert answer.state is (states or (State.CLEAR, State.CLEAR))[who], answer.reason
        return sight(who, self.evaluator.take() + self.register.take(), self.disks.take())

    def game(
        self,
        checks: int,
        leak: Callable[[int], object] = lambda who: None,
        *,
        people: Sequence[Key] = PEOPLE,
        states: Sequence[State] = (),
    ) -> list[Sight]:
        """Many checks, each of one of two people by a fair coin. `leak` betrays who it is, in a control."""
        for key in people:
            self.check(key)  # the day's set, key and access token are had, and connections made
        found = []
        for _ in range(checks):
            found.append(self.seen(secrets.randbelow(2), leak, people, states))
        return found


@contextmanager
def world(folder: Path, port: int, transport: Transport | None = None) -> Iterator[World]:
    """Start a play of 300 people, and tap the wires of one of its desks."""
    play = subprocess.Popen(
        [sys.executable, "-m", "aiqyn.entry.console", "play", "--json", "--people", "300",
         "--folder", str(folder / "play"), "--port", str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=os.environ | {"AIQYN_DIE_WITH_PARENT": "1", "DJANGO_SETTINGS_MODULE": "aiqyn.entry.settings"},
    )  # fmt: skip
    try:
        assert play.stdout is not None
        told = json.loads(play.stdout.readline())
        yield from _tapped(folder, transport, told["personas"])
    finally:
        play.send_signal(signal.SIGTERM)
        play.wait(timeout=30)
        if play.stdout:
            play.stdout.close()


def _tapped(folder: Path, transport: Transport | None, personas: list[dict[str, str]]) -> Iterator[World]:
    play = folder / "play"
    _at_a_machines_pace(play / "evaluator" / "points.json")
    settings = config.load(play / "desks" / DESK / "point.toml")
    with Tap("evaluator", settings.evaluator_url) as evaluator, Tap("register", settings.register_url) as register:
        tapped = replace(
            settings, evaluator_urls=(evaluator.url,), register_url=register.url, folder=folder / "desk", cover=True
        )
        disks = Disks(play / "register", play / "evaluator", play / "logs")
        yield World(Point(tapped, transport=transport), evaluator, register, disks, folder, personas)


def _at_a_machines_pace(points: Path) -> None:
    """Ten thousand checks at a person's pace would take a week: this desk is listed with the publisher's."""
    listed = json.loads(points.read_text())
    for one in listed:
        if one["id"] == DESK:
            del one["purpose"]
            one["publisher"] = True
    points.write_text(json.dumps(listed))
    time.sleep(1.5)
