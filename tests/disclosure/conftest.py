"""A register that answers over HTTP, a real evaluator process beside it, and desks of the real client."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, connections

from aiqyn.client import config as client_config
from aiqyn.client.point import Point
from aiqyn.disclosure.confirming import Confirmer
from aiqyn.disclosure.delivering import Deliveries
from aiqyn.disclosure.disputing import Disputes
from aiqyn.disclosure.doorway import Doorway
from aiqyn.disclosure.evaluating import PUBLISHER_POINT, BlindEvaluator
from aiqyn.disclosure.opening import Opener
from aiqyn.disclosure.publishing import Publisher
from aiqyn.law import Purpose
from aiqyn.ledger import NoteSigner
from aiqyn.protocol import routes
from aiqyn.register.acting import OPERATOR
from aiqyn.register.acts.enrol_point import enrol_point
from aiqyn.register.sequencing import Sequencer
from tests.evaluator.process import EvaluatorProcess, listed
from tests.register.conftest import T0, Country, make_country

BORDER, CENTRE = Purpose.BORDER_DEPARTURE, Purpose.PUBLIC_SERVICE_CENTRE


@dataclass
class House:
    """Everything of a check on one machine."""

    country: Country
    publisher: Publisher
    sequencer: Sequencer
    desks: dict[Purpose, Point]
    url: str
    public: Path

    def settle(self) -> int:
        """Sequence, publish, sequence, sign heads: what the processes do at their ticks. Returns new tokens."""
        now = datetime.now(UTC)
        self.sequencer.tick()
        self.publisher.tick(now)
        self.sequencer.tick()
        published = self.publisher.tick(now)
        self.sequencer.tick()
        self.publisher.heads(datetime.now(UTC))
        return published


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: an access line is not needed here."""


def _serve(application: Doorway) -> tuple[WSGIServer, threading.Thread]:
    server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)
    shared = connections["default"] if connection.vendor == "sqlite" else None
    if shared is not None:
        shared.inc_thread_sharing()

    def run() -> None:
        if shared is not None:
            connections["default"] = shared
        try:
            server.serve_forever(poll_interval=0.05)
        finally:
            if shared is None:
                connections.close_all()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return server, thread


@pytest.fixture
def house(transactional_db: None, tmp_path: Path) -> Iterator[House]:
    """A country, its register and evaluator, and a desk for each purpose."""
    yield from _house(tmp_path, shadow=False)


@pytest.fixture
def trial(transactional_db: None, tmp_path: Path) -> Iterator[House]:
    """The same, on trial: it answers and affects nothing."""
    yield from _house(tmp_path, shadow=True)


def _house(tmp_path: Path, *, shadow: bool) -> Iterator[House]:
    seeds = {BORDER: b"b" * 32, CENTRE: b"c" * 32}
    keys = {purpose: Ed25519PrivateKey.from_private_bytes(seed) for purpose, seed in seeds.items()}
    own = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
    points = [listed(f"desk-{purpose.value}", purpose, key) for purpose, key in keys.items()]
    evaluator = EvaluatorProcess(tmp_path / "apart", [*points, listed(PUBLISHER_POINT, None, own)])
    evaluator.start()
    country = make_country()
    for purpose, key in keys.items():
        enrol_point(
            ref=f"desk-{purpose.value}",
            purpose=purpose,
            place="Place of the desk",
            public_key=key.public_key().public_bytes_raw(),
            actor=OPERATOR,
            at=T0,
        )
    public = tmp_path / "public"
    ledger_key = NoteSigner("test.example/ledger", b"l" * 32)
    register_key = NoteSigner("test.example/register", b"r" * 32)
    opener = Opener(public / "ledger")
    doorway = Doorway(
        lambda environ, start: (start("404 Not Found", []), [b""])[1],
        public=public,
        opener=opener,
        confirmer=Confirmer(opener, register_key, shadow=shadow),
        conversations={
            routes.DISPUTE: Disputes(register_key).answer,
            routes.DELIVERY: Deliveries(register_key).answer,
        },
    )
    server, thread = _serve(doorway)
    url = f"http://127.0.0.1:{server.server_port}"
    desks = {}
    for purpose, seed in seeds.items():
        path = tmp_path / purpose.value / "point.toml"
        path.parent.mkdir()
        client_config.write(
            path, point=f"desk-{purpose.value}", purpose=purpose, register_url=url, evaluator_url=evaluator.url,
            ledger_vkey=ledger_key.vkey, register_vkey=register_key.vkey, seed=seed, cover=False,
        )  # fmt: skip
        desks[purpose] = Point.from_config(path)
    publisher = Publisher(public, BlindEvaluator(evaluator.url, own), register_key, shadow=shadow)
    yield House(country, publisher, Sequencer(public / "ledger", ledger_key), desks, url, public)
    server.shutdown()
    thread.join(5)
    server.server_close()
    if connection.vendor == "sqlite":
        connection.dec_thread_sharing()
    evaluator.stop()


def recently(**before: float) -> datetime:
    """A moment before now."""
    return datetime.now(UTC) - timedelta(**before)
