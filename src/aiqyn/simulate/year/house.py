"""The house of a simulated year: a register with its database, an evaluator, and two desks, all at one clock."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn.client import config as point_config
from aiqyn.client.point import Point
from aiqyn.disclosure.confirming import Confirmer
from aiqyn.disclosure.doorway import Doorway
from aiqyn.disclosure.evaluating import PUBLISHER_POINT
from aiqyn.disclosure.opening import Opener
from aiqyn.disclosure.publishing import Publisher
from aiqyn.evaluator.assembly import Evaluator
from aiqyn.evaluator.config import Config
from aiqyn.law import LawBook, Purpose
from aiqyn.protocol import manifest
from aiqyn.protocol.manifest import ListedPoint
from aiqyn.register import installation, keys
from aiqyn.register.acting import OPERATOR
from aiqyn.register.acts.enrol_point import enrol_point
from aiqyn.register.sequencing import Sequencer
from aiqyn.simulate.year.clock import Clock
from aiqyn.simulate.year.wires import Wire, WiredEvaluator

ORIGIN = "year.example/aiqyn"
DESKS = {Purpose.BORDER_DEPARTURE: "border-1", Purpose.PUBLIC_SERVICE_CENTRE: "centre-1"}


class House:
    """Everything that a check needs. The register's configuration and tables must be there already."""

    def __init__(self, folder: Path, register: Path, book: LawBook, clock: Clock) -> None:
        self.clock = clock
        public = register / "public"
        seeds = {purpose: bytes([number]) * 32 for number, purpose in enumerate(DESKS, 1)}
        self._evaluator = self._evaluate(folder / "evaluator", register, seeds)
        opener = Opener(public / "ledger")
        ledger, signer = (keys.signer(register / "keys", name, ORIGIN) for name in ("ledger", "register"))
        doorway = Doorway(
            lambda environ, start: (start("404 Not Found", []), [b""])[1],
            public=public,
            opener=opener,
            confirmer=Confirmer(opener, signer),
            clock=lambda: clock.now,
            quantum=0,  # nobody watches a wire here
        )
        publishing = Ed25519PrivateKey.from_private_bytes((register / "keys" / "publisher.key").read_bytes())
        self._sequencer = Sequencer(public / "ledger", ledger)
        self._publisher = Publisher(
            public, WiredEvaluator(self._evaluator.application, publishing, clock.seconds), signer
        )
        wire = Wire({"127.0.0.1:1": doorway, "127.0.0.1:2": self._evaluator.application})
        self.desks = {
            purpose: self._desk(folder / name, purpose, name, seeds[purpose], (ledger.vkey, signer.vkey), wire)
            for purpose, name in DESKS.items()
        }

    def _evaluate(self, folder: Path, register: Path, seeds: dict[Purpose, bytes]) -> Evaluator:
        folder.mkdir(parents=True)
        listed = [ListedPoint(DESKS[purpose], purpose, _public(seed)) for purpose, seed in seeds.items()]
        listed.append(ListedPoint(PUBLISHER_POINT, None, installation.publisher_key(register)))
        points = folder / "points.json"
        points.write_text(manifest.write(listed), encoding="utf-8")
        return Evaluator(Config(folder, points), self.clock.seconds)

    def _desk(
        self, folder: Path, purpose: Purpose, name: str, seed: bytes, vkeys: tuple[str, str], wire: Wire
    ) -> Point:
        enrol_point(
            ref=name,
            purpose=purpose,
            place=name,
            public_key=_public(seed),
            actor=OPERATOR,
            at=self.clock.now,
        )
        folder.mkdir(parents=True)
        file = folder / "point.toml"
        point_config.write(
            file,
            point=name,
            purpose=purpose,
            register_url="http://127.0.0.1:1",
            evaluator_url="http://127.0.0.1:2",
            ledger_vkey=vkeys[0],
            register_vkey=vkeys[1],
            seed=seed,
            cover=False,
        )
        return Point(point_config.load(file), clock=self.clock.seconds, transport=wire)

    def settle(self) -> None:
        """What the processes of a register do at their ticks: place leaves, publish what is in force, sign heads."""
        self._evaluator.turn()
        self._sequencer.tick()
        # Twice: keys are announced by the first, and may be published under once the ledger holds them.
        for _ in range(2):
            self._publisher.tick(self.clock.now)
            self._sequencer.tick()
        self.sign()

    def sign(self) -> None:
        """Sign heads anew: a desk accepts none that is old."""
        self._publisher.heads(self.clock.now)

    def place_leaves(self) -> int:
        """Place every leaf in the ledger; its size."""
        return self._sequencer.tick()


def _public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def desks() -> Iterable[Purpose]:
    """The purposes of the year's desks."""
    return DESKS
