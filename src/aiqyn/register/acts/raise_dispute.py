"""Say "this is not my debt": from a desk with a confirmation number, or from the person's page. The clock begins."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record
from aiqyn.register.law_book import book
from aiqyn.register.rows import Disclosure, Dispute, Measure

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LIVING = {law.MeasureState.IN_FORCE, law.MeasureState.SUSPENDED}


@act
def raise_dispute(
    *, measure: Measure, words: str, actor: Actor, at: datetime, disclosure: Disclosure | None = None
) -> Dispute:
    """Write it with the moment by which a duty officer has to answer. `disclosure`: the hit at whose desk it was said.

    ActError: the measure binds nobody, one is open already, or one was confirmed today (contest it instead).
    """
    locked = lock_measure(measure)
    if facts.state(locked, at) not in _LIVING:
        raise ActError("measure", "not-in-force")
    if Dispute.objects.filter(measure=locked, answered_at__isnull=True).exists():
        raise ActError("measure", "dispute-open")
    today = book().local_day(at)
    confirmed = Dispute.objects.filter(measure=locked, outcome="confirmed", answered_at__lte=at)
    if confirmed.filter(answered_at__gte=book().start_of(today)).exists():
        raise ActError("measure", "confirmed-today")
    row = Dispute(
        measure=locked,
        ref="D-" + "".join(secrets.choice(_ALPHABET) for _ in range(10)),
        raised_at=at,
        channel="page" if disclosure is None else "desk",
        disclosure=disclosure,
        words=words,
        due_at=at + timedelta(minutes=book().value("not-my-debt-minutes", today)),
    )
    content = {"measure": locked.ref, "dispute": row.ref, "due_at": row.due_at.isoformat()}
    record("dispute", actor=actor, at=at, measure=locked, content=content)
    row.save()
    return row
