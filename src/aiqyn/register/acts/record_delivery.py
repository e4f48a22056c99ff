"""Record what became of papers at a desk. Taken or refused, they are delivered; a search ends with it."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record
from aiqyn.register.acts.end_search import end_search
from aiqyn.register.acts.resume_proceeding import resume_proceeding
from aiqyn.register.law_book import book
from aiqyn.register.rows import DELIVERY_OUTCOMES, Delivery, Disclosure


@act
def record_delivery(*, disclosure: Disclosure, outcome: str, contact: str, actor: Actor, at: datetime) -> Delivery:
    """Write the delivery of a confirmed hit whose effect is `deliver`, once, on its own day.

    The proceeding of a search goes on: its debtor was found (Art. 45). ActError `already-delivered` the second time.
    """
    measure = lock_measure(disclosure.measure)
    if disclosure.effect != law.EffectKind.DELIVER.value or disclosure.day != book().local_day(at):
        raise ActError("number", "nothing-to-deliver")
    if outcome not in DELIVERY_OUTCOMES:
        raise ActError("outcome", "unknown-outcome")
    if Delivery.objects.filter(disclosure=disclosure).exists():
        raise ActError("number", "already-delivered")
    record(
        "delivery",
        actor=actor,
        at=at,
        measure=measure,
        # Neither the contact nor what the person chose: who reads the ledger's opened leaf is a desk.
        content={"measure": measure.ref, "number": disclosure.number},
    )
    row = Delivery.objects.create(
        disclosure=disclosure,
        measure=measure,
        day=disclosure.day,
        outcome=outcome,
        contact=contact.strip(),
        recorded_at=at,
    )
    if measure.kind == law.MeasureKind.DEBTOR_SEARCH.value and measure.ended_at is None:
        end_search(measure=measure, actor=actor, at=at)
        if measure.proceeding.paused_at is not None:
            resume_proceeding(proceeding=measure.proceeding, reasons="found", actor=actor, at=at)
    return row
