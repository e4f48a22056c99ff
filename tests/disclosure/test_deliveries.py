"""Papers at a desk, by the real client: one delivery ends a search, and nobody is told where."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import urllib3

from aiqyn import law
from aiqyn.client.delivering import Deliveries
from aiqyn.client.reasons import CheckError
from aiqyn.identifiers.key import PersonKey
from aiqyn.protocol import number, routes
from aiqyn.protocol.delivery import DeliveryStatus, Outcome
from aiqyn.protocol.states import State
from aiqyn.register.acting import CLOCK, ActError, Actor
from aiqyn.register.acts.pass_on_delivery import pass_on_delivery
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.record_notice_returned import record_notice_returned
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.acts.send_notice import send_notice
from aiqyn.register.law_book import book
from aiqyn.register.queries import pages
from aiqyn.register.rows import Act, Delivery, Disclosure, Leaf, Measure, Notice, Proceeding
from tests.disclosure.conftest import BORDER, CENTRE, House

HTTP = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(10))


@pytest.fixture
def sought(house: House) -> tuple[PersonKey, Measure]:
    """A person who is sought: the only notice came back."""
    country = house.country
    person = country.person()
    proceeding = country.proceeding(person=person)
    agent, now = Actor.of(country.agent), datetime.now(UTC)
    sent = send_notice(
        proceeding=proceeding, kind="initiation", channel="registered-mail", actor=agent, at=now - timedelta(days=9)
    )
    record_notice_returned(notice=sent, returned_at=now - timedelta(days=3), actor=agent, at=now - timedelta(days=3))
    measure = propose_measure(
        proceeding=proceeding, kind=law.MeasureKind.DEBTOR_SEARCH, ends_on=now.date() + timedelta(days=100),
        reasons="Nobody at the address knows her.", actor=agent, at=now - timedelta(days=2),
    )  # fmt: skip
    sanction_measure(
        measure=measure, review_by=now.date() + timedelta(days=50), actor=Actor.of(country.judge),
        at=now - timedelta(days=1),
    )  # fmt: skip
    house.settle()
    return PersonKey(person.iin, person.documents[0].document), Measure.objects.get(pk=measure.pk)


def deliveries(house: House) -> Deliveries:
    return Deliveries(house.desks[CENTRE].config)


@pytest.mark.parametrize("outcome", [Outcome.ACKNOWLEDGED, Outcome.REFUSED])
def test_taken_or_refused_one_delivery_ends_the_search(
    house: House, sought: tuple[PersonKey, Measure], outcome: Outcome
) -> None:
    key, measure = sought
    assert Proceeding.objects.get(pk=measure.proceeding_id).paused_at is not None
    hit = house.desks[CENTRE].check(key)
    assert (hit.state, hit.effect) == (State.HIT, law.EffectKind.DELIVER)
    assert hit.number is not None
    for _ in range(2):  # a line that broke after the first
        assert deliveries(house).report(hit.number, outcome).status is DeliveryStatus.RECORDED
    assert Delivery.objects.count() == 1
    assert house.desks[CENTRE].check(key).state is State.CLEAR
    assert Proceeding.objects.get(pk=measure.proceeding_id).paused_at is None
    measure.refresh_from_db()
    assert measure.end_reason == "found"


def test_not_offered_is_as_if_nobody_had_met(house: House, sought: tuple[PersonKey, Measure]) -> None:
    hit = house.desks[CENTRE].check(sought[0])
    assert hit.number is not None
    acts = Act.objects.count()
    assert deliveries(house).report(hit.number, Outcome.NOT_OFFERED).status is DeliveryStatus.RECORDED
    assert Act.objects.count() == acts
    assert house.desks[CENTRE].check(sought[0]).state is State.HIT


def test_at_the_border_papers_are_delivered_and_nobody_is_barred(
    house: House, sought: tuple[PersonKey, Measure]
) -> None:
    hit = house.desks[BORDER].check(sought[0])
    assert (hit.state, hit.effect) == (State.HIT, law.EffectKind.DELIVER)


def test_the_agent_is_told_the_day_after_and_never_where(house: House, sought: tuple[PersonKey, Measure]) -> None:
    key, measure = sought
    hit = house.desks[CENTRE].check(key)
    assert hit.number is not None
    deliveries(house).report(hit.number, Outcome.ACKNOWLEDGED, "+7 700 000 00 00")
    delivery, now = Delivery.objects.get(), datetime.now(UTC)
    with pytest.raises(ActError) as early:
        pass_on_delivery(delivery=delivery, actor=CLOCK, at=now)
    assert early.value.code == "not-before-tomorrow"
    case = measure.proceeding.number
    today = pages.own_case(house.country.agent, case, now)
    assert today is not None
    assert not today.deliveries.exists()
    assert (today.measures[0].state, today.measures[0].as_of) == (law.MeasureState.IN_FORCE, book().local_day(now))
    assert today.measures[0].measure.ended_at is None
    assert today.proceeding.paused_at is not None
    tomorrow = now + timedelta(days=1)
    waiting = send_notice(
        proceeding=measure.proceeding, kind="special", channel="sms", actor=Actor.of(house.country.agent),
        at=now - timedelta(days=2),
    )  # fmt: skip
    pass_on_delivery(delivery=delivery, actor=CLOCK, at=tomorrow)
    then = pages.own_case(house.country.agent, case, tomorrow)
    assert then is not None
    assert [one.contact for one in then.deliveries] == ["+7 700 000 00 00"]
    assert then.measures[0].state is law.MeasureState.RELEASED
    served = Notice.objects.get(pk=waiting.pk).served_at
    assert served is not None
    assert served.astimezone(book().timezone).hour == 12


def test_the_contact_stands_in_no_leaf(house: House, sought: tuple[PersonKey, Measure]) -> None:
    hit = house.desks[CENTRE].check(sought[0])
    assert hit.number is not None
    deliveries(house).report(hit.number, Outcome.ACKNOWLEDGED, "+7 700 000 00 00")
    assert not any(b"700 000" in bytes(leaf.content) for leaf in Leaf.objects.all())


def test_a_number_is_known_at_its_own_desk_only(house: House, sought: tuple[PersonKey, Measure]) -> None:
    hit = house.desks[CENTRE].check(sought[0])
    assert hit.number is not None
    elsewhere = Deliveries(house.desks[BORDER].config)
    assert elsewhere.report(hit.number, Outcome.REFUSED).status is DeliveryStatus.UNKNOWN_NUMBER
    assert deliveries(house).report(number.make(7), Outcome.REFUSED).status is DeliveryStatus.UNKNOWN_NUMBER
    Disclosure.objects.update(day=datetime.now(UTC).date() - timedelta(days=3))
    assert deliveries(house).report(hit.number, Outcome.REFUSED).status is DeliveryStatus.NOTHING_TO_DELIVER


def test_a_stranger_reports_nothing(house: House) -> None:
    reply = HTTP.request("POST", house.url + routes.DELIVERY, body=b"{}", headers={"Authorization": "Bearer x"})
    assert reply.status == 403
    with pytest.raises(CheckError):
        deliveries(house).report(number.make(7), Outcome.NOT_OFFERED, "a contact that cannot be")
