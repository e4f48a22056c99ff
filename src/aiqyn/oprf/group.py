"""The group ristretto255 and its scalars (RFC 9496), as RFC 9497 names their operations. No arithmetic of our own."""

from __future__ import annotations

from typing import NewType

from aiqyn.oprf import sodium
from aiqyn.oprf.errors import OprfError

Element = NewType("Element", bytes)
Scalar = NewType("Scalar", bytes)
PublicKey = NewType("PublicKey", bytes)
SecretKey = NewType("SecretKey", bytes)

ELEMENT_BYTES = SCALAR_BYTES = 32
UNIFORM_BYTES = 64
_IDENTITY = bytes(ELEMENT_BYTES)
_ZERO = bytes(SCALAR_BYTES)


def element(encoded: bytes) -> Element:
    """A canonical element other than the identity (RFC 9497, 2.1 DeserializeElement); OprfError otherwise."""
    if len(encoded) != ELEMENT_BYTES:
        raise OprfError("an element must be 32 bytes")
    # libsodium takes the identity for a valid point.
    if encoded == _IDENTITY:
        raise OprfError("the identity element is refused")
    if not sodium.test("crypto_core_ristretto255_is_valid_point", encoded):
        raise OprfError("an element must be canonical")
    return Element(encoded)


def scalar(encoded: bytes) -> Scalar:
    """A scalar under the order of the group (RFC 9497, 2.1 DeserializeScalar); OprfError otherwise. Zero is one."""
    if len(encoded) != SCALAR_BYTES:
        raise OprfError("a scalar must be 32 bytes")
    # libsodium takes any 32 bytes: what reduces to something else was not canonical.
    if sodium.compute("crypto_core_ristretto255_scalar_reduce", SCALAR_BYTES, encoded + _ZERO) != encoded:
        raise OprfError("a scalar must be under the order of the group")
    return Scalar(encoded)


def nonzero(encoded: bytes) -> Scalar:
    """A canonical scalar other than zero; OprfError otherwise."""
    if encoded == _ZERO:
        raise OprfError("the zero scalar is refused")
    return scalar(encoded)


def scalar_from_uniform(uniform: bytes) -> Scalar:
    """A scalar from 64 uniformly random bytes (RFC 9497, 4.7 RandomScalar); OprfError for zero."""
    if len(uniform) != UNIFORM_BYTES:
        raise OprfError("a scalar is made from 64 uniform bytes")
    reduced = sodium.compute("crypto_core_ristretto255_scalar_reduce", SCALAR_BYTES, uniform)
    if reduced == _ZERO:
        raise OprfError("the zero scalar is refused")
    return Scalar(reduced)


def from_uniform(uniform: bytes) -> Element:
    """The element of 64 uniform bytes (the one-way map of RFC 9496, 4.3.4)."""
    return Element(sodium.call("crypto_core_ristretto255_from_hash", ELEMENT_BYTES, uniform))


def multiply(k: Scalar, point: Element) -> Element:
    """k·P; OprfError when the result is the identity."""
    return Element(sodium.call("crypto_scalarmult_ristretto255", ELEMENT_BYTES, k, point))


def multiply_base(k: Scalar) -> Element:
    """k·G; OprfError for k = 0."""
    return Element(sodium.call("crypto_scalarmult_ristretto255_base", ELEMENT_BYTES, k))


def add(left: Element, right: Element) -> Element:
    """P + Q. The sum may be the identity: whoever serialises or multiplies it will refuse it."""
    return Element(sodium.call("crypto_core_ristretto255_add", ELEMENT_BYTES, left, right))


def scalar_multiply(left: Scalar, right: Scalar) -> Scalar:
    """a·b."""
    return Scalar(sodium.compute("crypto_core_ristretto255_scalar_mul", SCALAR_BYTES, left, right))


def scalar_subtract(left: Scalar, right: Scalar) -> Scalar:
    """a - b."""
    return Scalar(sodium.compute("crypto_core_ristretto255_scalar_sub", SCALAR_BYTES, left, right))


def invert(k: Scalar) -> Scalar:
    """1/k; OprfError for zero."""
    return Scalar(sodium.call("crypto_core_ristretto255_scalar_invert", SCALAR_BYTES, k))


def invert_all(scalars: list[Scalar]) -> list[Scalar]:
    """1/k for each, with one shared inversion: 3 multiplications stand for each of the others."""
    if not scalars:
        return []
    running = [scalars[0]]
    for one in scalars[1:]:
        running.append(scalar_multiply(running[-1], one))
    rest = invert(running[-1])
    inverses = [rest] * len(scalars)
    for place in range(len(scalars) - 1, 0, -1):
        inverses[place] = scalar_multiply(rest, running[place - 1])
        rest = scalar_multiply(rest, scalars[place])
    inverses[0] = rest
    return inverses
