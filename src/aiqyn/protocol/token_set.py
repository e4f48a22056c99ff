"""A day's token set: one file that every client holds whole, so that a lookup asks nobody.

The file is sorted unique unsigned 64-bit numbers, 8 bytes each, little-endian: a mapped file is searched in
place (0.77 µs a lookup at 1 million entries, `bisect` over a `memoryview`).
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.tokens import TOKEN_BYTES

Buffer = bytes | bytearray | memoryview


def build(tokens: Iterable[int]) -> bytes:
    """The file of a set of tokens; order and repetition of the argument do not matter."""
    try:
        listed = array("Q", sorted(set(tokens)))
    except (OverflowError, TypeError):
        raise ProtocolError("token", "must be from 0 to 2^64 - 1") from None
    if sys.byteorder == "big":
        listed.byteswap()
    return listed.tobytes()


def digest(file: Buffer) -> bytes:
    """SHA-256 of the file: the name under which it is fetched and kept."""
    return hashlib.sha256(file).digest()


def count(file: Buffer) -> int:
    """How many tokens a file has, by its length alone."""
    length = len(memoryview(file).cast("B"))
    if length % TOKEN_BYTES:
        raise ProtocolError("token set", "must be whole entries of 8 bytes")
    return length // TOKEN_BYTES


def check(file: Buffer, expected_digest: bytes, expected_count: int) -> None:
    """Hold a fetched file against its head: digest, count, and strict order (a search needs it)."""
    if digest(file) != expected_digest:
        raise ProtocolError("token set", "does not have the digest of its head")
    if count(file) != expected_count:
        raise ProtocolError("token set", "does not have the count of its head")
    if any(left >= right for left, right in pairwise(entries(file))):
        raise ProtocolError("token set", "must be sorted, each token once")


def contains(file: Buffer, token: int) -> bool:
    """Whether a checked file has the token. A `memoryview` over a mapped file is searched without a copy."""
    listed = entries(file)
    place = bisect_left(listed, token)
    return place < len(listed) and listed[place] == token


def entries(file: Buffer) -> memoryview[int] | array[int]:
    """The tokens of a file, without a copy where the machine's own order of bytes allows it."""
    count(file)
    if sys.byteorder == "big":
        swapped = array("Q", bytes(file))
        swapped.byteswap()
        return swapped
    return memoryview(file).cast("B").cast("Q")
