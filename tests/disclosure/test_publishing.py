"""A long list: asked for on all cores, broken off and resumed, told on the way, and no head grows old meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn.disclosure import evaluating, publishing
from aiqyn.disclosure.evaluating import PUBLISHER_POINT, BlindEvaluator, EvaluatorUnavailable
from aiqyn.disclosure.publishing import Publisher
from aiqyn.law import Purpose
from aiqyn.ledger import NoteSigner
from aiqyn.protocol import token_set
from aiqyn.protocol.states import State
from aiqyn.register.queries import check
from aiqyn.register.rows import PublishedToken
from tests.disclosure.conftest import BORDER, House
from tests.disclosure.test_check import key_of
from tests.evaluator.process import EvaluatorProcess, listed

OWN = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
SIGNER = NoteSigner("test.example/register", b"r" * 32)


class Failing(BlindEvaluator):
    """An evaluator that goes away at a batch, and counts what it was asked for."""

    fails_at = 10**9
    asked = 0
    batches = 0

    def batch(self, part: Sequence[bytes], purpose: Purpose, day: date, public_key: bytes) -> list[bytes]:
        self.batches += 1
        if self.batches == self.fails_at:
            raise EvaluatorUnavailable("gone")
        self.asked += len(part)
        return super().batch(part, purpose, day, public_key)


@pytest.fixture
def evaluator(tmp_path: Path) -> Iterator[EvaluatorProcess]:
    # The house's border desk is listed, too.
    desk = listed(f"desk-{BORDER.value}", BORDER, Ed25519PrivateKey.from_private_bytes(b"b" * 32))
    process = EvaluatorProcess(tmp_path / "own", [listed(PUBLISHER_POINT, None, OWN), desk], workers=2).start()
    yield process
    process.stop()


def test_a_list_that_was_broken_off_is_resumed_and_nothing_is_asked_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "PORTION", 2)
    people = [house.country.person() for _ in range(7)]
    for person in people:
        house.country.in_force(house.country.noticed(person=person))
    house.sequencer.tick()
    told: list[tuple[str, int, int]] = []
    heads: list[int] = []

    def progress(purpose: Purpose, day: date, done: int, of: int) -> None:
        told.append((purpose, done, of))
        heads.append(publisher.heads(datetime.now(UTC)))

    asking = Failing(house.publisher._evaluator._url, OWN)
    publisher = Publisher(house.public, asking, SIGNER, progress=progress)
    publisher.tick(datetime.now(UTC))  # the day's keys
    house.sequencer.tick()
    PublishedToken.objects.all().delete()
    asking.asked = asking.batches = 0
    told.clear()
    asking.fails_at = 3
    with pytest.raises(EvaluatorUnavailable):
        publisher.tick(datetime.now(UTC))
    assert asking.asked == 4
    asking.fails_at = 10**9
    # Another process goes on where the first one stopped.
    again = Publisher(house.public, asking, SIGNER, progress=progress)
    again.tick(datetime.now(UTC))
    of_border = [one for one in told if one[0] == BORDER]
    assert of_border[:2] == [(BORDER, 2, 7), (BORDER, 4, 7)]
    assert of_border[2:] == [(BORDER, 2, 3), (BORDER, 3, 3)]
    # Every document was asked for once at each of the two purposes that meet the measure.
    assert asking.asked == PublishedToken.objects.count() == 2 * len(people)
    assert all(heads[-2:])
    again.heads(datetime.now(UTC))
    house.sequencer.tick()
    assert {house.desks[BORDER].check(key_of(person)).state for person in people} == {State.HIT}


def test_what_is_remembered_between_portions_is_what_the_rows_say(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "PORTION", 1)
    for _ in range(3):
        house.country.in_force(house.country.noticed())
    house.settle()
    for purpose, day in set(PublishedToken.objects.values_list("purpose", "day")):
        newest = check.latest_set(Purpose(purpose), day)
        assert newest is not None
        file = (house.public / "check" / "sets" / newest.digest).read_bytes()
        rows = [int.from_bytes(token, "big") for token in check.tokens(Purpose(purpose), day)]
        assert file == token_set.build(rows)
        assert newest.count == len(rows)


def test_all_cores_find_what_one_finds(evaluator: EvaluatorProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluating, "BATCH", 40)
    inputs = [f"key {number}".encode() for number in range(205)]
    day = evaluator.today()
    public = bytes.fromhex(evaluator.public_keys()[BORDER][day.isoformat()])
    many = BlindEvaluator(evaluator.url, OWN, processes=2)
    try:
        found = many.outputs(inputs, purpose=BORDER, day=day, public_key=public)
        assert found == BlindEvaluator(evaluator.url, OWN).outputs(inputs, purpose=BORDER, day=day, public_key=public)
        assert len(set(found)) == 205
    finally:
        many.close()


def test_an_evaluator_with_a_second_key_publishes_nothing(house: House, evaluator: EvaluatorProcess) -> None:
    """Split view: the key that stands in the ledger is the only one; another evaluator's outputs are not taken."""
    house.settle()
    announced = check.day_key(BORDER, evaluator.today())
    house.country.in_force(house.country.noticed())
    house.sequencer.tick()
    other = Publisher(house.public, BlindEvaluator(evaluator.url, OWN), SIGNER)
    with pytest.raises(EvaluatorUnavailable, match="announced key"):
        other.tick(datetime.now(UTC))
    assert check.day_key(BORDER, evaluator.today()) == announced
    assert not PublishedToken.objects.exists()
    # And a desk that is sent to it is told, and stops nobody.
    desk = house.desks[BORDER]
    desk._evaluating._urls = (evaluator.url,)
    house.publisher.heads(datetime.now(UTC))
    answer = desk.check(key_of(house.country.person()))
    assert (answer.state, answer.reason.value) == (State.UNKNOWN, "evaluation-invalid")
    assert answer.reason.alarm
