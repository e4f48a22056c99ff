"""Against a second implementation, in Rust: each side as client and as server, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from voprf import ristretto as other

from aiqyn import oprf

# The other library writes the proof before the element.
SEED, INFO = b"\x07" * 32, b"aiqyn"
OURS = oprf.derive_key_pair(SEED, INFO)
THEIRS = other.Evaluator.from_seed(SEED, INFO)
inputs_ = st.lists(st.binary(min_size=1, max_size=60), min_size=1, max_size=6)


def scalar(number: int) -> oprf.Scalar:
    return oprf.scalar_from_uniform(number.to_bytes(64, "little"))


def test_the_same_key() -> None:
    assert THEIRS.public_key.serialize() == OURS.public


@given(st.binary(min_size=1, max_size=200))
def test_the_same_outputs(text: bytes) -> None:
    assert THEIRS.evaluate_known_input(text) == oprf.evaluate_directly(OURS, text)


@settings(deadline=None)
@given(inputs_)
def test_our_client_their_server(inputs: list[bytes]) -> None:
    scalars = [scalar(500 + n) for n in range(len(inputs))]
    blinded = oprf.blind(inputs, scalars)
    for text, k, point in zip(inputs, scalars, blinded, strict=True):
        reply = THEIRS.evaluate(other.BlindedInput.deserialize(bytes(point))).serialize()
        evaluation = oprf.Evaluation(oprf.parse_elements(reply[64:]), reply[:64])
        assert oprf.finalize([text], [k], [point], evaluation, OURS.public) == [oprf.evaluate_directly(OURS, text)]


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=60))
def test_their_client_our_server(text: bytes) -> None:
    client, blinded = other.Client.blind(text)
    evaluation = oprf.evaluate(OURS, oprf.parse_elements(blinded.serialize()), scalar(9))
    reply = other.VerifiableOutput.deserialize(evaluation.proof + evaluation.elements[0])
    assert client.finalize(reply, THEIRS.public_key) == oprf.evaluate_directly(OURS, text)


def test_their_client_refuses_our_proof_of_another_key() -> None:
    client, blinded = other.Client.blind(b"x")
    wrong = oprf.derive_key_pair(b"\x08" * 32, INFO)
    evaluation = oprf.evaluate(wrong, oprf.parse_elements(blinded.serialize()), scalar(9))
    reply = other.VerifiableOutput.deserialize(evaluation.proof + evaluation.elements[0])
    with pytest.raises(Exception, match=r"(?i)proof"):
        client.finalize(reply, THEIRS.public_key)
