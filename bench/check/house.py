"""The real parts: register, evaluator, sequencer, publisher as processes; desks as a ministry's program has them."""

from __future__ import annotations

import os
import secrets
import time
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn import law
from aiqyn.client import config as point_config
from aiqyn.client.service_point import ServicePoint
from aiqyn.law import Purpose
from aiqyn.protocol import manifest, rice, token_set
from aiqyn.protocol.manifest import ListedPoint
from aiqyn.register import installation
from aiqyn.simulate.folder import stay_home
from aiqyn.simulate.household import ORIGIN, Addresses, Household

BORDER = Purpose.BORDER_DEPARTURE


class House:
    """Everything on this machine, with so many border desks beside those of the play."""

    def __init__(self, folder: Path, desks: int) -> None:
        self.folder = folder
        self.household = Household(folder, Addresses.from_port(23_000))
        public = self.household.write()
        stay_home(self.household.configuration)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        from aiqyn.simulate.enrolling import enrol_desks

        enrol_desks(public)
        self._names = [f"bench-{number}" for number in range(desks)]
        self._keys = {name: Ed25519PrivateKey.generate() for name in self._names}
        self._list_desks()
        self.household.start()
        self.household.wait()
        self.all_desks = [self._desk(name) for name in self._names]
        self.desks = self.all_desks

    @property
    def evaluator_url(self) -> str:
        """Where the evaluator answers."""
        here = self.household.addresses
        return here.url(here.evaluator)

    @property
    def today(self) -> date:
        """The register's local day."""
        return law.load().local_day(datetime.now(UTC))

    def _list_desks(self) -> None:
        from django.utils import timezone

        from aiqyn.register.acting import OPERATOR
        from aiqyn.register.acts.enrol_point import enrol_point

        file = self.folder / "evaluator" / "points.json"
        known = manifest.read(file.read_text(encoding="utf-8"))
        for name, key in self._keys.items():
            public = key.public_key().public_bytes_raw()
            known[name] = ListedPoint(name, BORDER, public)
            enrol_point(
                ref=name, purpose=BORDER, place=name, public_key=public, actor=OPERATOR, at=timezone.now()
            )  # fmt: skip
        file.write_text(manifest.write(known.values()), encoding="utf-8")

    def _desk(self, name: str) -> ServicePoint:
        file = self.folder / "bench" / name / "point.toml"
        file.parent.mkdir(parents=True)
        here = self.household.addresses
        vkeys = installation.create_keys(self.household.register, ORIGIN)
        point_config.write(
            file,
            point=name,
            purpose=BORDER,
            register_url=here.url(here.register),
            evaluator_url=self.evaluator_url,
            ledger_vkey=vkeys["ledger"],
            register_vkey=vkeys["register"],
            seed=self._keys[name].private_bytes_raw(),
            folder=".",
            # Cover goes out beside the answer of a check; back to back, that of one would be measured with the next.
            cover=False,
        )
        return ServicePoint(file)

    def configuration(self) -> point_config.Config:
        """Of the first of the desks that ask now."""
        name = self._names[self.all_desks.index(self.desks[0])]
        return point_config.load(self.folder / "bench" / name / "point.toml")

    def publish(self, entries: int) -> tuple[bytes, int]:
        """Publish a set of so many tokens that belong to nobody; the file and the bytes of its coded form."""
        from django.utils import timezone

        from aiqyn.register.acting import PUBLISHER
        from aiqyn.register.acts.publish_tokens import publish_tokens

        file = token_set.build(int.from_bytes(secrets.token_bytes(8), "big") for _ in range(entries))
        coded, sets = rice.encode(file), self.household.register / "public" / "check" / "sets"
        digest = token_set.digest(file).hex()
        (sets / digest).write_bytes(file)
        (sets / f"{digest}.rice").write_bytes(coded)
        publish_tokens(
            [], purpose=BORDER, day=self.today, digest=digest, count=token_set.count(file), actor=PUBLISHER,
            at=timezone.now(),
        )  # fmt: skip
        self._wait_for(digest)
        return file, len(coded)

    def _wait_for(self, digest: str) -> None:
        head = self.household.register / "public" / "check" / BORDER.value / "head"
        ends = time.monotonic() + 30
        while digest not in head.read_text(encoding="utf-8") and bytes.fromhex(digest) not in head.read_bytes():
            if time.monotonic() > ends:
                raise RuntimeError("the publisher did not sign the new set")
            time.sleep(0.1)

    def publisher(self) -> tuple[str, Ed25519PrivateKey]:
        """How the register asks the evaluator: the address and the publisher's key."""
        seed = (self.household.register / "keys" / "publisher.key").read_bytes()
        return self.evaluator_url, Ed25519PrivateKey.from_private_bytes(seed)

    def public_key(self) -> bytes:
        """The border's public key of today, as the evaluator states it."""
        from aiqyn.disclosure.evaluating import BlindEvaluator

        url, key = self.publisher()
        return BlindEvaluator(url, key).public_keys()[BORDER][self.today]

    def cpu(self, *names: str) -> float:
        """CPU seconds that these parts and their children have used so far."""
        children = [child for child in self.household.family.children if child.name in names]
        return sum(_cpu(pid) for child in children for pid in _family(child.process.pid))

    def stop(self) -> None:
        """End every part."""
        self.household.family.stop()


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def held(folder: Path) -> int:
    """Bytes of the token set that a desk keeps."""
    return sum(path.stat().st_size for path in (folder / "sets").iterdir())
