"""The confirmation number that is handed to the person: 10 characters of Crockford's base 32 and a check
character.

Written as five and six characters with a dash between. The check character is a code over the field of 32 elements:
character `i` is multiplied by the i-th power of a generator, and the sum with the check character is zero. Every
single wrong character and every exchange of two characters, adjacent or not, is found.
"""

from __future__ import annotations

from aiqyn.protocol.errors import ProtocolError

BITS = 50
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS = 10
_GROUP = 5
_REDUCTION = 0b100101  # x^5 + x^2 + 1: primitive, so that x has order 31 and all weights below differ
# Crockford's aliases: what people write for what stands there.
_ALIASES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def make(bits: int) -> str:
    """The number for 50 random bits: an integer from 0 to 2^50 - 1."""
    if not 0 <= bits < 1 << BITS:
        raise ProtocolError("number", "must be made from 50 bits")
    values = [bits >> 5 * place & 31 for place in reversed(range(_CHARACTERS))]
    body = "".join(_ALPHABET[value] for value in [*values, _check(values)])
    return f"{body[:_GROUP]}-{body[_GROUP:]}"


def read(typed: str) -> str:
    """The number as `make` writes it, from what a person typed: any case, spaces, no dash, O for 0, I or L
    for 1.
    """
    body = "".join(typed.split()).replace("-", "").upper().translate(_ALIASES)
    if len(body) != _CHARACTERS + 1 or any(letter not in _ALPHABET for letter in body):
        raise ProtocolError("number", "must be 11 letters and digits, without U")
    values = [_ALPHABET.index(letter) for letter in body]
    if _check(values[:-1]) != values[-1]:
        raise ProtocolError("number", "the check character does not fit")
    return f"{body[:_GROUP]}-{body[_GROUP:]}"


def _check(values: list[int]) -> int:
    # Horner's rule: the last body character ends with weight x, the check character itself has weight 1.
    total = 0
    for value in values:
        total = _times_x(total ^ value)
    return total


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ _REDUCTION if value & 32 else value
