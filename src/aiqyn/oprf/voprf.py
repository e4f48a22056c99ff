"""The protocol of RFC 9497, 3.3.2 (VOPRF): blind, evaluate with proof, finalize. Randomness comes in as arguments."""

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
    SecretKey,
    element,
    invert_all,
    multiply,
    multiply_base,
    nonzero,
)
from aiqyn.oprf.hashing import CONTEXT, framed, hash_to_group, hash_to_scalar

#: One proof covers at most so many elements: their number is two bytes in its transcript.
MAX_BATCH = 65535
OUTPUT_BYTES = 64


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A secret scalar and its public element, 32 bytes each."""

    secret: SecretKey
    public: PublicKey

    def __repr__(self) -> str:
        # The secret must not stand in a traceback.
        return f"KeyPair(public={self.public.hex()})"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The evaluated elements in the order of the request, and one 64-byte proof for all."""

    elements: list[Element]
    proof: bytes


def derive_key_pair(seed: bytes, info: bytes) -> KeyPair:
    """DeriveKeyPair (RFC 9497, 3.2.1) from a 32-byte seed and public information."""
    if len(seed) != 32:
        raise OprfError("a seed must be 32 bytes")
    for counter in range(256):
        try:
            secret = hash_to_scalar(seed + framed(info) + bytes([counter]), b"DeriveKeyPair" + CONTEXT)
        except OprfError:
            continue
        return KeyPair(SecretKey(secret), PublicKey(multiply_base(secret)))
    raise OprfError("no key can be derived from this seed")


def blind(inputs: Sequence[bytes], scalars: Sequence[Scalar]) -> list[Element]:
    """Blind each input with a fresh random scalar of its own."""
    _check_count(len(inputs))
    return [
        multiply(nonzero(k), hash_to_group(_checked(text))) for text, k in zip(inputs, scalars, strict=True)
    ]


def evaluate(key: KeyPair, blinded: Sequence[Element], nonce: Scalar) -> Evaluation:
    """BlindEvaluate every element and prove it, with a fresh random `nonce`. Elements come from `parse_elements`."""
    _check_count(len(blinded))
    evaluated = [multiply(Scalar(key.secret), point) for point in blinded]
    return Evaluation(evaluated, dleq.prove(key.secret, key.public, blinded, evaluated, nonzero(nonce)))


def finalize(
    inputs: Sequence[bytes],
    scalars: Sequence[Scalar],
    blinded: Sequence[Element],
    evaluation: Evaluation,
    public: PublicKey,
) -> list[bytes]:
    """Verify the proof under the announced key, unblind, hash: 64 bytes an input. OprfError when anything is amiss."""
    if not len(inputs) == len(scalars) == len(blinded) == len(evaluation.elements):
        raise OprfError("one element is needed for each input")
    _check_count(len(inputs))
    element(public)
    for point in evaluation.elements:
        element(point)
    dleq.verify(public, blinded, evaluation.elements, evaluation.proof)
    inverses = invert_all([nonzero(k) for k in scalars])
    return [
        _output(text, multiply(inverse, point))
        for text, inverse, point in zip(inputs, inverses, evaluation.elements, strict=True)
    ]


def evaluate_directly(key: KeyPair, text: bytes) -> bytes:
    """Evaluate (RFC 9497, 3.3.2): the output of a known input, by whoever has the key. For tests of agreement."""
    return _output(text, multiply(Scalar(key.secret), hash_to_group(_checked(text))))


def parse_elements(encoded: bytes) -> list[Element]:
    """The canonical, non-identity elements of a body of 32 bytes each; OprfError otherwise."""
    if not encoded or len(encoded) % ELEMENT_BYTES:
        raise OprfError("elements must be 32 bytes each")
    _check_count(len(encoded) // ELEMENT_BYTES)
    return [element(encoded[at : at + ELEMENT_BYTES]) for at in range(0, len(encoded), ELEMENT_BYTES)]


def _output(text: bytes, point: Element) -> bytes:
    return hashlib.sha512(framed(text, point) + b"Finalize").digest()


def _checked(text: bytes) -> bytes:
    if len(text) > 65535:
        raise OprfError("an input must be under 65,536 bytes")
    return text


def _check_count(count: int) -> None:
    if not 1 <= count <= MAX_BATCH:
        raise OprfError(f"a batch must have 1 to {MAX_BATCH} elements")
