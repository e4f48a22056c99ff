"""Ask that a measure sleep for a time: the person's request, to be decided with reasons either way."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.models import User

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure, SuspensionRequest

_REQUESTED = {law.SuspensionGround.TREATMENT, law.SuspensionGround.SICK_CHILD, law.SuspensionGround.COURT}
_LIVING = {law.MeasureState.IN_FORCE, law.MeasureState.SUSPENDED}


@act
def request_suspension(
    *,
    measure: Measure,
    ground: law.SuspensionGround,
    starts_on: date,
    ends_on: date,
    words: str,
    papers: bool,
    asked_by: User | None,
    actor: Actor,
    at: datetime,
) -> SuspensionRequest:
    """Write the request with the moment by which the law wants it decided. ActError names the field that is wrong."""
    locked = lock_measure(measure)
    if facts.state(locked, at) not in _LIVING:
        raise ActError("measure", "not-in-force")
    if ground not in _REQUESTED:
        raise ActError("ground", "not-to-be-requested")
    if not words.strip():
        raise ActError("words", "missing")
    if starts_on < book().local_day(at):
        raise ActError("starts_on", "in-the-past")
    if ends_on < starts_on:
        raise ActError("ends_on", "before-start")
    if SuspensionRequest.objects.filter(measure=locked, decided_at__isnull=True).exists():
        raise ActError("measure", "request-open")
    due_at = at + book().suspension(ground, book().local_day(at)).decide_within
    content = {"measure": locked.ref, "due_at": due_at.isoformat()}
    record("suspension-request", actor=actor, at=at, measure=locked, content=content)
    return SuspensionRequest.objects.create(
        measure=locked,
        ground=ground.value,
        starts_on=starts_on,
        ends_on=ends_on,
        words=words,
        papers=papers,
        asked_at=at,
        asked_by=asked_by,
        due_at=due_at,
    )
