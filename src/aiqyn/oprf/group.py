"""The group ristretto255 and its scalars (RFC 9496), as RFC 9497, 2.1 names their operations.

No arithmetic of our own: each operation is one call of libsodium.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NewType

from aiqyn.oprf import sodium
from aiqyn.oprf.errors import OprfError

#: 32 bytes that `element` has accepted, or that an operation here has made.
Element = NewType("Element", bytes)
#: 32 bytes, little-endian, under the order of the group.
Scalar = NewType("Scalar", bytes)
PublicKey = NewType("PublicKey", bytes)
SecretKey = NewType("SecretKey", bytes)

ELEMENT_BYTES = SCALAR_BYTES = 32
UNIFORM_BYTES = 64
_IDENTITY = bytes(ELEMENT_BYTES)
_ZERO = bytes(SCALAR_BYTES)

_is_valid_point = sodium.predicate("crypto_core_ristretto255_is_valid_point", ELEMENT_BYTES)
_from_hash = sodium.fallible("crypto_core_ristretto255_from_hash", UNIFORM_BYTES)
_add = sodium.fallible("crypto_core_ristretto255_add", ELEMENT_BYTES, ELEMENT_BYTES)
_multiply = sodium.fallible("crypto_scalarmult_ristretto255", SCALAR_BYTES, ELEMENT_BYTES)
_multiply_base = sodium.fallible("crypto_scalarmult_ristretto255_base", SCALAR_BYTES)
_scalar_reduce = sodium.total("crypto_core_ristretto255_scalar_reduce", UNIFORM_BYTES)
_scalar_mul = sodium.total("crypto_core_ristretto255_scalar_mul", SCALAR_BYTES, SCALAR_BYTES)
_scalar_sub = sodium.total("crypto_core_ristretto255_scalar_sub", SCALAR_BYTES, SCALAR_BYTES)
_scalar_invert = sodium.fallible("crypto_core_ristretto255_scalar_invert", SCALAR_BYTES)


def element(encoded: bytes) -> Element:
    """A canonical element other than the identity (RFC 9497, 4.1 DeserializeElement), or OprfError."""
    if len(encoded) != ELEMENT_BYTES:
        raise OprfError("an element must be 32 bytes")
    # libsodium takes the identity for a valid point.
    if encoded == _IDENTITY:
        raise OprfError("the identity element is refused")
    _check_top_bit(encoded)
    if not _is_valid_point(encoded):
        raise OprfError("an element must be canonical")
    return Element(encoded)


def _check_top_bit(encoded: bytes) -> None:
    """A field element is under 2^255 (RFC 9496, 4.3.1); libsodium 1.0.18 overlooks the bit above."""
    if encoded[-1:] >= b"\x80":
        raise OprfError("an element must be canonical")


def scalar(encoded: bytes) -> Scalar:
    """A scalar under the order of the group, zero included (DeserializeScalar); OprfError otherwise."""
    if len(encoded) != SCALAR_BYTES:
        raise OprfError("a scalar must be 32 bytes")
    # libsodium calculates with any 32 bytes: what reduces to something else was not canonical.
    if _scalar_reduce(encoded + _ZERO) != encoded:
        raise OprfError("a scalar must be under the order of the group")
    return Scalar(encoded)


def nonzero(encoded: bytes) -> Scalar:
    """A scalar under the order of the group other than zero; OprfError otherwise."""
    if encoded == _ZERO:
        raise OprfError("the zero scalar is refused")
    return scalar(encoded)


def scalar_from_uniform(uniform: bytes) -> Scalar:
    """A scalar from 64 uniformly random bytes (RFC 9497, 4.7.2); OprfError when they reduce to zero."""
    if len(uniform) != UNIFORM_BYTES:
        raise OprfError("a scalar is made from 64 uniform bytes")
    reduced = _scalar_reduce(uniform)
    if reduced == _ZERO:
        raise OprfError("the zero scalar is refused")
    return Scalar(reduced)


def from_uniform(uniform: bytes) -> Element:
    """The element of 64 uniform bytes (RFC 9496, 4.3.4)."""
    return Element(_from_hash(uniform))


def multiply(k: Scalar, point: Element) -> Element:
    """k·P. OprfError when P is not canonical, when P is the identity, and when k is zero."""
    _check_top_bit(point)
    return Element(_multiply(k, point))


def multiply_base(k: Scalar) -> Element:
    """k·G. OprfError when k is zero."""
    return Element(_multiply_base(k))


def add(left: Element, right: Element) -> Element:
    """P + Q. The sum may be the identity: `multiply` refuses it afterwards."""
    return Element(_add(left, right))


def scalar_multiply(left: Scalar, right: Scalar) -> Scalar:
    """a·b."""
    return Scalar(_scalar_mul(left, right))


def scalar_subtract(left: Scalar, right: Scalar) -> Scalar:
    """a - b."""
    return Scalar(_scalar_sub(left, right))


def invert(k: Scalar) -> Scalar:
    """1/k. OprfError when k is zero."""
    return Scalar(_scalar_invert(k))


def invert_all(scalars: Sequence[Scalar]) -> list[Scalar]:
    """1/k for each, with one inversion for all: three multiplications stand for each of the others."""
    if not scalars:
        return []
    # products[n] = k0·k1·…·kn; from its inverse, each 1/k is taken off the end.
    products = [scalars[0]]
    for k in scalars[1:]:
        products.append(scalar_multiply(products[-1], k))
    rest = invert(products[-1])
    inverses: list[Scalar] = []
    for place in range(len(scalars) - 1, 0, -1):
        inverses.append(scalar_multiply(rest, products[place - 1]))
        rest = scalar_multiply(rest, scalars[place])
    inverses.append(rest)
    return inverses[::-1]
