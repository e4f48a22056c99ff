"""Every document of a person: new and old ones, another name, a document that only a refugee has, and two creditors."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.key import ConventionKey, PersonKey
from aiqyn.protocol.states import State
from aiqyn.register.acting import IMPORT
from aiqyn.register.acts.record_population import DocumentRecord, record_population
from aiqyn.register.rows import Act
from tests.disclosure.conftest import BORDER, House


def test_a_release_covers_every_document_old_ones_too(house: House) -> None:
    papers = tuple(DocumentRecord(Document("KAZ", f"N9000000{number}")) for number in range(3))
    person = house.country.person(documents=papers)
    measure = house.country.in_force(house.country.noticed(person=person))
    house.settle()
    keys = [PersonKey(person.iin, paper.document) for paper in papers]
    assert [house.desks[BORDER].check(key).state for key in keys] == [State.HIT] * 3
    # One of them is cancelled now: its token stays for the day, and is released with the others.
    cancelled = replace(papers[0], cancelled_on=datetime.now(UTC).date())
    record_population([replace(person, documents=(cancelled, *papers[1:]))], actor=IMPORT, at=datetime.now(UTC))
    house.country.pay(measure.proceeding, 50_000_000, at=datetime.now(UTC))
    assert [house.desks[BORDER].check(key).state for key in keys] == [State.CLEAR] * 3


def test_a_changed_name_and_a_new_passport_change_nothing(house: House) -> None:
    person = house.country.person()
    house.country.in_force(house.country.noticed(person=person))
    house.settle()
    new = DocumentRecord(Document("KAZ", "N91000001"))
    married = replace(person, surname="ИВАНОВА", documents=(*person.documents, new))
    record_population([married], actor=IMPORT, at=datetime.now(UTC))
    house.settle()
    for paper in married.documents:
        assert house.desks[BORDER].check(PersonKey(person.iin, paper.document)).state is State.HIT


def test_a_convention_document_issued_later_extends_the_order(house: House) -> None:
    person = house.country.person()
    house.country.in_force(house.country.noticed(person=person))
    house.settle()
    paper = Document("KAZ", "T7654321", DocumentKind.CONVENTION)
    changed = replace(person, documents=(*person.documents, DocumentRecord(paper)))
    record_population([changed], actor=IMPORT, at=datetime.now(UTC))
    assert Act.objects.filter(kind="extension").count() == 1
    record_population([changed], actor=IMPORT, at=datetime.now(UTC))
    assert Act.objects.filter(kind="extension").count() == 1
    house.settle()
    assert house.desks[BORDER].check(ConventionKey(paper, person.birth_date)).state is State.HIT
    assert house.desks[BORDER].check(ConventionKey(paper, date(1990, 1, 1))).state is State.CLEAR
    assert house.desks[BORDER].check(PersonKey(person.iin, person.documents[0].document)).state is State.HIT


def test_two_creditors_and_one_of_them_paid(house: House) -> None:
    person = house.country.person()
    first, second = (house.country.in_force(house.country.noticed(person=person)) for _ in range(2))
    house.settle()
    key = PersonKey(person.iin, person.documents[0].document)
    assert house.desks[BORDER].check(key).state is State.HIT
    house.country.pay(first.proceeding, 50_000_000, at=datetime.now(UTC))
    answer = house.desks[BORDER].check(key)
    assert answer.state is State.HIT
    assert answer.order is not None
    assert answer.order.measure == second.ref
    house.country.pay(second.proceeding, 50_000_000, at=datetime.now(UTC))
    assert house.desks[BORDER].check(key).state is State.CLEAR
