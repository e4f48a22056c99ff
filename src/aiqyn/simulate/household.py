"""Everything of a check on one machine, each part with its own folder, configuration and environment.

`register/` has the names and no key; `evaluator/` has the key and no database; `desks/…` have a credential each. On one
machine under one operator this protects nobody from anybody (docs/threat-model.md): it shows how the parts speak.
"""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn.client import config as point_config
from aiqyn.disclosure.evaluating import PUBLISHER_POINT
from aiqyn.evaluator import config as evaluator_config
from aiqyn.law import Purpose
from aiqyn.protocol import manifest, routes
from aiqyn.protocol.manifest import ListedPoint
from aiqyn.register import installation
from aiqyn.simulate.family import Family, free_port

ORIGIN = "play.example/aiqyn"
COMMAND = (sys.executable, "-m", "aiqyn.entry.console")
#: The two desks of the play: purpose, name, place.
DESKS = (
    (Purpose.BORDER_DEPARTURE, "border-almaty-1", "Алматы әуежайы, 1-үстел / Аэропорт Алматы, стол 1"),
    (Purpose.PUBLIC_SERVICE_CENTRE, "centre-almaty-1", "Алматы ХҚКО, 1-терезе / ЦОН Алматы, окно 1"),
)
#: Seconds. A real register publishes additions every 15 minutes; nobody wants to wait for that in a play.
PUBLISH_EVERY, HEAD_EVERY, SEQUENCE_EVERY = 2.0, 1.0, 0.2


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the parts listen, on loopback."""

    register: int
    evaluator: int
    desks: tuple[int, int]

    @classmethod
    def from_port(cls, start: int) -> Addresses:
        """Free ports from `start` on."""
        ports: list[int] = []
        while len(ports) < 4:
            ports.append(free_port(ports[-1] + 1 if ports else start))
        return cls(ports[0], ports[1], (ports[2], ports[3]))

    @staticmethod
    def url(port: int) -> str:
        """The address of a port."""
        return f"http://127.0.0.1:{port}"


class NotReady(RuntimeError):
    """A part did not start; the message names it and its log."""


class Household:
    """The folders, configurations and processes of a play."""

    def __init__(self, folder: Path, addresses: Addresses) -> None:
        self.folder = folder.resolve()
        self.addresses = addresses
        self.register = self.folder / "register"
        self.family = Family(self.folder / "logs")
        self._http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(2), maxsize=2)

    @property
    def configuration(self) -> Path:
        """The register's configuration file."""
        return self.register / "aiqyn.toml"

    def point(self, name: str) -> Path:
        """A desk's configuration file."""
        return self.folder / "desks" / name / "point.toml"

    def write(self) -> dict[str, bytes]:
        """Write all configurations for these addresses; keys that exist stay. Returns the desks' public keys."""
        here = self.addresses
        installation.write_configuration(
            self.configuration,
            origin=ORIGIN,
            public_url=here.url(here.register),
            port=here.register,
            evaluator_url=here.url(here.evaluator),
            play=True,
            publish_every=PUBLISH_EVERY,
            head_every=HEAD_EVERY,
            sequence_every=SEQUENCE_EVERY,
        )
        vkeys = installation.create_keys(self.register, ORIGIN)
        public = {name: self._write_desk(purpose, name, vkeys) for purpose, name, _ in DESKS}
        listed = [ListedPoint(name, purpose, public[name]) for purpose, name, _ in DESKS]
        listed.append(ListedPoint(PUBLISHER_POINT, None, installation.publisher_key(self.register)))
        apart = self.folder / "evaluator"
        apart.mkdir(parents=True, exist_ok=True)
        (apart / "points.json").write_text(manifest.write(listed), encoding="utf-8")
        evaluator_config.write(
            apart / "evaluator.toml", folder=Path("."), points=Path("points.json"), port=here.evaluator
        )
        return public

    def _write_desk(self, purpose: Purpose, name: str, vkeys: dict[str, str]) -> bytes:
        file = self.point(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = file.with_name(f"{name}.key")
        seed = bytes.fromhex(kept.read_text()) if kept.exists() else secrets.token_bytes(32)
        point_config.write(
            file,
            point=name,
            purpose=purpose,
            register_url=self.addresses.url(self.addresses.register),
            evaluator_url=self.addresses.url(self.addresses.evaluator),
            ledger_vkey=vkeys["ledger"],
            register_vkey=vkeys["register"],
            seed=seed,
            folder=".",
        )
        return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()

    def start(self) -> None:
        """Start every process; the evaluator's environment names no database, the register's no key."""
        register = {"AIQYN_CONFIG": str(self.configuration)}
        apart = self.folder / "evaluator"
        start = self.family.start
        start("evaluate", (*COMMAND, "evaluate", "--config", str(apart / "evaluator.toml")), {}, apart)
        start("serve", (*COMMAND, "serve"), register, self.register)
        start("sequence", (*COMMAND, "sequence"), register, self.register)
        start("publish", (*COMMAND, "publish"), register, self.register)
        start("expire", (*COMMAND, "expire", "--every", "3600"), register, self.register)
        for (_, name, _), port in zip(DESKS, self.addresses.desks, strict=True):
            config = str(self.point(name))
            command = (*COMMAND, "point", "desk", "--config", config, "--port", str(port))
            start(f"desk-{name}", command, {}, self.point(name).parent)

    def wait(self, seconds: float = 90) -> None:
        """Wait until every part answers. NotReady when one ends or the time is over."""
        register = self.addresses.url(self.addresses.register)
        wanted: list[str] = [f"{register}/"]
        wanted += [register + routes.head(purpose) for purpose, _, _ in DESKS]
        wanted += [self.addresses.url(port) + "/" for port in self.addresses.desks]
        ends = time.monotonic() + seconds
        while wanted:
            dead = self.family.ended()
            if dead is not None:
                raise NotReady(f"{dead.name} ended; its log: {dead.log}")
            if time.monotonic() > ends:
                raise NotReady(f"no answer from {wanted[0]}; logs: {self.family.logs}")
            wanted = [address for address in wanted if not self._answers(address)]
            if wanted:
                time.sleep(0.1)

    def _answers(self, address: str) -> bool:
        try:
            return self._http.request("GET", address, redirect=False).status < 400
        except urllib3.exceptions.HTTPError:
            return False

    def watch(self, ended: Callable[[float], bool]) -> str:
        """Wait for the end; `ended(seconds)` waits and says whether it has come. Names a part that ended by itself."""
        while not ended(0.5):
            dead = self.family.ended()
            if dead is not None:
                return f"{dead.name} ended; its log: {dead.log}"
        return ""
