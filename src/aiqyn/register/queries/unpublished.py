"""What must still be evaluated for a purpose and a day: orders in force, by every valid document of their subjects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from aiqyn import law
from aiqyn.identifiers import document
from aiqyn.identifiers.key import Chassis, Key, PersonKey, Plate, VehicleKey, Vin
from aiqyn.register.queries.standing import asleep
from aiqyn.register.rows import (
    Leaf,
    Measure,
    Person,
    PersonDocument,
    PublishedToken,
    Vehicle,
    VehicleCertificate,
)
from aiqyn.register.subjects import CONVENTION, document_key


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A measure and a document of its subject, still without a token: rows by number, and the kind of its key."""

    measure_id: int
    document_id: int | None
    certificate_id: int | None
    form: str
    measure: Measure
    paper: PersonDocument | VehicleCertificate

    def key(self) -> Key:
        """The key to evaluate. IdentifierError when a stored number makes none."""
        if isinstance(self.paper, VehicleCertificate):
            return VehicleKey(_vehicle(self.form, self.paper.vehicle), self.paper.number)
        person = self.paper.person
        if self.form == "person":
            return PersonKey(person.iin or "", document.parse(f"{self.paper.state}:{self.paper.number}"))
        return document_key(self.paper, person)


def _vehicle(form: str, vehicle: Vehicle) -> Plate | Vin | Chassis:
    if form == "vehicle-vin":
        return Vin(vehicle.vin)
    return Chassis(vehicle.chassis) if form == "vehicle-chassis" else Plate(vehicle.plate)


def unpublished(purpose: law.Purpose, day: date, kinds: list[str], at: datetime) -> Iterator[Unpublished]:
    """Measures of `kinds` in force at `at`, by every document valid on the day; one that sleeps waits."""
    # A hit opens the order's leaf: until the sequencer has placed it, and every extension of it, nothing is published.
    waiting = Leaf.objects.filter(
        act__measure=OuterRef("pk"), act__kind__in=("sanction", "extension"), index__isnull=True
    )
    measures = (
        Measure.objects.filter(kind__in=kinds, in_force_from__lte=at, ended_at__isnull=True, ends_on__gte=day)
        .exclude(Exists(waiting))
        .exclude(asleep(at))
        .select_related("person", "vehicle")
    )
    for measure in measures.order_by("pk").iterator(chunk_size=2000):
        done = PublishedToken.objects.filter(purpose=purpose.value, day=day, measure=measure)
        if measure.person is not None:
            yield from _of_person(measure, measure.person, day, done)
        elif measure.vehicle is not None:
            yield from _of_vehicle(measure, measure.vehicle, day, done)


def _of_person(measure: Measure, person: Person, day: date, done: QuerySet[PublishedToken]) -> Iterator[Unpublished]:
    papers = PersonDocument.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=day),
        person=person,
    ).exclude(Exists(done.filter(document=OuterRef("pk"))))
    for paper in papers.select_related("person").order_by("pk"):
        form = "convention" if paper.kind == CONVENTION else "person" if person.iin else "foreign-person"
        yield Unpublished(measure.pk, paper.pk, None, form, measure, paper)


def _of_vehicle(measure: Measure, vehicle: Vehicle, day: date, done: QuerySet[PublishedToken]) -> Iterator[Unpublished]:
    forms = [
        form
        for form, number in (
            ("vehicle-vin", vehicle.vin),
            ("vehicle-chassis", vehicle.chassis),
            ("vehicle-plate", vehicle.plate),
        )
        if number
    ]
    papers = VehicleCertificate.objects.filter(Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=day), vehicle=vehicle)
    published = set(done.values_list("certificate_id", "form"))
    for paper in papers.select_related("vehicle").order_by("pk"):
        for form in forms:
            if (paper.pk, form) not in published:
                yield Unpublished(measure.pk, None, paper.pk, form, measure, paper)
