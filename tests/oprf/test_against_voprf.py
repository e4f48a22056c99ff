"""Against a second implementation, in Rust (`voprf`): each side as client and as server, single and in batches."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from voprf import ristretto as other

from aiqyn import oprf
from tests.oprf.asking import scalar, vectors

SEED, INFO = b"\x07" * 32, b"aiqyn"
OURS = oprf.derive_key_pair(SEED, INFO)
THEIRS = other.Evaluator.from_seed(SEED, INFO)
REFUSED = vectors("oprf-refused.json")["elements"]
WRONG = oprf.derive_key_pair(b"\x08" * 32, INFO)
# It refuses an empty input, which the RFC allows.
text_ = st.binary(min_size=1, max_size=60)
texts_ = st.lists(text_, min_size=1, max_size=6)


def blinds(count: int) -> list[oprf.Scalar]:
    return [scalar(500 + number) for number in range(count)]


def from_theirs(reply: bytes) -> oprf.Evaluation:
    """Its reply has the proof before the elements."""
    return oprf.Evaluation(oprf.parse_elements(reply[64:]), reply[:64])


def to_theirs(evaluation: oprf.Evaluation) -> bytes:
    return evaluation.proof + b"".join(evaluation.elements)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40))
def test_the_same_keys(seed: bytes, info: bytes) -> None:
    theirs = other.Evaluator.from_seed(seed, info).public_key.serialize()
    assert theirs == oprf.derive_key_pair(seed, info).public


@given(st.binary(min_size=1, max_size=200))
def test_the_same_outputs(text: bytes) -> None:
    assert THEIRS.evaluate_known_input(text) == oprf.evaluate_directly(OURS, text)


@settings(deadline=None)
@given(texts_)
def test_our_client_their_server(inputs: list[bytes]) -> None:
    scalars = blinds(len(inputs))
    blinded = oprf.blind(inputs, scalars)
    asked = [other.BlindedInput.deserialize(bytes(point)) for point in blinded]
    evaluation = from_theirs(THEIRS.evaluate_batch(asked).serialize())
    outputs = oprf.finalize(inputs, scalars, blinded, evaluation, OURS.public)
    assert outputs == [THEIRS.evaluate_known_input(text) for text in inputs]
    single = from_theirs(THEIRS.evaluate(asked[0]).serialize())
    assert oprf.finalize(inputs[:1], scalars[:1], blinded[:1], single, OURS.public) == outputs[:1]


@settings(deadline=None)
@given(texts_)
def test_their_client_our_server(inputs: list[bytes]) -> None:
    clients, asked = zip(*(other.Client.blind(text) for text in inputs), strict=True)
    elements = oprf.parse_elements(b"".join(one.serialize() for one in asked))
    reply = other.VerifiableBatchOutput.deserialize(to_theirs(oprf.evaluate(OURS, elements, scalar(9))))
    outputs = other.Client.finalize_batch(list(clients), reply, THEIRS.public_key)
    assert outputs == [oprf.evaluate_directly(OURS, text) for text in inputs]
    single = to_theirs(oprf.evaluate(OURS, elements[:1], scalar(9)))
    output = clients[0].finalize(other.VerifiableOutput.deserialize(single), THEIRS.public_key)
    assert output == outputs[0]


def test_both_clients_refuse_a_proof_of_another_key() -> None:
    client, asked = other.Client.blind(b"x")
    ours = oprf.evaluate(WRONG, oprf.parse_elements(asked.serialize()), scalar(9))
    with pytest.raises(ValueError, match="invalid proof"):
        client.finalize(other.VerifiableOutput.deserialize(to_theirs(ours)), THEIRS.public_key)
    blinded = oprf.blind([b"x"], blinds(1))
    theirs = from_theirs(THEIRS.evaluate(other.BlindedInput.deserialize(bytes(blinded[0]))).serialize())
    with pytest.raises(oprf.OprfError):
        oprf.finalize([b"x"], blinds(1), blinded, theirs, WRONG.public)


# It reads 32 bytes of an element and looks no further: that length is for its caller to check.
@pytest.mark.parametrize("case", [case for case in REFUSED if len(case["hex"]) <= 64], ids=lambda case: case["why"])
def test_both_servers_refuse_the_same_elements(case: dict[str, str]) -> None:
    encoded = bytes.fromhex(case["hex"])
    with pytest.raises(oprf.OprfError):
        oprf.parse_elements(encoded)
    with pytest.raises(ValueError):
        other.BlindedInput.deserialize(encoded)
