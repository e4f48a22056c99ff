"""Take a detained vehicle in at a lot: under the confirmation number of the stop, in the condition that it came in."""

from __future__ import annotations

import secrets
from datetime import datetime

from aiqyn import law
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record
from aiqyn.register.acts._custody import custodian
from aiqyn.register.acts.open_proceeding import payment_reference
from aiqyn.register.facts import impound
from aiqyn.register.rows import Disclosure, Intake, Measure, Vehicle

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DETENTION = law.MeasureKind.VEHICLE_DETENTION.value


@act
def receive_vehicle(
    *, number: str, odometer_km: int | None, condition: str, inventory: str, actor: Actor, at: datetime
) -> Intake:
    """Write the intake with the reference of its storage invoice.

    ActError: `number` leads to no hit that detained a vehicle, or was used; the vehicle is in a lot; the measure ended
    on the way (then it goes back at once); no word on the condition.
    """
    official, lot = custodian(actor)
    met = Disclosure.objects.filter(number=number, effect=law.EffectKind.HOLD.value).select_related("measure").first()
    if met is None or met.measure.kind != _DETENTION:
        raise ActError("number", "no-vehicle-detained")
    measure = lock_measure(met.measure)
    vehicle = _arriving(met, measure, at)
    if not condition.strip():
        raise ActError("condition", "missing")
    body = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    row = Intake(
        ref=f"V-{body}",
        lot=lot,
        measure=measure,
        vehicle=vehicle,
        disclosure=met,
        received_at=at,
        received_by=official,
        odometer_km=odometer_km,
        condition=condition.strip(),
        inventory=inventory.strip(),
        reference=payment_reference(f"V{body}"),
    )
    seen = {"odometer_km": odometer_km, "condition": row.condition, "inventory": row.inventory}
    content = {"measure": measure.ref, "intake": row.ref, "number": number} | seen
    record("intake", actor=actor, at=at, measure=measure, content=content)
    row.save()
    return row


def _arriving(met: Disclosure, measure: Measure, at: datetime) -> Vehicle:
    vehicle = measure.vehicle
    if vehicle is None:
        raise ActError("number", "no-vehicle-detained")
    if Intake.objects.filter(disclosure=met).exists():
        raise ActError("number", "used-for-an-intake")
    if Intake.objects.filter(vehicle=vehicle, released_at__isnull=True).exists():
        raise ActError("number", "already-in-a-lot")
    if not impound.holds(impound.detentions(vehicle, at), at):
        raise ActError("number", "ended-on-the-way")
    return vehicle
