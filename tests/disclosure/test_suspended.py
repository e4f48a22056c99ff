"""A suspended order at a desk: no hit while it sleeps, a hit again when it wakes, and never a word of why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aiqyn import law
from aiqyn.client.reasons import Reason
from aiqyn.identifiers.key import PersonKey
from aiqyn.protocol.states import State
from aiqyn.register.acting import Actor
from aiqyn.register.acts.renew_measure import renew_measure
from aiqyn.register.acts.resume_measure import resume_measure
from aiqyn.register.acts.review_measure import review_measure
from aiqyn.register.acts.suspend_measure import suspend_measure
from aiqyn.register.law_book import book
from aiqyn.register.queries import check
from aiqyn.register.rows import Disclosure, PublishedToken
from tests.disclosure.conftest import BORDER, House

WHY = "Operation in Seoul on the sixth."


def test_a_suspended_order_stops_nobody_and_wakes(house: House) -> None:
    person = house.country.person()
    measure = house.country.in_force(house.country.noticed(person=person))
    house.settle()
    key, judge = PersonKey(person.iin, person.documents[0].document), Actor.of(house.country.judge)
    assert house.desks[BORDER].check(key).state is State.HIT
    now = datetime.now(UTC)
    today = book().local_day(now)
    slept = suspend_measure(
        measure=measure,
        ground=law.SuspensionGround.TREATMENT,
        starts_on=today,
        ends_on=today + timedelta(days=5),
        reasons=WHY,
        actor=judge,
        at=now,
    )
    for _ in range(2):
        answer = house.desks[BORDER].check(key)
        assert (answer.state, answer.reason) == (State.CLEAR, Reason.SUSPENDED)
        house.sequencer.tick()
    assert Disclosure.objects.count() == 1
    leaf = check.suspension_leaf(measure, datetime.now(UTC))
    assert leaf is not None
    assert b"treatment" not in leaf.content
    assert WHY.encode() not in leaf.content
    resume_measure(suspension=slept, reasons="The operation was put off.", actor=judge, at=datetime.now(UTC))
    assert house.desks[BORDER].check(key).state is State.HIT


def test_what_sleeps_is_not_published_and_is_once_it_wakes(house: House) -> None:
    person = house.country.person()
    measure = house.country.in_force(house.country.noticed(person=person))
    judge, now = Actor.of(house.country.judge), datetime.now(UTC)
    slept = suspend_measure(
        measure=measure,
        ground=law.SuspensionGround.COURT,
        starts_on=None,
        ends_on=book().local_day(now) + timedelta(days=1),
        reasons="A settlement is near.",
        actor=judge,
        at=now,
    )
    house.settle()
    assert PublishedToken.objects.count() == 0
    resume_measure(suspension=slept, reasons="No settlement.", actor=judge, at=datetime.now(UTC))
    house.settle()
    assert PublishedToken.objects.count() > 0
    assert house.desks[BORDER].check(PersonKey(person.iin, person.documents[0].document)).state is State.HIT


def test_a_renewed_order_opens_to_its_new_last_day(house: House) -> None:
    person = house.country.person()
    measure = house.country.in_force(house.country.noticed(person=person))
    house.settle()
    judge, now = Actor.of(house.country.judge), datetime.now(UTC)
    today = book().local_day(now)
    review_measure(measure=measure, review_by=today + timedelta(days=20), reasons="Still unpaid.", actor=judge, at=now)
    longer = today + timedelta(days=200)
    renew_measure(
        measure=measure,
        ends_on=longer,
        review_by=today + timedelta(days=100),
        reasons="Nothing was paid in half a year.",
        actor=judge,
        at=datetime.now(UTC),
    )
    key = PersonKey(person.iin, person.documents[0].document)
    before = house.desks[BORDER].check(key)
    assert before.state is State.HIT  # by the leaf of the sanction, until the ledger holds the new one
    house.sequencer.tick()
    after = house.desks[BORDER].check(key)
    assert after.order is not None
    assert after.order.ends_on == longer
