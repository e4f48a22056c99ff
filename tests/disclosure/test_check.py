"""The private check from end to end: the real client, the real evaluator process, the register over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import urllib3

from aiqyn.client.evidence import Evidence
from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.key import ConventionKey, PersonKey
from aiqyn.law import EffectKind
from aiqyn.protocol.states import State
from aiqyn.register.acting import IMPORT, Actor
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.record_population import DocumentRecord, PersonRecord, record_population
from aiqyn.register.acts.unseal_places import unseal_places
from aiqyn.register.queries import cases, counts
from aiqyn.register.rows import Disclosure, Measure, PersonDocument, PublishedToken, TokenSet
from tests.disclosure.conftest import BORDER, CENTRE, House

HTTP = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(10))


def key_of(person: PersonRecord, document: int = 0) -> PersonKey:
    return PersonKey(person.iin, person.documents[document].document)


@pytest.fixture
def restricted(house: House) -> tuple[PersonRecord, Measure]:
    person = house.country.person()
    measure = house.country.in_force(house.country.noticed(person=person))
    house.settle()
    return person, measure


def test_hit_then_payment_then_clear(house: House, restricted: tuple[PersonRecord, Measure]) -> None:
    person, measure = restricted
    hit = house.desks[BORDER].check(key_of(person))
    assert (hit.state, hit.effect) == (State.HIT, EffectKind.BAR), hit.reason
    assert hit.order is not None
    assert hit.order.measure == measure.ref
    disclosure = Disclosure.objects.get()
    assert hit.number == disclosure.number
    assert disclosure.point is not None
    house.country.pay(measure.proceeding, 50_000_000, at=datetime.now(UTC))
    after = house.desks[BORDER].check(key_of(person))
    assert after.state is State.CLEAR
    assert Disclosure.objects.count() == 1
    house.sequencer.tick()
    assert house.desks[BORDER].check(key_of(person)).state is State.CLEAR
    assert counts.release_times().count == 1


def test_a_service_centre_delivers_and_refuses_nothing(house: House, restricted: tuple[PersonRecord, Measure]) -> None:
    answer = house.desks[CENTRE].check(key_of(restricted[0]))
    assert (answer.state, answer.effect) == (State.HIT, EffectKind.DELIVER)


def test_a_free_person_and_a_half_right_question_are_clear_and_leave_nothing(
    house: House, restricted: tuple[PersonRecord, Measure]
) -> None:
    free, (person, _) = house.country.person(), restricted
    other = PersonKey(person.iin, free.documents[0].document)
    assert house.desks[BORDER].check(key_of(free)).state is State.CLEAR
    assert house.desks[BORDER].check(other).state is State.CLEAR
    assert Disclosure.objects.count() == 0


def test_the_person_sees_the_disclosure_and_the_place_is_forgotten(
    house: House, restricted: tuple[PersonRecord, Measure]
) -> None:
    person, _ = restricted
    house.desks[BORDER].check(key_of(person))
    row = cases.person_by_iin(person.iin)
    assert row is not None
    shown = [one for measure in cases.held_on(row) for one in measure.disclosures.all()]
    assert [(one.purpose, one.point.place if one.point else None) for one in shown] == [
        (BORDER.value, "Place of the desk")
    ]
    later = shown[0].seal_until + timedelta(days=1)
    assert unseal_places(today=later, actor=IMPORT, at=datetime.now(UTC)) == 1
    assert Disclosure.objects.get().point is None


def test_a_new_document_joins_the_set_and_nothing_leaves_it(
    house: House, restricted: tuple[PersonRecord, Measure]
) -> None:
    person, measure = restricted
    before = TokenSet.objects.filter(purpose=BORDER.value).order_by("-number").first()
    renewed = DocumentRecord(Document("KAZ", "N99999999"))
    fields = {name: getattr(person, name) for name in person.__slots__}
    record_population([PersonRecord(**fields | {"documents": (renewed,)})], actor=IMPORT, at=datetime.now(UTC))
    assert house.settle() == 0  # both purposes were published at the first tick of `settle`
    after = TokenSet.objects.filter(purpose=BORDER.value).order_by("-number").first()
    assert before is not None
    assert after is not None
    assert (before.count, after.count) == (1, 2)
    assert house.desks[BORDER].check(PersonKey(person.iin, renewed.document)).state is State.HIT
    lift_measure(measure=measure, reasons="x", actor=Actor.of(house.country.agent), at=datetime.now(UTC))
    house.settle()
    assert PublishedToken.objects.filter(purpose=BORDER.value).count() == 2
    assert house.desks[BORDER].check(PersonKey(person.iin, renewed.document)).state is State.CLEAR


def test_one_evaluation_a_measure_and_document(house: House, restricted: tuple[PersonRecord, Measure]) -> None:
    sets = TokenSet.objects.count()
    house.settle()
    house.settle()
    assert TokenSet.objects.count() == sets
    assert PublishedToken.objects.count() == 2


def test_the_confirmation_refuses_strangers_and_repetition(house: House) -> None:
    for headers, status in (({}, 401), ({"Authorization": "Bearer x.y.z"}, 403)):
        reply = HTTP.request("POST", f"{house.url}/check/confirm", body=b"{}", headers=headers)
        assert reply.status == status
    assert HTTP.request("GET", f"{house.url}/check/confirm").status == 405
    big = HTTP.request("POST", f"{house.url}/check/confirm", body=b"x" * 5000, headers={"Authorization": "Bearer x"})
    assert big.status == 413


@pytest.mark.parametrize(
    "path",
    ["/check/../../etc/passwd", "/ledger/tile/../../../keys/ledger.key", "/check/x/head", "/check/sets/zz", "/ledger/"],
)
def test_public_files_end_at_their_folder(house: House, path: str) -> None:
    assert HTTP.request("GET", house.url + path, preload_content=True).status == 404


def test_without_a_fresh_head_the_answer_is_unknown(house: House, restricted: tuple[PersonRecord, Measure]) -> None:
    house.publisher.heads(datetime.now(UTC) - timedelta(minutes=10))
    assert house.desks[BORDER].check(key_of(restricted[0])).state is State.UNKNOWN


def test_a_planted_token_without_an_order_is_nothing_and_is_kept(
    house: House, restricted: tuple[PersonRecord, Measure]
) -> None:
    PublishedToken.objects.all().delete()
    answer = house.desks[BORDER].check(key_of(restricted[0]))
    assert (answer.state, answer.reason.value, answer.number) == (State.CLEAR, "no-order", None)
    kept = Evidence(house.desks[BORDER].config.folder)
    for _, match in kept.all():
        kept.verify(match, house.desks[BORDER].config.register)
    assert len(list(kept.all())) == 1
    assert not Disclosure.objects.exists()


def test_a_stored_document_that_makes_no_key_stops_nobody_else(
    house: House, restricted: tuple[PersonRecord, Measure]
) -> None:
    PersonDocument.objects.update(number="!")
    other = house.country.person()
    house.country.in_force(house.country.noticed(person=other))
    house.settle()
    sets = TokenSet.objects.count()
    house.settle()
    assert TokenSet.objects.count() == sets
    assert house.desks[BORDER].check(key_of(other)).state is State.HIT


def test_a_convention_document_is_published_as_a_kind_of_its_own(house: House) -> None:
    paper = DocumentRecord(Document("KAZ", "T1234567", DocumentKind.CONVENTION))
    person = house.country.person(documents=(paper,))
    house.country.in_force(house.country.noticed(person=person))
    house.settle()
    assert set(PublishedToken.objects.values_list("form", flat=True)) == {"convention"}
    key = ConventionKey(paper.document, person.birth_date)
    assert house.desks[BORDER].check(key).state is State.HIT
    other = ConventionKey(paper.document, person.birth_date.replace(year=1990))
    assert house.desks[BORDER].check(other).state is State.CLEAR
