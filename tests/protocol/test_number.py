"""Confirmation numbers: written, read back from what people type, and wrong ones found."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.protocol import number
from aiqyn.protocol.errors import ProtocolError

bits = st.integers(0, (1 << number.BITS) - 1)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def is_number(text: str) -> bool:
    try:
        return bool(number.read(text))
    except ProtocolError:
        return False


@given(bits)
def test_what_is_made_is_read(value: int) -> None:
    written = number.make(value)
    assert len(written) == 12
    assert written[5] == "-"
    assert number.read(written) == written
    assert number.read(f"  {written.lower().replace('-', ' ')} ") == written


@given(bits, bits)
def test_two_values_have_two_numbers(one: int, other: int) -> None:
    assert (number.make(one) == number.make(other)) == (one == other)


def test_letters_that_look_alike_are_read_as_what_stands_there() -> None:
    written = number.make(0b00001_00000 << 40)
    assert written.startswith("10")
    assert number.read("lO" + written[2:]) == written
    assert number.read("Io" + written[2:]) == written


@given(bits, st.integers(0, 10), st.integers(1, 31))
def test_every_single_wrong_character_is_found(value: int, place: int, shift: int) -> None:
    body = number.make(value).replace("-", "")
    wrong = ALPHABET[(ALPHABET.index(body[place]) + shift) % 32]
    assert not is_number(body[:place] + wrong + body[place + 1 :])


@given(bits)
def test_every_exchange_of_two_characters_is_found(value: int) -> None:
    body = list(number.make(value).replace("-", ""))
    for one, other in combinations(range(11), 2):
        if body[one] != body[other]:
            exchanged = body.copy()
            exchanged[one], exchanged[other] = body[other], body[one]
            assert not is_number("".join(exchanged))


@pytest.mark.parametrize(
    "text", ["", "0", "00000-00000", "00000-0000000", "UUUUU-UUUUUU", "٠٠٠٠٠-٠٠٠٠٠٠", "00000-00000?"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ProtocolError, match="number"):
        number.read(text)


@pytest.mark.parametrize("value", [-1, 1 << number.BITS])
def test_more_than_fifty_bits_are_refused(value: int) -> None:
    with pytest.raises(ProtocolError):
        number.make(value)
