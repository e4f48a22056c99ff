"""Hand a vehicle over: the second of two people, to whom the first one approved. The fee becomes an invoice."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, record, require
from aiqyn.register.acts._custody import own_intake
from aiqyn.register.facts import impound
from aiqyn.register.law_book import book
from aiqyn.register.rows import ImpoundRelease, Intake


@act
def release_vehicle(*, intake: Intake, actor: Actor, at: datetime) -> ImpoundRelease:
    """Write that it went. ActRefused: by the one who approved it, or when right or measure changed since.

    The fee is what the law's tariff says up to today. It is an invoice: the vehicle does not wait for the money.
    """
    official, fresh = own_intake(intake, actor)
    row = ImpoundRelease.objects.select_related("first_official", "released_to").filter(intake=fresh).first()
    if row is None:
        raise ActError("intake", "not-approved")
    right = impound.right(fresh, row.released_to, row.relation, row.paper, at)
    facts = impound.handing_over(
        fresh, entitled=right.entitled, first=row.first_official.ref, second=official.ref, at=at
    )
    require(book().decide(facts))
    fee = impound.storage(fresh, at).fee_minor
    record(
        "handover",
        actor=actor,
        at=at,
        measure=fresh.measure,
        content={"measure": fresh.measure.ref, "intake": fresh.ref, "relation": row.relation, "fee_minor": fee},
    )
    row.second_official, row.released_at, row.fee_minor = official, at, fee
    row.save(update_fields=["second_official", "released_at", "fee_minor"])
    fresh.released_at = at
    fresh.save(update_fields=["released_at"])
    return row
