"""Pass a delivery on to the agent of the case: the day after, in a batch, the day and the contact; never where."""

from __future__ import annotations

from datetime import datetime, time

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.acts.record_service import record_service
from aiqyn.register.law_book import book
from aiqyn.register.rows import Delivery, Notice


@act
def pass_on_delivery(*, delivery: Delivery, actor: Actor, at: datetime) -> Delivery:
    """Tell the agent, and record the case's waiting notices as served on that day.

    Noon stands for the day: the hour of a visit would say more than the law asks. ActError on the day itself.
    """
    measure = delivery.measure
    proceeding = lock_proceeding(measure.proceeding_id)
    fresh = Delivery.objects.get(pk=delivery.pk)
    if fresh.passed_on_at is not None:
        raise ActError("delivery", "already-passed-on")
    if fresh.day >= book().local_day(at):
        raise ActError("delivery", "not-before-tomorrow")
    record("delivery-passed-on", actor=actor, at=at, measure=measure, content={"measure": measure.ref})
    fresh.passed_on_at = at
    fresh.save(update_fields=["passed_on_at"])
    noon = datetime.combine(fresh.day, time(12), book().timezone)
    waiting = Notice.objects.filter(proceeding=proceeding, served_at__isnull=True, sent_at__lte=noon)
    for notice in waiting.filter(returned_at__isnull=True).order_by("pk"):
        record_service(notice=notice, served_at=noon, actor=actor, at=at)
    return fresh
