"""A vehicle that an officer detained at a stop, a lot with two custodians, and one custodian of another lot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from aiqyn import law
from aiqyn.register.acting import IMPORT, OPERATOR, Actor
from aiqyn.register.acts.appoint_official import appoint_official
from aiqyn.register.acts.disclose import disclose
from aiqyn.register.acts.enrol_point import enrol_point
from aiqyn.register.acts.open_lot import open_lot
from aiqyn.register.acts.post_custodian import post_custodian
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.receive_vehicle import receive_vehicle
from aiqyn.register.acts.record_population import PersonRecord
from aiqyn.register.acts.record_vehicles import CertificateRecord, VehicleRecord, record_vehicles
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.queries import cases, check
from aiqyn.register.rows import Disclosure, Intake, Measure, Official, Person, Proceeding, Vehicle
from tests.register.conftest import T0, Country

DETENTION = law.MeasureKind.VEHICLE_DETENTION
#: Stopped at T0 + 3 days, in the lot an hour later.
STOPPED = T0 + timedelta(days=3)
CAME = STOPPED + timedelta(hours=1)


@dataclass
class Lot:
    """The lot and everybody around it."""

    country: Country
    debtor: PersonRecord
    vehicle: Vehicle
    proceeding: Proceeding
    measure: Measure
    met: Disclosure
    first: Official
    second: Official
    elsewhere: Official
    folder: Path

    def actor(self, official: Official | None = None) -> Actor:
        return Actor.of(official or self.first)

    @property
    def owner(self) -> Person:
        owner = self.vehicle.owner_person
        assert owner is not None
        return owner

    def detained(self, proceeding: Proceeding, at: datetime = T0 + timedelta(days=2)) -> Measure:
        """Another detention of the vehicle, in force."""
        proposed = propose_measure(
            proceeding=proceeding,
            kind=DETENTION,
            vehicle=self.vehicle,
            ends_on=date(2026, 12, 31),
            reasons=f"Unpaid, case {proceeding.number}.",
            actor=Actor.of(self.country.agent),
            at=at - timedelta(hours=1),
        )
        judge = Actor.of(self.country.judge)
        return sanction_measure(measure=proposed, review_by=date(2026, 8, 1), actor=judge, at=at)

    def taken_in(self, at: datetime = CAME) -> Intake:
        return receive_vehicle(
            number=self.met.number,
            odometer_km=120_500,
            condition="Left door scratched.",
            inventory="A child's seat.",
            actor=self.actor(),
            at=at,
        )


def stop(measure: Measure, number: str, at: datetime = STOPPED) -> Disclosure:
    """The officer's hit at the roadside, under a number."""
    point = check.point("patrol-1") or enrol_point(
        ref="patrol-1",
        purpose=law.Purpose.ROADSIDE_STOP,
        place="Post 7",
        public_key=b"r" * 32,
        actor=OPERATOR,
        at=T0,
    )
    return disclose(
        measure=measure,
        point=point,
        effect=law.EffectKind.HOLD,
        ground="stop-traffic-offence",
        number=number,
        actor=Actor(point.ref, "service-point"),
        at=at,
    )


@pytest.fixture
def lot(country: Country, tmp_path: Path) -> Lot:
    debtor = country.person()
    proceeding = country.noticed(person=debtor)
    certificates = (CertificateRecord("AB12345678"),)
    record = VehicleRecord("V-1", "123ABC02", "XTA210990Y2766389", "", "Lada", debtor.iin, certificates=certificates)
    record_vehicles([record], actor=IMPORT, at=T0)
    numbers = count(1)
    here = open_lot(ref="lot-1", name="Lot of Almaty", place="Ryskulov avenue", actor=OPERATOR, at=T0)
    there = open_lot(ref="lot-2", name="Lot of Astana", place="Astana", actor=OPERATOR, at=T0)
    people: list[Official] = []
    for where in (here, here, there):
        ref = f"custodian-{next(numbers)}"
        one = appoint_official(ref=ref, name=ref, role=law.Role.CUSTODIAN, actor=OPERATOR, at=T0)
        post_custodian(custodian=one, lot=where, actor=OPERATOR, at=T0)
        people.append(one)
    vehicle = Vehicle.objects.select_related("owner_person").get()
    first, second, elsewhere = people
    unmet, kept = Disclosure(), tmp_path / "photographs"
    made = Lot(country, debtor, vehicle, proceeding, Measure(), unmet, first, second, elsewhere, kept)
    made.measure = made.detained(proceeding)
    made.met = stop(made.measure, "8QK2M-4T7WZX")
    return made


def person(lot: Lot) -> Person:
    """Somebody else of the country."""
    found = cases.person_by_iin(lot.country.person().iin)
    assert found is not None
    return found
