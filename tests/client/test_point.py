"""The check, step by step as `spec/check.md` numbers it: what an honest country answers, and what a dishonest
one cannot.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from aiqyn import ledger, oprf
from aiqyn.client.answer import Answer
from aiqyn.client.evidence import Evidence, Unexplained
from aiqyn.client.point import Point
from aiqyn.client.reasons import Reason
from aiqyn.identifiers import document
from aiqyn.identifiers.key import ForeignPersonKey, PersonKey
from aiqyn.law import EffectKind, MeasureKind, Purpose
from aiqyn.protocol import subject, tokens
from aiqyn.protocol.confirmation import InForce, NoLonger, Reply
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.head import Head
from aiqyn.protocol.leaves import KeyLeaf
from aiqyn.protocol.states import State
from tests.client.conftest import Country
from tests.client.register import LEDGER, REGISTER, STRANGER, Book, Register

DEBTOR = PersonKey("900524350102", document.parse("KAZ:N12345678"))
NEIGHBOUR = PersonKey("850101450107", document.parse("KAZ:N87654321"))


def unknown(answer: Answer, reason: Reason, *, alarm: bool) -> None:
    assert (answer.state, answer.reason) == (State.UNKNOWN, reason)
    assert answer.reason.alarm is alarm
    assert (answer.order, answer.effect, answer.number) == (None, None, None)


def unexplained(desk: Point, reason: Reason) -> None:
    """A check of the debtor is CLEAR and an alarm, and what the register signed is kept and verifies."""
    answer = desk.check(DEBTOR)
    assert (answer.state, answer.reason) == (State.CLEAR, reason)
    assert answer.reason.alarm
    assert (answer.order, answer.effect, answer.number) == (None, None, None)
    kept = Evidence(desk.config.folder)
    path, match = next(kept.all())
    assert match.reason is reason
    kept.verify(match, REGISTER.verifier)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    # Neither fact stands in it.
    assert not [fact for fact in (b"900524350102", b"12345678") if fact in path.read_bytes()]


def test_a_miss_is_clear_and_tells_the_register_nothing(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    answer = country.desk().check(NEIGHBOUR)
    assert (answer.state, answer.reason) == (State.CLEAR, Reason.NOT_LISTED)
    digest = max(country.register.sets, key=lambda name: len(country.register.sets[name]))
    assert country.register.requests == [
        "GET /check/border-departure/head",
        f"GET /check/sets/{digest}.rice",
        "GET /ledger/checkpoint",
        f"GET /check/border-departure/{country.register.day}/key",
    ]


def test_an_empty_set_is_clear(country: Country) -> None:
    assert country.desk().check(DEBTOR).state is State.CLEAR


def test_an_order_in_force_is_a_hit_with_its_number_and_effect(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    answer = country.desk().check(DEBTOR)
    assert (answer.state, answer.reason) == (State.HIT, Reason.IN_FORCE)
    assert answer.order is not None
    assert (answer.order.writ, answer.order.authority) == ("W-1", "Almaty court")
    assert (answer.effect, answer.purpose) == (EffectKind.BAR, Purpose.BORDER_DEPARTURE)
    assert answer.number is not None
    assert len(answer.number) == 12
    asked = country.register.asked[0]
    assert asked.output == country.output(DEBTOR)


def test_both_facts_must_fit(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    desk = country.desk()
    assert desk.check(PersonKey(DEBTOR.iin, NEIGHBOUR.document)).state is State.CLEAR
    assert desk.check(PersonKey(NEIGHBOUR.iin, DEBTOR.document)).state is State.CLEAR
    assert desk.check(ForeignPersonKey(DEBTOR.document, date(1990, 5, 24))).state is State.CLEAR
    assert country.register.asked == []


def test_a_person_without_iin_is_found_by_document_and_birth_date(country: Country) -> None:
    guest = ForeignPersonKey(document.parse("D:C01X00T47"), date(1990, 5, 24))
    country.register.sanction(guest, country.output(guest))
    assert country.desk().check(guest).state is State.HIT


@pytest.mark.parametrize("tick", [True, False])
def test_a_release_is_clear_with_and_without_its_place_in_the_ledger(country: Country, tick: bool) -> None:
    output = country.output(DEBTOR)
    country.register.sanction(DEBTOR, output)
    desk = country.desk()
    assert desk.check(DEBTOR).state is State.HIT
    country.register.release(output, tick=tick)
    answer = desk.check(DEBTOR)
    assert (answer.state, answer.reason, answer.number) == (State.CLEAR, Reason.RELEASED, None)


def test_an_order_is_in_force_to_the_end_of_its_last_day(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR), ends_on=country.register.day)
    assert country.desk().check(DEBTOR).state is State.HIT


def change(register: Register, how: Callable[[Head], Head]) -> None:
    register.change_head = how


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        (lambda head: replace(head, at=head.at - 62), Reason.HEAD_STALE),
        (lambda head: replace(head, at=head.at + 40), Reason.HEAD_STALE),
        (lambda head: replace(head, day=head.day - timedelta(1)), Reason.HEAD_INVALID),
        (lambda head: replace(head, purpose=Purpose.PUBLIC_SERVICE_CENTRE), Reason.HEAD_INVALID),
        (lambda head: replace(head, count=head.count + 1), Reason.SET_INVALID),
    ],
    ids=["stale", "from the future", "yesterday's", "another purpose's", "of another count"],
)
def test_step_1_a_head_that_is_not_of_now_is_unknown(
    country: Country, how: Callable[[Head], Head], reason: Reason
) -> None:
    country.register.publish([17])
    country.register.change_head = how
    unknown(country.desk().check(DEBTOR), reason, alarm=False)
    # And nothing was asked before it.
    unknown(country.desk(evaluator_url="http://127.0.0.1:9").check(DEBTOR), reason, alarm=False)


def test_step_1_a_head_of_another_signer_is_unknown(country: Country) -> None:
    country.register.head_signer = ledger.NoteSigner("register.test/register", STRANGER)
    unknown(country.desk().check(DEBTOR), Reason.HEAD_INVALID, alarm=False)


def test_step_1_a_list_that_shrinks_within_a_day_is_an_alarm(country: Country) -> None:
    country.register.publish([17])
    desk = country.desk()
    assert desk.check(DEBTOR).state is State.CLEAR
    time.sleep(1.1)
    country.register.change_head = lambda head: replace(head, number=head.number - 1, count=0)
    unknown(desk.check(DEBTOR), Reason.HEAD_ROLLED_BACK, alarm=True)
    # And a desk that was restarted still remembers.
    unknown(Point(desk.config).check(DEBTOR), Reason.HEAD_ROLLED_BACK, alarm=True)


def test_step_1_two_lists_of_one_number_are_an_alarm(country: Country) -> None:
    desk = country.desk()
    assert desk.check(DEBTOR).state is State.CLEAR
    country.register.publish([17])
    country.register.change_head = lambda head: replace(head, number=1)
    unknown(desk.check(DEBTOR), Reason.HEAD_ROLLED_BACK, alarm=True)


def test_step_1_a_head_that_was_overtaken_on_its_way_is_no_step_back(country: Country) -> None:
    desk = country.desk()
    earlier = country.register.head()
    time.sleep(1.1)
    country.register.publish([17])
    assert desk.check(DEBTOR).state is State.CLEAR
    country.register.override["/check/border-departure/head"] = (200, earlier.encode())
    assert desk.check(DEBTOR).state is State.CLEAR
    del country.register.override["/check/border-departure/head"]
    assert desk.check(DEBTOR).state is State.CLEAR


def test_step_2_a_set_that_is_not_its_heads_is_unknown(country: Country) -> None:
    country.register.publish([17])
    digest = next(name for name, file in country.register.sets.items() if file)
    country.register.override[f"/check/sets/{digest}.rice"] = (200, bytes(8))
    unknown(country.desk().check(DEBTOR), Reason.SET_INVALID, alarm=False)
    country.register.override[f"/check/sets/{digest}.rice"] = (200, bytes(9_000))
    unknown(country.desk().check(DEBTOR), Reason.SERVER, alarm=False)


def test_steps_2_and_3_are_fetched_once_and_survive_a_restart(country: Country) -> None:
    country.register.publish([17])
    desk = country.desk()
    desk.check(DEBTOR)
    fetched = len(country.register.requests)
    desk.check(NEIGHBOUR)
    Point(desk.config).check(NEIGHBOUR)
    assert country.register.requests[fetched:] == ["GET /check/border-departure/head"] * 2


def test_steps_2_and_3_damaged_files_are_fetched_anew(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    desk = country.desk()
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    for file in [*desk.config.folder.glob("sets/*"), *desk.config.folder.glob("keys/*")]:
        file.write_bytes(b"damaged!")
    for file in desk.config.folder.glob("head-*"):
        file.write_bytes(b"\xff")
    assert Point(desk.config).check(DEBTOR).state is State.HIT


def test_step_3_a_key_that_is_not_in_the_ledger_is_unknown(country: Country) -> None:
    register = country.register
    register.key_leaf = register.book.write(register.key_leaf.content, tick=False)
    unknown(country.desk().check(DEBTOR), Reason.KEY_INVALID, alarm=False)
    register.key_leaf = register.book.write(
        KeyLeaf(Purpose.PUBLIC_SERVICE_CENTRE, register.day, register.public_key).content()
    )
    unknown(country.desk().check(DEBTOR), Reason.KEY_INVALID, alarm=False)
    register.key_leaf = register.book.write({"kind": "key"})
    unknown(country.desk().check(DEBTOR), Reason.KEY_INVALID, alarm=False)


def test_step_6_an_evaluator_with_another_key_than_the_announced_is_an_alarm(country: Country) -> None:
    other = oprf.derive_key_pair(bytes(32), b"other")
    country.register.key_leaf = country.register.book.write(
        KeyLeaf(Purpose.BORDER_DEPARTURE, country.register.day, bytes(other.public)).content()
    )
    unknown(country.desk().check(DEBTOR), Reason.EVALUATION_INVALID, alarm=True)


@pytest.mark.parametrize("spoil", ["element", "proof", "short", "swapped proof"])
def test_step_6_a_spoilt_evaluation_is_an_alarm_or_an_error(country: Country, spoil: str) -> None:
    pair = oprf.derive_key_pair(bytes(32), b"in between")
    nonce = oprf.scalar_from_uniform(bytes([3]) * 64)
    point = oprf.blind([b"x"], [nonce])[0]
    honest = oprf.evaluate(pair, [point], nonce)
    proof = oprf.evaluate(pair, [honest.elements[0]], nonce).proof if spoil == "swapped proof" else honest.proof
    body = {
        "element": bytes([honest.elements[0][0] ^ 2]) + honest.elements[0][1:] + proof,
        "proof": honest.elements[0] + bytes(64),
        "short": honest.elements[0] + proof[:-1],
        "swapped proof": honest.elements[0] + proof,
    }[spoil]
    place = f"/v1/evaluate/border-departure/{country.register.day}"
    country.register.override[place] = (200, body)
    answer = country.desk(evaluator_url=country.register.url).check(DEBTOR)
    unknown(answer, Reason.EVALUATION_INVALID, alarm=True)


def test_step_8_a_confirmation_is_asked_with_a_fresh_nonce_each_time(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    desk = country.desk()
    for _ in range(2):
        assert desk.check(DEBTOR).state is State.HIT
    nonces = {request.nonce for request in country.register.asked}
    assert len(nonces) == 2
    assert all(abs(request.at - time.time()) < 10 for request in country.register.asked)


@pytest.mark.parametrize(
    "how",
    [
        lambda reply: replace(reply, nonce=bytes(16)),
        lambda reply: replace(reply, point="desk-of-another"),
        lambda reply: replace(reply, purpose=Purpose.PUBLIC_SERVICE_CENTRE),
        lambda reply: replace(reply, day=reply.day + timedelta(1)),
        lambda reply: replace(reply, output_sha256=bytes(32)),
        lambda reply: replace(reply, at=reply.at - 62),
        lambda reply: replace(reply, at=reply.at + 62),
    ],
    ids=["nonce", "point", "purpose", "day", "output", "old", "future"],
)
def test_step_9_a_reply_to_another_question_is_unknown(country: Country, how: Callable[[Reply], Reply]) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    country.register.change_reply = how
    unknown(country.desk().check(DEBTOR), Reason.CONFIRMATION_INVALID, alarm=False)


def test_step_9_a_reply_of_another_signer_or_of_nothing_is_unknown(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    country.register.reply_signer = ledger.NoteSigner("register.test/register", STRANGER)
    unknown(country.desk().check(DEBTOR), Reason.CONFIRMATION_INVALID, alarm=False)
    country.register.override["/check/confirm"] = (200, b"\xff\xfe")
    unknown(country.desk().check(DEBTOR), Reason.CONFIRMATION_INVALID, alarm=False)
    country.register.override["/check/confirm"] = (409, b"")
    unknown(country.desk().check(DEBTOR), Reason.SERVER, alarm=False)


def test_step_10_an_order_without_a_place_in_the_ledger_is_an_alarm(country: Country) -> None:
    order = country.register.sanction(DEBTOR, country.output(DEBTOR))
    order.leaf = replace(order.leaf, index=None)
    unexplained(country.desk(), Reason.ORDER_UNPROVEN)


def test_step_10_an_order_in_a_ledger_of_another_signer_is_an_alarm(country: Country) -> None:
    order = country.register.sanction(DEBTOR, country.output(DEBTOR))
    desk = country.desk()
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    forged = Book(country.folder / "forged", ledger.NoteSigner(LEDGER.name, STRANGER))
    order.leaf = forged.write(order.leaf.content)
    opened = forged.open(order.leaf)

    def forge(reply: Reply) -> Reply:
        assert isinstance(reply.outcome, InForce)
        return replace(reply, outcome=replace(reply.outcome, order=opened))

    country.register.change_reply = forge
    unexplained(desk, Reason.ORDER_UNPROVEN)


@pytest.mark.parametrize("field", ["content", "salt", "index", "proof"])
def test_step_10_an_opening_that_was_changed_is_an_alarm(country: Country, field: str) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))

    def spoil(reply: Reply) -> Reply:
        assert isinstance(reply.outcome, InForce)
        order = reply.outcome.order
        changed = {
            "content": replace(order, content=dict(order.content) | {"ends_on": "2099-12-31"}),
            "salt": replace(order, salt=bytes(32)),
            "index": replace(order, index=0),
            "proof": replace(order, proof=(bytes(32), *order.proof[1:])),
        }[field]
        return replace(reply, outcome=replace(reply.outcome, order=changed))

    country.register.change_reply = spoil
    unexplained(country.desk(), Reason.ORDER_UNPROVEN)


def test_step_10_a_leaf_of_another_kind_is_an_alarm(country: Country) -> None:
    order = country.register.sanction(DEBTOR, country.output(DEBTOR))
    order.leaf = country.register.book.write(dict(order.leaf.content) | {"kind": "proposal"})
    unexplained(country.desk(), Reason.ORDER_UNPROVEN)


def test_step_10_somebody_elses_order_is_an_alarm(country: Country) -> None:
    register = country.register
    anybody = subject.commit(bytes(32), subject.of_key(NEIGHBOUR))
    order = register.sanction(DEBTOR, country.output(DEBTOR), subject=anybody)
    unexplained(country.desk(), Reason.ORDER_OF_ANOTHER)
    order.salt = bytes(32)
    unexplained(country.desk(), Reason.ORDER_OF_ANOTHER)


def test_step_10_an_order_past_its_last_day_is_an_alarm(country: Country) -> None:
    yesterday = country.register.day - timedelta(1)
    country.register.sanction(DEBTOR, country.output(DEBTOR), ends_on=yesterday)
    unexplained(country.desk(), Reason.ORDER_ENDED)


def test_step_10_an_effect_that_the_law_does_not_name_is_an_alarm(country: Country) -> None:
    order = country.register.sanction(DEBTOR, country.output(DEBTOR))
    order.effect = EffectKind.HOLD
    unexplained(country.desk(), Reason.EFFECT_UNLAWFUL)


def test_step_10_a_measure_that_this_purpose_does_not_meet_is_an_alarm(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR), measure_kind=MeasureKind.VEHICLE_DETENTION)
    unexplained(country.desk(), Reason.EFFECT_UNLAWFUL)


def test_step_11_a_release_that_is_none_is_an_alarm(country: Country) -> None:
    output = country.output(DEBTOR)
    order = country.register.sanction(DEBTOR, output)
    country.register.release(output)
    order.release = country.register.book.write({"kind": "sanction"})
    unexplained(country.desk(), Reason.RELEASE_UNPROVEN)

    def spoil(reply: Reply) -> Reply:
        assert isinstance(reply.outcome, NoLonger)
        return replace(reply, outcome=NoLonger(replace(reply.outcome.release, salt=bytes(32))))

    country.register.release(output)
    country.register.change_reply = spoil
    unexplained(country.desk(), Reason.RELEASE_UNPROVEN)


def test_step_12_a_planted_token_is_an_alarm(country: Country) -> None:
    country.register.publish([tokens.token_of(country.output(DEBTOR))])
    unexplained(country.desk(), Reason.NO_ORDER)


def test_step_12_evidence_outlives_the_day_and_cannot_be_made_up(country: Country) -> None:
    country.register.publish([tokens.token_of(country.output(DEBTOR))])
    desk = country.desk()
    unexplained(desk, Reason.NO_ORDER)
    # The next set clears the old one away, but not from the evidence.
    country.register.publish([17])
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    kept = Evidence(desk.config.folder)
    path, match = next(kept.all())
    kept.verify(match, REGISTER.verifier)
    assert Unexplained.from_json(path.read_bytes()) == match
    with pytest.raises(ProtocolError, match="signature"):
        kept.verify(match, ledger.NoteSigner(REGISTER.name, STRANGER).verifier)
    other = replace(match, request=replace(match.request, output=bytes(64)))
    with pytest.raises(ProtocolError, match="signed set"):
        kept.verify(other, REGISTER.verifier)
    other = replace(match, request=replace(match.request, nonce=bytes(16)))
    with pytest.raises(ProtocolError, match="nonce"):
        kept.verify(other, REGISTER.verifier)


def test_step_12_a_disk_that_takes_no_evidence_stops_nobody(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    country.register.publish([tokens.token_of(country.output(DEBTOR))])

    def full(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(Evidence, "keep", full)
    answer = country.desk().check(DEBTOR)
    assert (answer.state, answer.reason) == (State.CLEAR, Reason.NO_ORDER)


def test_nothing_about_a_person_is_kept(country: Country) -> None:
    output = country.output(DEBTOR)
    country.register.sanction(DEBTOR, output)
    desk = country.desk()
    assert desk.check(DEBTOR).state is State.HIT
    kept = b"".join(path.read_bytes() for path in desk.config.folder.rglob("*") if path.is_file())
    assert kept
    for trace in (b"900524350102", b"N12345678", output.hex().encode(), b"W-1", b"confirmation"):
        assert trace not in kept
    assert all("900524350102" not in request for request in country.register.requests)


def test_an_error_of_our_own_is_unknown(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = country.desk()

    def fail(*_: object) -> None:
        raise RuntimeError("900524350102")

    monkeypatch.setattr("aiqyn.client.evaluating.blind", fail)
    unknown(desk.check(DEBTOR), Reason.LOCAL, alarm=False)
    monkeypatch.setattr(os, "urandom", fail)
    unknown(desk.check(DEBTOR), Reason.LOCAL, alarm=False)
