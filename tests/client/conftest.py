"""One real evaluator for the room's tests, a register of its own for each test, and a fresh desk for each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn import oprf
from aiqyn.client import config
from aiqyn.client.point import Point
from aiqyn.identifiers.key import Key
from aiqyn.protocol import evaluation
from tests.client.register import BORDER, LEDGER, REGISTER, Register
from tests.evaluator.process import POOL, EvaluatorProcess, listed, token

_PUBLISHER = Ed25519PrivateKey.generate()
# A desk may ask ten times at once: every test has a desk of its own.
_SEEDS = {f"desk-{number}": os.urandom(32) for number in range(150)}
_NEXT = count()


class Country:
    """What a test of a desk needs: an evaluator, a register, and desks that know both."""

    def __init__(self, folder: Path, evaluator: EvaluatorProcess, register: Register) -> None:
        self.folder = folder
        self.evaluator = evaluator
        self.register = register

    def output(self, key: Key) -> bytes:
        """The output of a key, obtained as the register obtains it."""
        scalars = [oprf.scalar_from_uniform(os.urandom(64))]
        blinded = oprf.blind([key.canonical()], scalars)
        reply = POOL.request(
            "POST",
            f"{self.evaluator.url}/v1/evaluate/{BORDER}/{self.register.day}",
            body=blinded[0],
            headers={"Authorization": f"Bearer {token(_PUBLISHER, 'register')}"},
        )
        assert reply.status == 200
        public = oprf.PublicKey(self.register.public_key)
        answer = evaluation.read_reply(reply.data, 1)
        return oprf.finalize([key.canonical()], scalars, blinded, answer, public)[0]

    def configure(
        self,
        *,
        evaluator_url: str | list[str] | None = None,
        register_url: str | None = None,
        cover: bool = False,
    ) -> Path:
        """Write a new desk's configuration. Without cover a test sees the check's own requests only."""
        name = f"desk-{next(_NEXT)}"
        return config.write(
            self.folder / f"{name}.toml",
            point=name,
            purpose=BORDER,
            register_url=register_url or self.register.url,
            evaluator_url=evaluator_url or self.evaluator.url,
            ledger_vkey=LEDGER.vkey,
            register_vkey=REGISTER.vkey,
            seed=_SEEDS[name],
            folder=f"{name}.kept",
            cover=cover,
        )

    def desk(
        self,
        *,
        evaluator_url: str | list[str] | None = None,
        register_url: str | None = None,
        cover: bool = False,
    ) -> Point:
        """A new desk."""
        path = self.configure(evaluator_url=evaluator_url, register_url=register_url, cover=cover)
        return Point.from_config(path)


@pytest.fixture(scope="session")
def evaluator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvaluatorProcess]:
    """The evaluator, with all desks on its manifest."""
    desks = [listed(name, BORDER, Ed25519PrivateKey.from_private_bytes(seed)) for name, seed in _SEEDS.items()]
    process = EvaluatorProcess(tmp_path_factory.mktemp("evaluator"), [*desks, listed("register", None, _PUBLISHER)])
    process.start()
    yield process
    process.stop()


@pytest.fixture
def country(tmp_path: Path, evaluator: EvaluatorProcess) -> Iterator[Country]:
    """An honest register beside the evaluator."""
    day = evaluator.today()
    key = bytes.fromhex(evaluator.public_keys()[BORDER][day.isoformat()])
    with Register(tmp_path, day, key) as register:
        yield Country(tmp_path, evaluator, register)
