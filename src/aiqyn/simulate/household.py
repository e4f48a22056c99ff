"""Everything of a check on one machine, each part with its own folder, configuration and environment.

`register/` has the names and no key; `evaluator/` has the key and no database; `desks/…` have a credential each. On one
machine under one operator this protects nobody from anybody (docs/threat-model.md): it shows how the parts speak.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn import law
from aiqyn.client import config as point_config
from aiqyn.disclosure.evaluating import PUBLISHER_POINT
from aiqyn.evaluator import config as evaluator_config
from aiqyn.law import Purpose
from aiqyn.protocol import manifest, routes
from aiqyn.protocol.manifest import ListedPoint
from aiqyn.register import installation
from aiqyn.simulate.family import Family
from aiqyn.simulate.ports import Ports

ORIGIN = "play.example/aiqyn"
COMMAND = (sys.executable, "-m", "aiqyn.entry.console")
#: The desks of the play, one of each purpose: name, place.
DESKS = (
    (Purpose.BORDER_DEPARTURE, "border-almaty-1", "Алматы әуежайы, 1-үстел / Аэропорт Алматы, стол 1"),
    (Purpose.PUBLIC_SERVICE_CENTRE, "centre-almaty-1", "Алматы ХҚКО, 1-терезе / ЦОН Алматы, окно 1"),
    (Purpose.VEHICLE_REGISTRATION, "registrar-almaty-1", "Көлік тіркеу, Алматы / Регистрация транспорта, Алматы"),
    (Purpose.ROADSIDE_STOP, "patrol-almaty-1", "Жол бекеті, Алматы / Дорожный пост, Алматы"),
    (Purpose.IMPOUND_LOT, "lot-almaty-1", "Айып тұрағы, Алматы / Штрафстоянка, Алматы"),
)
#: Seconds. A real register publishes additions every 15 minutes; nobody wants to wait for that in a play.
PUBLISH_EVERY, HEAD_EVERY, SEQUENCE_EVERY = 2.0, 1.0, 0.2


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the parts listen, on loopback. The ports are kept from other plays as long as `ports` lives."""

    register: int
    evaluator: int
    desks: tuple[int, ...]
    ports: Ports

    @classmethod
    def from_port(cls, start: int) -> Addresses:
        """Free ports from `start` on. NoPort when there are too few."""
        ports = Ports(start, 2 + len(DESKS))
        register, evaluator, *desks = ports.numbers
        return cls(register, evaluator, tuple(desks), ports)

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
        """Write all configurations for these addresses; keys that exist stay. Returns the desks' public keys.

        ProtocolError when somebody's own line in `points.json` cannot be read.
        """
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
        self._write_evaluator(listed)
        return public

    def _write_evaluator(self, listed: list[ListedPoint]) -> None:
        apart = self.folder / "evaluator"
        apart.mkdir(parents=True, exist_ok=True)
        points = apart / "points.json"
        # Desks that somebody added to the play stay listed.
        known = manifest.read(points.read_text(encoding="utf-8")) if points.exists() else {}
        partial = points.with_suffix(".part")
        partial.write_text(manifest.write((known | {one.point: one for one in listed}).values()), encoding="utf-8")
        partial.replace(points)
        evaluator_config.write(
            apart / "evaluator.toml", folder=Path("."), points=Path("points.json"), port=self.addresses.evaluator
        )

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
        for old in (self.register / "public" / "check").glob("*/head"):
            # Of the last time: whoever waits for a head waits for one that the publisher of this time has signed.
            old.unlink()
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
        """Wait until every part answers and a desk can ask. NotReady when one ends or the time is over."""
        wanted = self._wanted()
        ends = time.monotonic() + seconds
        while wanted:
            dead = self.family.ended()
            if dead is not None:
                raise NotReady(f"{dead.name} ended; its log: {dead.log}")
            if time.monotonic() > ends:
                raise NotReady(f"no answer from {next(iter(wanted))}; logs: {self.family.logs}")
            wanted = {address: enough for address, enough in wanted.items() if not self._answers(address, enough)}
            if wanted:
                time.sleep(0.1)

    def _wanted(self) -> dict[str, Callable[[bytes], bool]]:
        """The addresses that must answer, and what is enough of an answer."""
        here = self.addresses
        register = here.url(here.register)
        today = law.load().local_day(datetime.now(UTC))
        answering = [f"{register}/", here.url(here.evaluator) + routes.KEYS]
        answering += [here.url(port) + "/" for port in here.desks]
        answering += [register + routes.head(purpose) for purpose, _, _ in DESKS]
        keys = [register + routes.day_key(purpose, today) for purpose, _, _ in DESKS]
        return dict.fromkeys(answering, bool) | dict.fromkeys(keys, _in_ledger)

    def _answers(self, address: str, enough: Callable[[bytes], bool]) -> bool:
        try:
            reply = self._http.request("GET", address, redirect=False)
        except urllib3.exceptions.HTTPError:
            return False
        return 300 <= reply.status < 400 or (reply.status == 200 and enough(reply.data))

    def watch(self) -> str:
        """Stay until a part ends by itself; which one. A signal ends it as KeyboardInterrupt."""
        while (dead := self.family.ended()) is None:
            time.sleep(0.5)
        return f"{dead.name} ended; its log: {dead.log}"


def _in_ledger(opened: bytes) -> bool:
    """Whether an opened leaf has its place in the ledger: a desk accepts no key that has none."""
    return json.loads(opened).get("index") is not None
