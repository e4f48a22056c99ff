"""The subject of an order, committed: a desk can tell that an order is about this person, a reader of the
leaf cannot.

`SHA-256(b"aiqyn/subject/v1\\0" + salt + subject)`. The salt is the measure's own 32 bytes, opened only in a
reply to a point that has already asked with the person's own two facts.
"""

from __future__ import annotations

import hashlib

from aiqyn.identifiers.key import Chassis, Key, PersonKey, Plate, VehicleKey, Vin
from aiqyn.protocol.errors import ProtocolError

SALT_BYTES = 32
_DOMAIN = b"aiqyn/subject/v1\0"
_VEHICLES = {Plate: "vehicle-plate", Vin: "vehicle-vin", Chassis: "vehicle-chassis"}


def of_person(iin: str) -> bytes:
    """The subject bytes of a person who has an IIN: its twelve ASCII digits."""
    if not (iin.isascii() and iin.isdigit() and len(iin) == 12):
        raise ProtocolError("subject", "must be an IIN in its normal form")
    return iin.encode("ascii")


def of_vehicle(vehicle: Plate | Vin | Chassis) -> bytes:
    """The subject bytes of a vehicle: which of its numbers, a colon, and the number in its normal form.

    The certificate is not part of it: an order goes on when a certificate is lost and issued anew.
    """
    return f"{_VEHICLES[type(vehicle)]}:{vehicle.number}".encode("ascii")


def of_key(key: Key) -> bytes:
    """The subject bytes that a key asks about: the IIN, the vehicle's number, or for a person without IIN the
    whole canonical key.
    """
    if isinstance(key, PersonKey):
        return of_person(key.iin)
    return of_vehicle(key.vehicle) if isinstance(key, VehicleKey) else key.canonical()


def commit(salt: bytes, subject: bytes) -> bytes:
    """The 32-byte commitment to a subject under a 32-byte salt."""
    if len(salt) != SALT_BYTES:
        raise ProtocolError("subject_salt", f"must be {SALT_BYTES} bytes")
    return hashlib.sha256(_DOMAIN + salt + subject).digest()
