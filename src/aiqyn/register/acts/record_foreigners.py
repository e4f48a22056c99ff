"""Record people without an IIN: foreigners, stateless people, refugees, known by their documents and birth date."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from aiqyn.ledger import canonical_json
from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.acts.extend_order import extend_order, names_all
from aiqyn.register.acts.record_population import PersonRecord
from aiqyn.register.acts.release_dead_debtor import release_dead_debtor
from aiqyn.register.rows import Measure, Person, PersonDocument


@act
def record_foreigners(people: Sequence[PersonRecord], *, actor: Actor, at: datetime) -> int:
    """Write the people (their `iin` empty) and their documents: one act a batch. Returns how many were written.

    A person is found again by any document that they hold; a new one joins it, and every order in force against them is
    extended to it. ActError when a document is somebody else's, or the birth date is another: nothing is guessed.
    """
    digest = hashlib.sha256(canonical_json({"people": [_plain(person) for person in people]})).hexdigest()
    record("foreigners", actor=actor, at=at, content={"count": len(people), "sha256": digest})
    for person in people:
        row = _written(person)
        for measure in Measure.objects.filter(
            person=row, in_force_from__isnull=False, ended_at__isnull=True
        ).select_related("person", "vehicle"):
            if row.died_on is not None:
                release_dead_debtor(measure=measure, actor=actor, at=at)
            elif not names_all(measure):
                extend_order(measure=measure, actor=actor, at=at)
    return len(people)


def _plain(person: PersonRecord) -> list[str]:
    papers = [f"{d.document.kind} {d.document} {d.valid_until} {d.cancelled_on}" for d in person.documents]
    return [person.surname, person.given_name, person.patronymic, str(person.birth_date), str(person.died_on), *papers]


def _written(person: PersonRecord) -> Person:
    row = holder(person)
    if row is None:
        row = Person(iin=None, birth_date=person.birth_date)
    row.surname, row.given_name, row.patronymic = person.surname, person.given_name, person.patronymic
    row.died_on = person.died_on
    row.save()
    for held in person.documents:
        PersonDocument.objects.update_or_create(
            state=held.document.state,
            number=held.document.number,
            defaults={
                "person": row,
                "kind": str(held.document.kind),
                "issued_on": held.issued_on,
                "valid_until": held.valid_until,
                "cancelled_on": held.cancelled_on,
            },
        )
    return row


def holder(person: PersonRecord) -> Person | None:
    """Who holds the record's documents; None: nobody yet. ActError when that is somebody else, or two people."""
    if not person.documents:
        raise ActError("documents", "missing")
    places = Q()
    for held in person.documents:
        places |= Q(documents__state=held.document.state, documents__number=held.document.number)
    found = list(Person.objects.filter(places).distinct())
    if not found:
        return None
    if len(found) > 1 or found[0].iin is not None:
        raise ActError("number", "held-by-another-person")
    if found[0].birth_date != person.birth_date:
        raise ActError("birth_date", "disagrees-with-earlier-row")
    return found[0]
