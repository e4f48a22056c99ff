"""Vehicles of the synthetic country: one that may not be sold, one that a patrol may detain, and a lot that waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from aiqyn import law
from aiqyn.law.calendar import add_months
from aiqyn.register import intake
from aiqyn.register.acting import OPERATOR, Actor
from aiqyn.register.acts.open_lot import open_lot
from aiqyn.register.acts.post_custodian import post_custodian
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.law_book import book
from aiqyn.register.models import Official
from aiqyn.register.queries import cases, property
from aiqyn.simulate.people import SyntheticPerson
from aiqyn.simulate.personas import Persona
from aiqyn.simulate.vehicles import SyntheticVehicle, write_vehicles

#: A debtor, and the court and the number of the writ against them.
Owner = tuple[SyntheticPerson, str, str]
CUSTODIANS = ("custodian-1", "custodian-2")


def park(first: Owner, second: Owner, officials: dict[str, Official], now: datetime, folder: Path) -> list[Persona]:
    """Import vehicles, open a lot, restrict two of the vehicles. What a desk types is told with the personas."""
    car = SyntheticVehicle("V-1", first[0], "Lada", "AB10000001", plate="123ABC02", vin="XTA210990Y2766389")
    truck = SyntheticVehicle("V-2", second[0], "УАЗ", "AB10000002", chassis="0412345")
    free = SyntheticVehicle("V-3", first[0], "Toyota", "AB10000003", plate="456BCD02", vin="JTDBR32E720012345")
    report = intake.run("vehicles", write_vehicles(folder / "vehicles.csv", (car, truck, free)), at_clock=timezone.now)
    if report.refused:
        raise RuntimeError(f"vehicles: {report.refused} rows of the synthetic country were refused")
    lot = open_lot(
        ref="lot-1",
        name="Тұрақ 1 / Стоянка 1",
        place="Алматы, Рысқұлов 1",
        actor=OPERATOR,
        at=now - timedelta(days=300),
    )
    for ref in CUSTODIANS:
        post_custodian(custodian=officials[ref], lot=lot, actor=OPERATOR, at=now - timedelta(days=300))
    _restrict(first, law.MeasureKind.VEHICLE_DISPOSAL_BAN, "V-1", officials, now)
    _restrict(second, law.MeasureKind.VEHICLE_DETENTION, "V-2", officials, now)
    told = (("disposal ban", car), ("detention", truck), ("free", free))
    return [
        Persona(
            "vehicle", one.ref, one.make, state, document=" ".join(f"{key}={value}" for key, value in one.facts.items())
        )
        for state, one in told
    ]


def _restrict(owner: Owner, kind: law.MeasureKind, ref: str, officials: dict[str, Official], now: datetime) -> None:
    _, court, number = owner
    proceeding = cases.proceeding_on(court, number)
    if proceeding is None:
        raise LookupError("a proceeding of the synthetic country is missing")
    vehicle = next(one for one in property.vehicles_of(proceeding) if one.ref == ref)
    today = book().local_day(now)
    proposed = propose_measure(
        proceeding=proceeding,
        kind=kind,
        vehicle=vehicle,
        ends_on=add_months(today, 6),
        reasons=f"Көлік мүліктің бағалысы: {proceeding.number}. / Транспорт ценнее прочего имущества.",
        actor=Actor.of(proceeding.agent),
        at=now - timedelta(hours=30),
    )
    judge = Actor.of(officials[f"judge-{court}"])
    sanction_measure(measure=proposed, review_by=add_months(today, 5), actor=judge, at=now - timedelta(hours=5))
