"""From the 64-byte output of the blind evaluation to the token that is published."""

from __future__ import annotations

import hashlib

from aiqyn.protocol.errors import ProtocolError

OUTPUT_BYTES = 64
TOKEN_BYTES = 8


def token_of(output: bytes) -> int:
    """The token of a 64-byte output: its first 8 bytes read as a big-endian number, 0 to 2^64 - 1."""
    if len(output) != OUTPUT_BYTES:
        raise ProtocolError("output", f"must be {OUTPUT_BYTES} bytes")
    return int.from_bytes(output[:TOKEN_BYTES], "big")


def token_bytes(output: bytes) -> bytes:
    """The same token as 8 big-endian bytes, for a database column whose order is the number's order."""
    return token_of(output).to_bytes(TOKEN_BYTES, "big")


def output_digest(output: bytes) -> bytes:
    """SHA-256 of a 64-byte output: how a register knows it again without holding it."""
    if len(output) != OUTPUT_BYTES:
        raise ProtocolError("output", f"must be {OUTPUT_BYTES} bytes")
    return hashlib.sha256(output).digest()
