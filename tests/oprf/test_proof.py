"""A proof that does not hold yields no output at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn import oprf
from aiqyn.oprf import Evaluation, OprfError, proof
from tests.oprf.asking import KEY, OTHER_KEY, exchange, plus_order, scalar

Change = Callable[[Evaluation], Evaluation]

CHANGES: dict[str, Change] = {
    "elements swapped": lambda e: Evaluation(e.elements[1:] + e.elements[:1], e.proof),
    "one element for all": lambda e: Evaluation([e.elements[0]] * 3, e.proof),
    "an element missing": lambda e: Evaluation(e.elements[:2], e.proof),
    "an element more": lambda e: Evaluation([*e.elements, e.elements[0]], e.proof),
    "no elements": lambda e: Evaluation([], e.proof),
    "zero": lambda e: Evaluation(e.elements, bytes(64)),
    "zero challenge": lambda e: Evaluation(e.elements, bytes(32) + e.proof[32:]),
    "zero response": lambda e: Evaluation(e.elements, e.proof[:32] + bytes(32)),
    "halves exchanged": lambda e: Evaluation(e.elements, e.proof[32:] + e.proof[:32]),
    "challenge not canonical": lambda e: Evaluation(e.elements, plus_order(e.proof[:32]) + e.proof[32:]),
    "response not canonical": lambda e: Evaluation(e.elements, e.proof[:32] + plus_order(e.proof[32:])),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_answer(change: Change) -> None:
    asked = exchange(3)
    asked.evaluation = change(asked.evaluation)
    with pytest.raises(OprfError):
        asked.finalize()


@pytest.mark.parametrize("size", [0, 32, 63, 65, 96])
def test_a_proof_has_64_bytes(size: int) -> None:
    asked = exchange(1)
    asked.evaluation = Evaluation(asked.evaluation.elements, (asked.evaluation.proof * 2)[:size])
    with pytest.raises(OprfError, match="64 bytes"):
        asked.finalize()


@given(st.integers(0, 64 * 8 - 1))
def test_any_bit_of_the_proof(bit: int) -> None:
    asked = exchange(1)
    flipped = (int.from_bytes(asked.evaluation.proof, "big") ^ (1 << bit)).to_bytes(64, "big")
    asked.evaluation = Evaluation(asked.evaluation.elements, flipped)
    with pytest.raises(OprfError):
        asked.finalize()


def test_another_key() -> None:
    """The evaluator proved what it did, but under a key that is not the announced one."""
    asked = exchange(3)
    asked.evaluation = oprf.evaluate(OTHER_KEY, asked.blinded, scalar(77))
    with pytest.raises(OprfError, match="does not hold"):
        asked.finalize()
    asked.public = OTHER_KEY.public
    assert asked.finalize() == [oprf.evaluate_directly(OTHER_KEY, text) for text in asked.inputs]


@pytest.mark.parametrize("place", range(3))
def test_one_element_under_another_key(place: int) -> None:
    """A key of its own for one person, to recognise that person by: the reason for proofs."""
    asked = exchange(3)
    asked.evaluation.elements[place] = oprf.evaluate(OTHER_KEY, asked.blinded, scalar(78)).elements[place]
    with pytest.raises(OprfError, match="does not hold"):
        asked.finalize()
    # Even an honest signature over the mixture does not hold.
    proved = proof.prove(KEY.secret, KEY.public, asked.blinded, asked.evaluation.elements, scalar(79))
    asked.evaluation = Evaluation(asked.evaluation.elements, proved)
    with pytest.raises(OprfError, match="does not hold"):
        asked.finalize()


def test_a_proof_of_another_request() -> None:
    asked, before = exchange(2), exchange(1)
    asked.evaluation = Evaluation(asked.evaluation.elements, before.evaluation.proof)
    with pytest.raises(OprfError, match="does not hold"):
        asked.finalize()


def test_errors_that_cancel_out_do_not_hold() -> None:
    """Two elements changed so that their plain sum stays the same: the weights are what sees it."""
    asked = exchange(2)
    first, second = asked.evaluation.elements
    asked.evaluation = Evaluation([second, first], asked.evaluation.proof)
    proved = proof.prove(KEY.secret, KEY.public, asked.blinded, asked.evaluation.elements, scalar(80))
    for one in (asked.evaluation.proof, proved):
        asked.evaluation = Evaluation([second, first], one)
        with pytest.raises(OprfError, match="does not hold"):
            asked.finalize()
