"""The protocol of RFC 9497, 3.3.2 (VOPRF): blind, evaluate with proof, finalize. Randomness comes in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from aiqyn.oprf import proof as dleq
from aiqyn.oprf.errors import OprfError
from aiqyn.oprf.group import (
    ELEMENT_BYTES,
    Element,
    PublicKey,
    Scalar,
    element,
    invert_all,
    multiply,
    nonzero,
)
from aiqyn.oprf.hashing import framed, hash_to_group
from aiqyn.oprf.keys import KeyPair

#: One proof covers at most so many elements: an element's place is two bytes in its transcript.
MAX_BATCH = 65535
#: The last hash has the input's length in two bytes.
MAX_INPUT_BYTES = 65535
OUTPUT_BYTES = 64


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The evaluated elements in the order of the request, and one proof of 64 bytes for all of them."""

    elements: list[Element]
    proof: bytes


def blind(inputs: Sequence[bytes], scalars: Sequence[Scalar]) -> list[Element]:
    """Blind each input under a random scalar of its own, secret and never used twice. OprfError for zero."""
    _check_counts(len(inputs), len(scalars))
    return [multiply(nonzero(k), _hashed(text)) for text, k in zip(inputs, scalars, strict=True)]


def evaluate(key: KeyPair, blinded: Sequence[Element], nonce: Scalar) -> Evaluation:
    """BlindEvaluate every element, with the proof. The nonce is a random scalar, secret and never used twice.

    An element that is not canonical, or the identity, is an OprfError.
    """
    _check_counts(len(blinded))
    evaluated = [multiply(Scalar(key.secret), point) for point in blinded]
    return Evaluation(evaluated, dleq.prove(key.secret, key.public, blinded, evaluated, nonzero(nonce)))


def finalize(
    inputs: Sequence[bytes],
    scalars: Sequence[Scalar],
    blinded: Sequence[Element],
    evaluation: Evaluation,
    public: PublicKey,
) -> list[bytes]:
    """Verify the proof under the announced key, take the blinds away, hash: 64 bytes for each input.

    All or nothing: OprfError when a count, an element, a scalar or the proof is not right.
    """
    _check_counts(len(inputs), len(scalars), len(blinded), len(evaluation.elements))
    for encoded in (public, *evaluation.elements):
        element(encoded)
    dleq.verify(public, blinded, evaluation.elements, evaluation.proof)
    inverses = invert_all([nonzero(k) for k in scalars])
    return [
        _output(text, multiply(inverse, point))
        for text, inverse, point in zip(inputs, inverses, evaluation.elements, strict=True)
    ]


def evaluate_directly(key: KeyPair, text: bytes) -> bytes:
    """Evaluate: the output of a known input, for whoever has the key. Tests hold the two roads equal."""
    return _output(text, multiply(Scalar(key.secret), _hashed(text)))


def parse_elements(encoded: bytes) -> list[Element]:
    """Elements one after another, 32 bytes each, canonical and none the identity; OprfError otherwise."""
    if len(encoded) % ELEMENT_BYTES:
        raise OprfError("elements must be 32 bytes each")
    _check_counts(len(encoded) // ELEMENT_BYTES)
    return [element(encoded[at : at + ELEMENT_BYTES]) for at in range(0, len(encoded), ELEMENT_BYTES)]


def _hashed(text: bytes) -> Element:
    if len(text) > MAX_INPUT_BYTES:
        raise OprfError("an input must be under 65,536 bytes")
    return hash_to_group(text)


def _output(text: bytes, point: Element) -> bytes:
    return hashlib.sha512(framed(text, point) + b"Finalize").digest()


def _check_counts(count: int, *others: int) -> None:
    if not 1 <= count <= MAX_BATCH:
        raise OprfError(f"a batch must have 1 to {MAX_BATCH} elements")
    if any(other != count for other in others):
        raise OprfError("inputs, scalars and elements must be equally many")
