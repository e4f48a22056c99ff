"""Record what the population register says of people: names, birth, death, guardianship, documents.

One act writes a batch: the ledger must not show when one citizen's passport was renewed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import Q

from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.ledger import canonical_json
from aiqyn.register.acting import Actor, act, record
from aiqyn.register.acts.extend_order import extend_order, names_all
from aiqyn.register.acts.release_dead_debtor import release_dead_debtor
from aiqyn.register.rows import Measure, Person, PersonDocument


@dataclass(frozen=True, slots=True, repr=False)
class DocumentRecord:
    """A document as issued, with its days of validity."""

    document: Document
    issued_on: date | None = None
    valid_until: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class PersonRecord:
    """A person as the population register describes them. `iin` in normal form."""

    iin: str
    surname: str
    given_name: str
    patronymic: str
    birth_date: date
    died_on: date | None = None
    guardian_iin: str = ""
    documents: tuple[DocumentRecord, ...] = ()


@act
def record_population(people: Sequence[PersonRecord], *, actor: Actor, at: datetime) -> int:
    """Write the people and their documents; a measure in force against a person who died ends here.

    A document is never removed: it is cancelled. Its holder may change only through the population register, which then
    names the new holder. Returns how many people were written. IINs within one batch must be distinct.
    """
    digest = hashlib.sha256(canonical_json({"people": [_plain(person) for person in people]})).hexdigest()
    record("population", actor=actor, at=at, content={"count": len(people), "sha256": digest})
    _write_people(people)
    known = Person.objects.in_bulk([person.iin for person in people], field_name="iin")
    _write_documents(people, known)
    for measure in _open_measures_of_the_dead([person.iin for person in people if person.died_on]):
        release_dead_debtor(measure=measure, actor=actor, at=at)
    for measure in _orders_to_extend(people):
        extend_order(measure=measure, actor=actor, at=at)
    return len(people)


def _plain(person: PersonRecord) -> dict[str, object]:
    plain = asdict(person)
    plain["documents"] = [
        [str(d.document.kind), str(d.document), str(d.issued_on), str(d.valid_until), str(d.cancelled_on)]
        for d in person.documents
    ]  # fmt: skip
    return plain | {"birth_date": str(person.birth_date), "died_on": str(person.died_on)}


def _write_people(people: Sequence[PersonRecord]) -> None:
    columns = ["surname", "given_name", "patronymic", "birth_date", "died_on", "guardian_iin"]
    Person.objects.bulk_create(
        [Person(iin=person.iin, **{column: getattr(person, column) for column in columns}) for person in people],
        update_conflicts=True,
        unique_fields=["iin"],
        update_fields=columns,
    )


def _write_documents(people: Sequence[PersonRecord], known: dict[str, Person]) -> None:
    rows = {
        (d.document.state, d.document.number): PersonDocument(
            person=known[person.iin],
            kind=str(d.document.kind),
            state=d.document.state,
            number=d.document.number,
            issued_on=d.issued_on,
            valid_until=d.valid_until,
            cancelled_on=d.cancelled_on,
        )
        for person in people
        for d in person.documents
    }
    PersonDocument.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["state", "number"],
        update_fields=["person", "kind", "issued_on", "valid_until", "cancelled_on"],
    )


def _open_measures_of_the_dead(iins: list[str]) -> list[Measure]:
    if not iins:
        return []
    return list(
        Measure.objects.filter(Q(in_force_from__isnull=False), person__iin__in=iins)
        .filter(ended_at__isnull=True)
        .select_related("proceeding")
        .order_by("pk")
    )


def _orders_to_extend(people: Sequence[PersonRecord]) -> list[Measure]:
    """Orders in force against people to whom the batch gives a document that is part of whom an order names."""
    holders = [
        person.iin for person in people if any(d.document.kind is DocumentKind.CONVENTION for d in person.documents)
    ]
    if not holders:
        return []
    in_force = Measure.objects.filter(person__iin__in=holders, in_force_from__isnull=False, ended_at__isnull=True)
    return [
        measure for measure in in_force.select_related("person", "vehicle").order_by("pk") if not names_all(measure)
    ]
