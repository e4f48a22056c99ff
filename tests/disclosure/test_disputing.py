"""A desk says “this is not my debt” for the person before it: `spec/dispute.md`, at a real register."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

import pytest

from aiqyn import law
from aiqyn.client.disputing import Disputes
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.identifiers.key import PersonKey
from aiqyn.protocol import credential, routes
from aiqyn.protocol.credential import Audience
from aiqyn.protocol.dispute import DisputeStatus, Request
from aiqyn.protocol.states import State
from aiqyn.register.acting import OPERATOR, Actor
from aiqyn.register.acts.answer_dispute import answer_dispute
from aiqyn.register.acts.appoint_official import appoint_official
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.rows import Act, Disclosure, Dispute, Measure, Official, ServicePoint
from tests.disclosure.conftest import BORDER, CENTRE, House
from tests.evaluator.process import POOL
from tests.register.conftest import T0

NOBODYS = "00000-00C1SW"


class Border:
    """A hit at the border desk, and what its desk says."""

    def __init__(self, house: House) -> None:
        person = house.country.person()
        self.house = house
        self.measure: Measure = house.country.in_force(house.country.noticed(person=person))
        self.key = PersonKey(person.iin, person.documents[0].document)
        house.settle()
        answer = house.desks[BORDER].check(self.key)
        assert answer.state is State.HIT
        self.number = answer.number or ""
        self.desk = Disputes(house.desks[BORDER].config)
        self.duty: Official = appoint_official(
            ref="duty-1", name="Duty", role=law.Role.DUTY_OFFICER, user=None, actor=OPERATOR, at=T0
        )

    def answer(self, *, suspend: bool) -> None:
        answer_dispute(
            dispute=Dispute.objects.get(),
            suspend=suspend,
            reasons="Both records were compared.",
            actor=Actor.of(self.duty),
            at=datetime.now(UTC),
        )


@pytest.fixture
def border(house: House) -> Border:
    return Border(house)


def test_said_answered_and_free(border: Border) -> None:
    reply = border.desk.say(border.number)
    assert reply.status is DisputeStatus.OPEN
    assert reply.raised is not None
    assert reply.raised.due_at - reply.raised.raised_at == 30 * 60
    again = border.desk.say(border.number)
    assert again.raised == reply.raised
    assert Dispute.objects.get().disclosure == Disclosure.objects.get()
    assert Act.objects.get(kind="dispute").actor == "desk"
    border.answer(suspend=True)
    told = border.desk.say(border.number)
    assert told.status is DisputeStatus.SUSPENDED
    assert told.raised is not None
    assert told.raised.answered_at is not None
    answer = border.house.desks[BORDER].check(border.key)
    assert (answer.state, answer.reason) == (State.CLEAR, Reason.SUSPENDED)


def test_confirmed_stays_a_hit_whose_number_tells_the_answer_that_day(border: Border) -> None:
    border.desk.say(border.number)
    border.answer(suspend=False)
    assert border.desk.say(border.number).status is DisputeStatus.CONFIRMED
    second = border.house.desks[BORDER].check(border.key)
    assert second.state is State.HIT
    assert border.desk.say(second.number or "").status is DisputeStatus.CONFIRMED
    assert Dispute.objects.count() == 1


def test_a_number_is_known_at_its_own_desk_only(border: Border) -> None:
    elsewhere = Disputes(border.house.desks[CENTRE].config).say(border.number)
    never = border.desk.say(NOBODYS)
    assert elsewhere.status is never.status is DisputeStatus.UNKNOWN_NUMBER
    assert (elsewhere.raised, never.raised) == (None, None)
    assert Dispute.objects.count() == 0


def test_an_order_that_has_ended_is_not_disputed(border: Border) -> None:
    judge = Actor.of(border.house.country.judge)
    lift_measure(measure=border.measure, reasons="Settled.", actor=judge, at=datetime.now(UTC))
    assert border.desk.say(border.number).status is DisputeStatus.NOT_IN_FORCE


def test_one_that_ended_while_it_was_open_is_told_so(border: Border) -> None:
    border.desk.say(border.number)
    judge = Actor.of(border.house.country.judge)
    lift_measure(measure=border.measure, reasons="Settled.", actor=judge, at=datetime.now(UTC))
    border.answer(suspend=True)
    assert border.desk.say(border.number).status is DisputeStatus.ENDED


def post(border: Border, body: bytes, token: str | None = None) -> int:
    config = border.house.desks[BORDER].config
    own = token or credential.issue(
        config.key(), config.point, Audience.REGISTER, now=int(time.time()), identifier=os.urandom(16).hex()
    )
    url = border.house.url + routes.DISPUTE
    return POOL.request("POST", url, body=body, headers={"Authorization": f"Bearer {own}"}).status


def test_what_is_refused(border: Border) -> None:
    now = int(time.time())
    request = Request(border.number, os.urandom(16), now)
    assert post(border, request.to_json(), "not.a.token") == 403
    assert post(border, Request(border.number, os.urandom(16), now - 120).to_json()) == 400
    assert post(border, b'{"number":"N5Y71"}') == 400
    assert post(border, request.to_json()) == 200
    assert post(border, request.to_json()) == 409
    assert POOL.request("GET", border.house.url + routes.DISPUTE).status == 405


def test_a_desk_that_was_closed_says_nothing(border: Border) -> None:
    ServicePoint.objects.update(active=False)
    with pytest.raises(CheckError) as caught:
        border.desk.say(border.number)
    assert caught.value.reason is Reason.CREDENTIAL_REFUSED
