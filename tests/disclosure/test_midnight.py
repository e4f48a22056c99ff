"""Midnight from end to end: desks ask on either side of it, with clocks that differ, and no check fails.

The real register, publisher, evaluators and client in one process, at one clock that moves on with every exchange, so
that checks begin on one day and end on the next at every possible step.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn.client import config as client_config
from aiqyn.client.answer import Answer
from aiqyn.client.point import Point
from aiqyn.disclosure.confirming import Confirmer
from aiqyn.disclosure.doorway import Doorway
from aiqyn.disclosure.evaluating import PUBLISHER_POINT
from aiqyn.disclosure.opening import Opener
from aiqyn.disclosure.publishing import Publisher
from aiqyn.evaluator.assembly import Evaluator
from aiqyn.evaluator.config import Config
from aiqyn.law import load
from aiqyn.ledger import NoteSigner
from aiqyn.protocol import manifest
from aiqyn.protocol.states import State
from aiqyn.register.acting import OPERATOR
from aiqyn.register.acts.enrol_point import enrol_point
from aiqyn.register.sequencing import Sequencer
from aiqyn.simulate.year.wires import Wire, WiredEvaluator
from tests.disclosure.conftest import BORDER
from tests.disclosure.test_check import key_of
from tests.evaluator.process import listed
from tests.register.conftest import T0, make_country

ZONE = load().timezone
#: Every exchange takes so long: a check of five exchanges spans midnight at each of its steps.
EXCHANGE = 0.7
SKEWS = (-25, -10, 0, 10, 25)


class Clock:
    """One clock for everybody, and what a desk with a skew reads from it."""

    def __init__(self, at: datetime) -> None:
        self.now = at

    def seconds(self) -> float:
        return self.now.timestamp()


class SlowWire(Wire):
    """Every exchange takes its time: the clock goes on."""

    clock: Clock

    def _through(self, method: str, url: str, body: bytes, token: str, most: int) -> bytes:
        self.clock.now += timedelta(seconds=EXCHANGE)
        return super()._through(method, url, body, token, most)


class Country:
    """Register, publisher and evaluator at one clock."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock = clock
        self.folder = folder
        own = Ed25519PrivateKey.generate()
        keys = {f"desk-{skew}": Ed25519PrivateKey.generate() for skew in SKEWS}
        points = folder / "points.json"
        # At the evaluator these desks have the publisher's pace: they ask all the time.
        points.write_text(
            manifest.write(
                [listed(PUBLISHER_POINT, None, own), *(listed(name, None, key) for name, key in keys.items())]
            )
        )
        self.evaluator = Evaluator(Config(folder / "evaluator", points), clock.seconds)
        self.evaluator.turn()
        ledger, register = NoteSigner("t.example/ledger", b"l" * 32), NoteSigner("t.example/register", b"r" * 32)
        public = folder / "public"
        opener = Opener(public / "ledger")
        doorway = Doorway(
            lambda environ, start: (start("404 Not Found", []), [b""])[1],
            public=public,
            opener=opener,
            confirmer=Confirmer(opener, register),
            clock=lambda: clock.now,
            quantum=0,
        )
        self.publisher = Publisher(public, WiredEvaluator(self.evaluator.application, own, clock.seconds), register)
        self.sequencer = Sequencer(public / "ledger", ledger)
        wire = SlowWire({"127.0.0.1:1": doorway, "127.0.0.1:2": self.evaluator.application})
        wire.clock = clock
        self.desks = [
            self._desk(f"desk-{skew}", skew, keys[f"desk-{skew}"], (ledger.vkey, register.vkey), wire) for skew in SKEWS
        ]

    def _desk(self, name: str, skew: int, key: Ed25519PrivateKey, vkeys: tuple[str, str], wire: Wire) -> Point:
        enrol_point(
            ref=name, purpose=BORDER, place="Place", public_key=key.public_key().public_bytes_raw(),
            actor=OPERATOR, at=T0,
        )  # fmt: skip
        path = client_config.write(
            self.folder / f"{name}.toml", point=name, purpose=BORDER, register_url="http://127.0.0.1:1",
            evaluator_url="http://127.0.0.1:2", ledger_vkey=vkeys[0], register_vkey=vkeys[1],
            seed=key.private_bytes_raw(), folder=name, cover=False,
        )  # fmt: skip
        return Point(client_config.load(path), clock=lambda: self.clock.seconds() + skew, transport=wire)

    def publish(self) -> None:
        """A tick of the publisher between two of the sequencer's, twice: keys first, then what stands under them."""
        for _ in range(2):
            self.publisher.tick(self.clock.now)
            self.sequencer.tick()


@pytest.mark.usefixtures("transactional_db")
def test_no_check_fails_while_the_day_turns(tmp_path: Path) -> None:
    clock = Clock(datetime.now(ZONE).replace(hour=23, minute=58, second=0, microsecond=0))
    midnight = clock.now + timedelta(minutes=2)
    register = make_country()
    debtor, neighbour = register.person(), register.person()
    register.in_force(register.noticed(person=debtor))
    country = Country(tmp_path, clock)
    country.sequencer.tick()
    country.publish()
    found: Counter[tuple[str, str, str]] = Counter()
    published, days = clock.now.date(), set()
    while clock.now < midnight + timedelta(minutes=2):
        country.evaluator.turn()
        if clock.now.date() != published:
            country.publish()
            published = clock.now.date()
        country.publisher.heads(clock.now)
        for desk in country.desks:
            for person in (debtor, neighbour):
                answer: Answer = desk.check(key_of(person))
                days.add(answer.at.date())
                found["debtor" if person is debtor else "neighbour", answer.state, answer.reason] += 1
        # The publisher signs heads every five seconds; what the checks took is over by then.
        clock.now += timedelta(seconds=1)
    assert set(found) == {("debtor", State.HIT, "in-force"), ("neighbour", State.CLEAR, "not-listed")}, found
    assert len(days) == 2
    assert min(found.values()) > 20
    # Yesterday's key is gone; yesterday's outputs are no questions any more.
    assert not list((tmp_path / "evaluator" / "keys" / BORDER).glob(f"{midnight.date() - timedelta(1)}.key"))
