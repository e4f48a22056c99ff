"""Give a power: somebody else may contest for the person, up to a day, until it is revoked."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn.law.calendar import add_months, age
from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.facts import contests as facts
from aiqyn.register.law_book import book
from aiqyn.register.rows import POWER_SCOPES, Person, Representation


@act
def give_power(
    *, person: Person, representative: Person, scope: str, until: date, actor: Actor, at: datetime
) -> Representation:
    """Write the power. ActError: to oneself, to a minor, to a day past or too far, or a second one while one holds."""
    today = book().local_day(at)
    if representative.pk == person.pk:
        raise ActError("representative", "oneself")
    if age(representative.birth_date, today) < book().value("age-of-majority", today):
        raise ActError("representative", "minor")
    if scope not in POWER_SCOPES:
        raise ActError("scope", "unknown")
    if until < today:
        raise ActError("until", "in-the-past")
    if until > add_months(today, book().value("power-longest-months", today)):
        raise ActError("until", "too-late")
    record("power", actor=actor, at=at, content={"scope": scope, "until": until.isoformat()})
    _make_room(person, representative, at)
    return Representation.objects.create(
        person=person, representative=representative, scope=scope, given_at=at, until=until
    )


def _make_room(person: Person, representative: Person, at: datetime) -> None:
    """A power whose time is over makes way; one that holds is to be revoked first, so that nothing grows silently."""
    for standing in Representation.objects.filter(person=person, representative=representative, revoked_at=None):
        if facts.covers(standing, at):
            raise ActError("representative", "power-exists")
        standing.revoked_at = at
        standing.save(update_fields=["revoked_at"])
