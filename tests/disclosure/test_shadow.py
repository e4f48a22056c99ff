"""A trial from end to end: the desk is told to do nothing, the person is shown nothing, the register counts."""

from __future__ import annotations

from datetime import UTC, datetime

from aiqyn.client.reasons import Reason
from aiqyn.identifiers.key import PersonKey
from aiqyn.protocol.states import State
from aiqyn.register.queries import trials
from aiqyn.register.rows import Act, Disclosure, ShadowHit
from tests.disclosure.conftest import BORDER, House


def test_a_trial_answers_and_affects_nothing(trial: House) -> None:
    person = trial.country.person()
    measure = trial.country.in_force(trial.country.noticed(person=person))
    trial.settle()
    key = PersonKey(person.iin, person.documents[0].document)
    answer = trial.desks[BORDER].check(key)
    assert (answer.state, answer.reason, answer.shadow) == (State.CLEAR, Reason.SHADOW, True), answer.reason
    assert (answer.number, answer.order) == (None, None)
    assert Disclosure.objects.count() == 0
    hit = ShadowHit.objects.get()
    assert (hit.purpose, hit.measure_kind, hit.effect) == (BORDER.value, measure.kind, "bar")
    act = Act.objects.get(kind="shadow-hit")
    assert (act.measure, act.proceeding, act.actor) == (None, None, "publisher")
    content = bytes(act.leaf.content).decode()
    assert measure.ref not in content
    assert "desk-" not in content
    (count,) = trials.counts()
    assert count.count == 1


def test_what_ended_is_counted_as_nothing(trial: House) -> None:
    person = trial.country.person()
    measure = trial.country.in_force(trial.country.noticed(person=person))
    trial.settle()
    trial.country.pay(measure.proceeding, 50_000_000, at=datetime.now(UTC))
    answer = trial.desks[BORDER].check(PersonKey(person.iin, person.documents[0].document))
    assert (answer.state, answer.reason) == (State.CLEAR, Reason.RELEASED)
    assert ShadowHit.objects.count() == 0


def test_what_was_put_on_the_wire(trial: House) -> None:
    trial.country.in_force()
    trial.settle()
    head = (trial.public / "check" / BORDER.value / "head").read_text()
    assert head.split("\n")[7] == "shadow"
