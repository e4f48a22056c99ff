"""A token set on the wire: Golomb–Rice coded differences, 5.8 bytes an entry instead of 8 (spec/check.md, M2a).

Differences of evenly spread numbers are geometrically distributed, for which this code is close to the best there is
(Golomb 1966; Rice 1979). What comes out is the set's own file, and is held against its digest: a coder that errs or
lies is found out.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from itertools import pairwise

from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.token_set import Buffer, count, entries

_SPACE = 1 << 64
#: Bits that are joined to one number at a time: joining all at once would take quadratic time.
_CHUNK = 4096


def parameter(number: int) -> int:
    """How many low bits of a difference are written as they are, in a set of so many tokens (at least one)."""
    return 64 - number.bit_length()


def encode(file: Buffer) -> bytes:
    """The coded form of a checked set's file."""
    number = count(file)
    if not number:
        return b""
    kept = parameter(number)
    listed = entries(file)
    bits = "".join(_written(first, kept) for first in _differences(listed))
    padded = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return b"".join(
        int(padded[at : at + _CHUNK], 2).to_bytes(len(padded[at : at + _CHUNK]) // 8, "big")
        for at in range(0, len(padded), _CHUNK)
    )


def _differences(listed: memoryview[int] | array[int]) -> Iterator[int]:
    yield listed[0]
    # The order is strict: a difference is at least one, and nothing need be said of that one.
    yield from (right - left - 1 for left, right in pairwise(listed))


def _written(difference: int, kept: int) -> str:
    low = f"{difference & ((1 << kept) - 1):0{kept}b}" if kept else ""
    return "1" * (difference >> kept) + "0" + low


def most_bytes(number: int) -> int:
    """How long the coded form of a set of so many tokens can be at most: quotients add up to 2^64 / 2^k and no more."""
    if not number:
        return 0
    kept = parameter(number)
    return -(-(number * (kept + 1) + (_SPACE >> kept)) // 8)


def decode(coded: bytes, number: int) -> bytes:
    """The set's file of `number` tokens. ProtocolError when the bits do not give exactly so many, in order."""
    if not number:
        if coded:
            raise ProtocolError("token set", "must be empty")
        return b""
    kept = parameter(number)
    bits = "".join(
        f"{int.from_bytes(coded[at : at + _CHUNK], 'big'):0{8 * len(coded[at : at + _CHUNK])}b}"
        for at in range(0, len(coded), _CHUNK)
    )
    found, end = _tokens(bits, number, kept)
    if len(bits) - end >= 8 or "1" in bits[end:]:
        raise ProtocolError("token set", "has bits after its last token")
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _tokens(bits: str, number: int, kept: int) -> tuple[array[int], int]:
    """The tokens, and the place after the last bit that they took."""
    found, token, at = array("Q"), -1, 0
    try:
        for _ in range(number):
            stop = bits.index("0", at)
            at_low = stop + 1
            at_next = at_low + kept
            low = int(bits[at_low:at_next], 2) if kept else 0
            token += ((stop - at) << kept) + low + 1
            found.append(token)
            at = at_next
    except (ValueError, OverflowError):
        raise ProtocolError("token set", "does not have the tokens of its head") from None
    if at > len(bits):
        raise ProtocolError("token set", "does not have the tokens of its head")
    return found, at
