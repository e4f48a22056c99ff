"""Abuse of the register's side, each kind bounded: a watcher, a replay, another day, another purpose, a planted
token."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import urllib3

from aiqyn.client.evidence import Evidence
from aiqyn.disclosure.publishing import write_atomically
from aiqyn.protocol import confirmation, credential, rice, routes, token_set, tokens
from aiqyn.protocol.confirmation import BUCKET, NoLonger, NoOrder, Reply, Request
from aiqyn.protocol.credential import Audience
from aiqyn.protocol.head import Head
from aiqyn.protocol.states import State
from aiqyn.register.acting import PUBLISHER
from aiqyn.register.acts.publish_tokens import Evaluated, publish_tokens
from aiqyn.register.queries import check
from aiqyn.register.rows import ConfirmationNonce, Disclosure, Measure, PersonDocument, PublishedToken
from tests.disclosure.conftest import BORDER, CENTRE, House
from tests.disclosure.test_check import HTTP, key_of


def output_of(house: House, key: Any) -> bytes:
    """What a desk that saves everything has of somebody who stood before it."""
    desk = house.desks[BORDER]
    today = datetime.now(desk.law.timezone).date()
    public = desk._daybook.key(today)
    return desk._evaluating.output(key, today, public)


def post(house: House, output: bytes, **changes: Any) -> urllib3.BaseHTTPResponse:
    """A confirmation as a desk that has been tampered with would send it."""
    desk = house.desks[changes.pop("desk", BORDER)]
    fields: dict[str, Any] = {
        "purpose": BORDER, "day": datetime.now(desk.law.timezone).date(), "output": output,
        "nonce": os.urandom(16), "at": int(time.time()),
    }  # fmt: skip
    asked = Request(**fields | changes)
    held = credential.issue(
        desk.config.key(), desk.config.point, Audience.REGISTER, now=int(time.time()), identifier=os.urandom(8).hex()
    )
    return HTTP.request(
        "POST", house.url + routes.CONFIRM, body=asked.to_json(), headers={"Authorization": f"Bearer {held}"}
    )


@pytest.fixture
def met(house: House) -> tuple[Any, Measure, bytes]:
    """A restricted person whom the desk has met: key, measure, and the output that it kept."""
    person = house.country.person()
    measure = house.country.in_force(house.country.noticed(person=person))
    house.settle()
    key = key_of(person)
    assert house.desks[BORDER].check(key).state is State.HIT
    return key, measure, output_of(house, key)


def public_files(house: House) -> dict[str, bytes]:
    """What everybody can fetch of the check, but for the second at which heads were signed."""
    folder: Path = house.public / "check"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    verifier = house.desks[BORDER].config.register
    for name in [name for name in files if name.endswith("head")]:
        head = Head.open(files[name].decode(), verifier)
        files[name] = f"{head.number} {head.count} {head.digest.hex()}".encode()
    return files


def test_a_watcher_with_saved_tokens_sees_no_payment(house: House, met: tuple[Any, Measure, bytes]) -> None:
    """The token stays in the set for the day, the set stays the same to the byte, and so does its number."""
    key, measure, output = met
    before = public_files(house)
    house.country.pay(measure.proceeding, 50_000_000, at=datetime.now(UTC))
    house.settle()
    assert public_files(house) == before
    today = datetime.now(house.desks[BORDER].law.timezone).date()
    assert tokens.token_bytes(output) in check.tokens(BORDER, today)
    # The desk that asks again hears of it, as anybody who stands there would; and the next day the token is gone.
    assert house.desks[BORDER].check(key).state is State.CLEAR
    house.publisher.tick(datetime.now(UTC) + timedelta(hours=24))
    assert check.tokens(BORDER, today + timedelta(1)) == []


def test_a_confirmation_is_answered_once(house: House, met: tuple[Any, Measure, bytes]) -> None:
    _, _, output = met
    told = Disclosure.objects.count()
    nonce = os.urandom(16)
    assert [post(house, output, nonce=nonce).status for _ in range(3)] == [200, 409, 409]
    assert Disclosure.objects.count() == told + 1


def test_an_old_question_is_no_question(house: House, met: tuple[Any, Measure, bytes]) -> None:
    _, _, output = met
    told = Disclosure.objects.count()
    now = int(time.time())
    assert post(house, output, at=now - confirmation.WINDOW - 5).status == 400
    assert post(house, output, at=now + confirmation.WINDOW + 5).status == 400
    # Yesterday's output, under yesterday's name and under today's: whoever saved it learns nothing of today.
    yesterday = datetime.now(house.desks[BORDER].law.timezone).date() - timedelta(1)
    PublishedToken.objects.update(day=yesterday)
    assert post(house, output, day=yesterday).status == 400
    reply = post(house, output)
    assert isinstance(Reply.open(reply.data.decode(), house.desks[BORDER].config.register).outcome, NoOrder)
    assert Disclosure.objects.count() == told


def test_a_desk_of_another_purpose_learns_nothing(house: House, met: tuple[Any, Measure, bytes]) -> None:
    _, _, output = met
    assert post(house, output, desk=CENTRE).status == 403
    reply = post(house, output, desk=CENTRE, purpose=CENTRE)
    assert isinstance(Reply.open(reply.data.decode(), house.desks[CENTRE].config.register).outcome, NoOrder)


def test_every_answer_has_one_size_and_takes_one_time(house: House, met: tuple[Any, Measure, bytes]) -> None:
    _, measure, output = met
    sizes, times = set(), []
    for _ in range(3):
        for asked in (output, os.urandom(64)):
            begun = time.monotonic()
            sizes.add(len(post(house, asked).data))
            times.append(time.monotonic() - begun)
    house.country.pay(measure.proceeding, 50_000_000, at=datetime.now(UTC))
    ended = post(house, output)
    sizes.add(len(ended.data))
    assert isinstance(Reply.open(ended.data.decode(), house.desks[BORDER].config.register).outcome, NoLonger)
    assert sizes == {BUCKET}
    assert min(times) >= 0.024


def test_a_cover_writes_nothing_at_the_register(house: House, met: tuple[Any, Measure, bytes]) -> None:
    before = (ConfirmationNonce.objects.count(), Disclosure.objects.count())
    for _ in range(5):
        assert post(house, os.urandom(64)).status == 200
    assert (ConfirmationNonce.objects.count(), Disclosure.objects.count()) == before


def test_a_register_that_plants_a_token_is_reported_by_the_desk(house: House, met: tuple[Any, Measure, bytes]) -> None:
    """Tripwire: a token of somebody free, put behind somebody else's order. The desk shows CLEAR and keeps the
    proof."""
    _, measure, _ = met
    marked = house.country.person()
    desk = house.desks[BORDER]
    output = output_of(house, key_of(marked))
    today = datetime.now(desk.law.timezone).date()
    paper = PersonDocument.objects.get(person__iin=marked.iin)
    planted = Evaluated(measure.pk, paper.pk, None, "planted", tokens.token_bytes(output), tokens.output_digest(output))
    file = token_set.build(
        [tokens.token_of(output), *(int.from_bytes(one, "big") for one in check.tokens(BORDER, today))]
    )
    digest = token_set.digest(file).hex()
    write_atomically(house.public / "check" / "sets" / f"{digest}.rice", rice.encode(file))
    publish_tokens(
        [planted], purpose=BORDER, day=today, digest=digest, count=token_set.count(file), actor=PUBLISHER,
        at=datetime.now(UTC),
    )  # fmt: skip
    house.publisher.heads(datetime.now(UTC))
    answer = desk.check(key_of(marked))
    assert (answer.state, answer.reason.value) == (State.CLEAR, "order-of-another")
    assert answer.reason.alarm
    assert (answer.order, answer.number) == (None, None)
    _, match = next(Evidence(desk.config.folder).all())
    Evidence(desk.config.folder).verify(match, desk.config.register)


def test_outputs_cannot_be_guessed_from_tokens(house: House, met: tuple[Any, Measure, bytes]) -> None:
    """Whoever has the set has 8 of 64 bytes of each output: a confirmation wants them all."""
    _, _, output = met
    reply = post(house, output[:8] + os.urandom(56))
    assert isinstance(Reply.open(reply.data.decode(), house.desks[BORDER].config.register).outcome, NoOrder)
