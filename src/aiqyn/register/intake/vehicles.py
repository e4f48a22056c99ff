"""Vehicles as the vehicle register describes them: plate, VIN or chassis number, owner, registration certificate.

A row has one certificate; a vehicle with several has several rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from django.db import transaction

from aiqyn.identifiers import bin as bins
from aiqyn.identifiers import certificate, chassis, plate, vin
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.register.acting import IMPORT, ActError
from aiqyn.register.acts.record_vehicles import CertificateRecord, VehicleRecord, record_vehicles
from aiqyn.register.intake.kinds import Clock, Item, Outcome, by_count
from aiqyn.register.intake.refusals import Fault, RowRefused
from aiqyn.register.intake.row import Row
from aiqyn.register.intake.table import Columns, Table
from aiqyn.register.queries import imports

COLUMNS = Columns(
    required=(
        "ref", "plate", "vin", "chassis", "make", "owner_iin", "owner_bin", "deregistered_on",
        "certificate", "certificate_issued_on", "certificate_cancelled_on",
    ),
)  # fmt: skip
BATCH = 200


class Vehicles:
    """A file of vehicles."""

    def __init__(self, path: Path, today: date) -> None:
        self._table = Table(path, COLUMNS)
        self._today = today

    def examine(self) -> None:
        """Nothing beyond the header, which was read."""

    def batches(self, line: int, position: int) -> Iterator[list[Item[VehicleRecord]]]:
        """Batches of rows."""
        rows = self._table.rows(line, position)
        return by_count((Item(row.line, row.end, _read(row.content, self._today)) for row in rows), BATCH)

    def write(self, contents: Sequence[VehicleRecord], clock: Clock) -> list[Outcome | Fault]:
        """One act for all that is new; where a row contradicts the register, an act a row, so that the others stand."""
        new = [one for one in contents if not _known(one)]
        try:
            if new:
                with transaction.atomic():
                    record_vehicles(new, actor=IMPORT, at=clock())
            return [Outcome.ACCEPTED if one in new else Outcome.KNOWN for one in contents]
        except ActError:
            return [_alone(one, clock) for one in contents]


def _known(one: VehicleRecord) -> bool:
    """Whether the register says all of this already."""
    owner = one.owner_iin or one.owner_bin
    said = (one.plate, one.vin, one.chassis, one.make, owner, one.deregistered_on)
    return imports.vehicle(one.ref) == said and all(
        imports.certificate(paper.number) == (one.ref, paper.issued_on, paper.cancelled_on)
        for paper in one.certificates
    )


def _alone(one: VehicleRecord, clock: Clock) -> Outcome | Fault:
    if _known(one):
        return Outcome.KNOWN
    try:
        with transaction.atomic():
            record_vehicles([one], actor=IMPORT, at=clock())
    except ActError as error:
        return Fault(error.field, error.code)
    return Outcome.ACCEPTED


def _read(row: Row | Fault, today: date) -> VehicleRecord | Fault:
    if isinstance(row, Fault):
        return row
    try:
        return _vehicle(row, today)
    except RowRefused as refused:
        return refused.fault


def _vehicle(row: Row, today: date) -> VehicleRecord:
    found = VehicleRecord(
        ref=row.needed("ref", 40),
        plate=_number(row, "plate", plate.validate),
        vin=_number(row, "vin", vin.validate),
        chassis=_number(row, "chassis", chassis.validate),
        make=row.text("make", 60),
        owner_iin=row.iin("owner_iin") if row.text("owner_iin", 40) else "",
        owner_bin=_number(row, "owner_bin", bins.validate),
        deregistered_on=row.day_or_none("deregistered_on", until=today),
        certificates=_certificates(row, today),
    )
    if not found.vin and not found.chassis:
        raise row.refuse("vin", "missing")
    if bool(found.owner_iin) is bool(found.owner_bin):
        raise row.refuse("owner_iin", "one-owner")
    return found


def _certificates(row: Row, today: date) -> tuple[CertificateRecord, ...]:
    number = _number(row, "certificate", certificate.validate)
    if not number:
        return ()
    issued_on = row.day_or_none("certificate_issued_on", until=today)
    return (CertificateRecord(number, issued_on, row.day_or_none("certificate_cancelled_on", until=today)),)


def _number(row: Row, column: str, validate: Callable[[str], str]) -> str:
    text = row.text(column, 60)
    if not text:
        return ""
    try:
        return validate(text)
    except IdentifierError as error:
        raise row.refuse(column, error.code) from None
