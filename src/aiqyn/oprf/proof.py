"""The batched proof that all elements were evaluated under the announced key (RFC 9497, 2.2, DLEQ)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from aiqyn.oprf.errors import OprfError
from aiqyn.oprf.group import (
    Element,
    PublicKey,
    Scalar,
    SecretKey,
    add,
    multiply,
    multiply_base,
    nonzero,
    scalar,
    scalar_multiply,
    scalar_subtract,
)
from aiqyn.oprf.hashing import CONTEXT, framed, hash_to_scalar

PROOF_BYTES = 64
_SEED_TAG = b"Seed-" + CONTEXT


def prove(
    key: SecretKey, public: PublicKey, blinded: Sequence[Element], evaluated: Sequence[Element], nonce: Scalar
) -> bytes:
    """GenerateProof: 64 bytes, challenge then response. `nonce` is a fresh random scalar, never used twice."""
    composite = _composite(blinded, public, evaluated)
    # The prover's shortcut: Z = k·M instead of a second sum.
    image = multiply(Scalar(key), composite)
    commitment, other = multiply_base(nonce), multiply(nonce, composite)
    challenge = _challenge(public, composite, image, commitment, other)
    response = scalar_subtract(nonce, scalar_multiply(challenge, Scalar(key)))
    return challenge + response


def verify(
    public: PublicKey, blinded: Sequence[Element], evaluated: Sequence[Element], proof: bytes
) -> None:
    """VerifyProof; OprfError when the proof does not hold."""
    if len(proof) != PROOF_BYTES:
        raise OprfError("a proof must be 64 bytes")
    challenge, response = nonzero(proof[:32]), scalar(proof[32:])
    weights = _weights(blinded, public, evaluated)
    composite, image = _sum(weights, blinded), _sum(weights, evaluated)
    # A zero response makes the first summand the identity, which libsodium refuses to produce: the proof is then refused,
    # which an honest prover meets with a probability of 2^-252.
    commitment = add(multiply_base(response), multiply(challenge, Element(public)))
    other = add(multiply(response, composite), multiply(challenge, image))
    if not hmac.compare_digest(_challenge(public, composite, image, commitment, other), challenge):
        raise OprfError("the proof does not hold")


def _weights(blinded: Sequence[Element], public: PublicKey, evaluated: Sequence[Element]) -> list[Scalar]:
    """ComputeComposites: a weight for each pair, from a hash of the key and the pair."""
    seed = hashlib.sha512(framed(public, _SEED_TAG)).digest()
    return [
        hash_to_scalar(
            framed(seed) + number.to_bytes(2, "big") + framed(before, after) + b"Composite"
        )
        for number, (before, after) in enumerate(zip(blinded, evaluated, strict=True))
    ]


def _composite(blinded: Sequence[Element], public: PublicKey, evaluated: Sequence[Element]) -> Element:
    return _sum(_weights(blinded, public, evaluated), blinded)


def _sum(weights: Sequence[Scalar], points: Sequence[Element]) -> Element:
    total = multiply(weights[0], points[0])
    for weight, point in zip(weights[1:], points[1:], strict=True):
        total = add(total, multiply(weight, point))
    return total


def _challenge(public: PublicKey, *elements: Element) -> Scalar:
    return hash_to_scalar(framed(public, *elements) + b"Challenge")

