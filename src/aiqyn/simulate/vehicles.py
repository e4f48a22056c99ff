"""Vehicles of the synthetic country: their numbers, their certificates, and a file of them."""

from __future__ import annotations

import csv
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aiqyn.simulate.people import SyntheticPerson

_COLUMNS = (
    "ref", "plate", "vin", "chassis", "make", "owner_iin", "owner_bin", "deregistered_on", "certificate",
    "certificate_issued_on", "certificate_cancelled_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SyntheticVehicle:
    """A vehicle. One without a VIN has a chassis number: old ones have no other."""

    ref: str
    owner: SyntheticPerson
    make: str
    certificate: str
    plate: str = ""
    vin: str = ""
    chassis: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """The two facts that a desk would type: a number on the vehicle, and the certificate's."""
        number = {"plate": self.plate} if self.plate else {"chassis": self.chassis}
        return number | {"certificate": self.certificate}


def write_vehicles(path: Path, vehicles: Iterable[SyntheticVehicle]) -> Path:
    """The vehicle register's file (docs/imports.md)."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(_COLUMNS)
        for one in vehicles:
            owner = (one.owner.iin, "", "")
            certificate = (one.certificate, "2021-05-04", "")
            writer.writerow((one.ref, one.plate, one.vin, one.chassis, one.make, *owner, *certificate))
    return path


def picture(width: int = 64, height: int = 48) -> bytes:
    """A grey PNG: what a custodian's camera would send, of nothing."""
    rows = b"".join(b"\0" + bytes(90 + (x + y) % 100 for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body
