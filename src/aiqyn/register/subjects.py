"""Whom an order names, as its leaf commits to it: the person's IIN, or every number and document that stands for it."""

from __future__ import annotations

from collections.abc import Iterator

from aiqyn.identifiers import document
from aiqyn.identifiers.document import DocumentKind
from aiqyn.identifiers.key import Chassis, ConventionKey, ForeignPersonKey, Plate, Vin
from aiqyn.protocol import subject
from aiqyn.register.rows import Measure, Person, PersonDocument, Vehicle

CONVENTION = DocumentKind.CONVENTION.value


def commitments(measure: Measure) -> tuple[bytes, ...]:
    """The commitments of the measure's subject under its salt, the first one foremost; never empty."""
    salt = bytes(measure.subject_salt)
    return tuple(dict.fromkeys(subject.commit(salt, one) for one in _subjects(measure)))


def _subjects(measure: Measure) -> Iterator[bytes]:
    if measure.person is not None:
        yield from _of_person(measure.person)
    elif measure.vehicle is not None:
        yield from of_vehicle(measure.vehicle)


def _of_person(person: Person) -> Iterator[bytes]:
    if person.iin:
        yield subject.of_person(person.iin)
    for paper in PersonDocument.objects.filter(person=person).order_by("pk"):
        if paper.kind == CONVENTION or not person.iin:
            yield document_key(paper, person).canonical()


def document_key(paper: PersonDocument, person: Person) -> ForeignPersonKey | ConventionKey:
    """The key of a document of somebody who is asked about by date of birth."""
    written = f"{paper.state}:{paper.number}"
    if paper.kind == CONVENTION:
        return ConventionKey(document.parse(written, kind=DocumentKind.CONVENTION), person.birth_date)
    return ForeignPersonKey(document.parse(written), person.birth_date)


def of_vehicle(vehicle: Vehicle) -> Iterator[bytes]:
    """The subjects of a vehicle: VIN, chassis number, plate, as far as it has them."""
    if vehicle.vin:
        yield subject.of_vehicle(Vin(vehicle.vin))
    if vehicle.chassis:
        yield subject.of_vehicle(Chassis(vehicle.chassis))
    if vehicle.plate:
        yield subject.of_vehicle(Plate(vehicle.plate))
