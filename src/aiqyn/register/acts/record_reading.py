"""Record that an official opened a case: shown to the person whom it is about."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.law_book import book
from aiqyn.register.rows import Proceeding, Reading


@act
def record_reading(*, proceeding: Proceeding, actor: Actor, at: datetime) -> Reading:
    """Write the day's first reading by this official. ActError `already-read` afterwards: one a day is shown."""
    official = actor.official
    if official is None:
        raise ActError("actor", "not-an-official")
    day = book().local_day(at)
    if Reading.objects.filter(proceeding=proceeding, official=official, day=day).exists():
        raise ActError("proceeding", "already-read")
    record("reading", actor=actor, at=at, proceeding=proceeding, content={"number": proceeding.number})
    office = official.office or (official.court.code if official.court else "")
    return Reading.objects.create(proceeding=proceeding, official=official, role=official.role, office=office, day=day)
