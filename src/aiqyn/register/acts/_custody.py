"""Who acts at an impound lot, and the lock on a vehicle that is kept there."""

from __future__ import annotations

from aiqyn import law
from aiqyn.register.acting import ActError, Actor, lock_measure
from aiqyn.register.rows import ImpoundLot, Intake, LotPost, Official


def custodian(actor: Actor) -> tuple[Official, ImpoundLot]:
    """The custodian and their lot; ActError when the actor has none."""
    official = actor.official
    if official is None or official.role != law.Role.CUSTODIAN.value:
        raise ActError("actor", "not-a-custodian")
    post = LotPost.objects.filter(custodian=official).select_related("lot").first()
    if post is None:
        raise ActError("actor", "no-lot")
    return official, post.lot


def own_intake(intake: Intake, actor: Actor) -> tuple[Official, Intake]:
    """The custodian, and the intake fresh, with its measure locked; ActError when it is another lot's."""
    official, lot = custodian(actor)
    lock_measure(intake.measure)
    fresh = Intake.objects.select_related(
        "lot", "measure", "measure__proceeding", "vehicle", "vehicle__owner_person", "vehicle__owner_organisation"
    ).get(pk=intake.pk)
    if fresh.lot_id != lot.pk:
        raise ActError("intake", "not-of-this-lot")
    return official, fresh
