"""The batched proof that every element was evaluated under the announced key (RFC 9497, 2.2: DLEQ)."""

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
    secret: SecretKey,
    public: PublicKey,
    blinded: Sequence[Element],
    evaluated: Sequence[Element],
    nonce: Scalar,
) -> bytes:
    """GenerateProof: 64 bytes, challenge then response. The nonce is random, secret, and never used twice."""
    k = Scalar(secret)
    composite = _sum(_weights(public, blinded, evaluated), blinded)
    # ComputeCompositesFast: whoever has the key needs no second sum.
    image = multiply(k, composite)
    challenge = _challenge(public, composite, image, multiply_base(nonce), multiply(nonce, composite))
    return challenge + scalar_subtract(nonce, scalar_multiply(challenge, k))


def verify(public: PublicKey, blinded: Sequence[Element], evaluated: Sequence[Element], proof: bytes) -> None:
    """VerifyProof; OprfError when the proof does not hold. Elements that are none fail here at the latest."""
    if len(proof) != PROOF_BYTES:
        raise OprfError("a proof must be 64 bytes")
    # A response of zero is refused below, by `multiply_base`: an honest one is zero once in 2^252 times.
    challenge, response = nonzero(proof[:32]), scalar(proof[32:])
    weights = _weights(public, blinded, evaluated)
    composite, image = _sum(weights, blinded), _sum(weights, evaluated)
    base = add(multiply_base(response), multiply(challenge, Element(public)))
    other = add(multiply(response, composite), multiply(challenge, image))
    if not hmac.compare_digest(_challenge(public, composite, image, base, other), challenge):
        raise OprfError("the proof does not hold")


def _weights(public: PublicKey, blinded: Sequence[Element], evaluated: Sequence[Element]) -> list[Scalar]:
    """ComputeComposites, first half: the weight of each pair, a hash of the key, its place and the pair."""
    seed = framed(hashlib.sha512(framed(public, _SEED_TAG)).digest())
    return [
        hash_to_scalar(seed + place.to_bytes(2, "big") + framed(before, after) + b"Composite")
        for place, (before, after) in enumerate(zip(blinded, evaluated, strict=True))
    ]


def _sum(weights: Sequence[Scalar], points: Sequence[Element]) -> Element:
    """ComputeComposites, second half: the weighted sum."""
    total = multiply(weights[0], points[0])
    for weight, point in zip(weights[1:], points[1:], strict=True):
        total = add(total, multiply(weight, point))
    return total


def _challenge(public: PublicKey, *elements: Element) -> Scalar:
    return hash_to_scalar(framed(public, *elements) + b"Challenge")
