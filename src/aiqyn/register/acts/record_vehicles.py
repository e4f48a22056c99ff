"""Record vehicles as the vehicle register describes them: numbers, owner, registration certificates."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime

from django.db.models import Q

from aiqyn.ledger import canonical_json
from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.acts.extend_order import extend_order, names_all
from aiqyn.register.rows import Measure, Organisation, Person, Vehicle, VehicleCertificate


@dataclass(frozen=True, slots=True, repr=False)
class CertificateRecord:
    """A registration certificate. `number` in normal form."""

    number: str
    issued_on: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class VehicleRecord:
    """A vehicle by the vehicle register's own number. Plate, VIN and chassis in normal form; one owner, IIN or BIN."""

    ref: str
    plate: str
    vin: str
    chassis: str
    make: str
    owner_iin: str = ""
    owner_bin: str = ""
    deregistered_on: date | None = None
    certificates: tuple[CertificateRecord, ...] = ()


@act
def record_vehicles(vehicles: Sequence[VehicleRecord], *, actor: Actor, at: datetime) -> int:
    """Write the vehicles and their certificates: one act a batch, as of people. Returns how many were written.

    An order in force against a vehicle is extended to a plate that it was given since. A change of owner ends nothing:
    whoever bought in good faith contests. ActError names the field: `owner` unknown, a number that another vehicle has.
    """
    digest = hashlib.sha256(canonical_json({"vehicles": [str(astuple(one)) for one in vehicles]})).hexdigest()
    record("vehicles", actor=actor, at=at, content={"count": len(vehicles), "sha256": digest})
    for one in vehicles:
        row = _written(one)
        in_force = Measure.objects.filter(vehicle=row, in_force_from__isnull=False, ended_at__isnull=True)
        for measure in in_force.select_related("person", "vehicle").order_by("pk"):
            if not names_all(measure):
                extend_order(measure=measure, actor=actor, at=at)
    return len(vehicles)


def _written(one: VehicleRecord) -> Vehicle:
    person = Person.objects.filter(iin=one.owner_iin).first() if one.owner_iin else None
    organisation = Organisation.objects.filter(bin=one.owner_bin).first() if one.owner_bin else None
    if (person is None) is (organisation is None):
        raise ActError("owner_bin" if one.owner_bin else "owner_iin", "unknown-owner")
    if one.vin and Vehicle.objects.filter(vin=one.vin).exclude(ref=one.ref).exists():
        raise ActError("vin", "of-another-vehicle")
    numbers = [certificate.number for certificate in one.certificates]
    if VehicleCertificate.objects.filter(Q(number__in=numbers)).exclude(vehicle__ref=one.ref).exists():
        raise ActError("certificate", "of-another-vehicle")
    row, _ = Vehicle.objects.update_or_create(
        ref=one.ref,
        defaults={
            "plate": one.plate,
            "vin": one.vin,
            "chassis": one.chassis,
            "make": one.make,
            "owner_person": person,
            "owner_organisation": organisation,
            "deregistered_on": one.deregistered_on,
        },
    )
    for certificate in one.certificates:
        VehicleCertificate.objects.update_or_create(
            number=certificate.number,
            defaults={
                "vehicle": row,
                "issued_on": certificate.issued_on,
                "cancelled_on": certificate.cancelled_on,
            },
        )
    return row
