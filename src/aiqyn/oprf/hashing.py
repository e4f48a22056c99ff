"""Hashing to the group and to scalars: `expand_message_xmd` with SHA-512 (RFC 9380, 5.3.1), and the tags."""

from __future__ import annotations

import hashlib

from aiqyn.oprf.errors import OprfError
from aiqyn.oprf.group import UNIFORM_BYTES, Element, Scalar, from_uniform, scalar_from_uniform

#: RFC 9497, 3.1: mode 0x01 (VOPRF) and the suite. Every output depends on the mode byte: it never changes.
CONTEXT = b"OPRFV1-" + b"\x01" + b"-ristretto255-SHA512"
_BLOCK = 128
_DIGEST = 64


def expand_message_xmd(message: bytes, tag: bytes, length: int) -> bytes:
    """`length` uniform bytes (1 to 255·64) of a message under a domain separation tag (at most 255 bytes)."""
    blocks = -(-length // _DIGEST)
    if not 1 <= blocks <= 255 or len(tag) > 255:
        raise OprfError("expand_message_xmd: the length or the tag is out of range")
    suffix = tag + bytes([len(tag)])
    first = hashlib.sha512(bytes(_BLOCK) + message + length.to_bytes(2, "big") + b"\0" + suffix).digest()
    block = hashlib.sha512(first + b"\x01" + suffix).digest()
    out = block
    for number in range(2, blocks + 1):
        mixed = bytes(left ^ right for left, right in zip(first, block, strict=True))
        block = hashlib.sha512(mixed + bytes([number]) + suffix).digest()
        out += block
    return out[:length]


def hash_to_group(message: bytes) -> Element:
    """HashToGroup of the suite (RFC 9497, 4.1)."""
    return from_uniform(expand_message_xmd(message, b"HashToGroup-" + CONTEXT, UNIFORM_BYTES))


def hash_to_scalar(message: bytes, tag: bytes = b"HashToScalar-" + CONTEXT) -> Scalar:
    """HashToScalar of the suite (RFC 9497, 4.1). OprfError for zero, which nobody will ever see."""
    return scalar_from_uniform(expand_message_xmd(message, tag, UNIFORM_BYTES))


def framed(*parts: bytes) -> bytes:
    """Each part after its length in two bytes, big-endian; OprfError when one is 65,536 bytes or longer."""
    if any(len(part) > 65535 for part in parts):
        raise OprfError("an input must be under 65,536 bytes")
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)
