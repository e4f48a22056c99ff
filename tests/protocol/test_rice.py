"""The coded set: what goes in comes out, and bits that mean something else are refused."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.protocol import rice, token_set
from aiqyn.protocol.errors import ProtocolError
from tests.protocol.vectors import vectors

TOKENS = st.sets(st.one_of(st.integers(0, 2**64 - 1), st.integers(0, 50), st.integers(2**64 - 50, 2**64 - 1)))


@given(TOKENS)
def test_what_goes_in_comes_out(tokens: set[int]) -> None:
    file = token_set.build(tokens)
    coded = rice.encode(file)
    assert rice.decode(coded, len(tokens)) == file
    assert len(coded) <= rice.most_bytes(len(tokens))


@given(TOKENS, st.data())
def test_no_other_bits_mean_the_same_set(tokens: set[int], data: st.DataObject) -> None:
    file = token_set.build(tokens)
    coded = rice.encode(file)
    if not coded:
        return
    place = data.draw(st.integers(0, 8 * len(coded) - 1))
    wrong = bytearray(coded)
    wrong[place // 8] ^= 128 >> place % 8
    try:
        assert rice.decode(bytes(wrong), len(tokens)) != file
    except ProtocolError:
        return


@pytest.mark.parametrize("change", [lambda c: c[:-1], lambda c: c + b"\0", lambda c: b"", lambda c: b"\xff" * 99])
def test_too_short_too_long_and_nonsense_are_refused(change: object) -> None:
    assert callable(change)
    coded = rice.encode(token_set.build(range(0, 2**60, 2**52)))
    with pytest.raises(ProtocolError):
        rice.decode(change(coded), 256)


def test_a_set_of_nothing_is_nothing() -> None:
    assert rice.encode(b"") == b""
    assert rice.decode(b"", 0) == b""
    with pytest.raises(ProtocolError):
        rice.decode(b"\0", 0)


def test_evenly_spread_tokens_cost_less_than_six_bytes_each() -> None:
    rng = random.Random(7)
    file = token_set.build(rng.getrandbits(64) for _ in range(20_000))
    assert len(rice.encode(file)) < 6.6 * 20_000  # 46 bits each at a million, some more at fewer


def test_vectors() -> None:
    for entry in vectors("token-set")["coded"]:
        file = token_set.build(int(token) for token in entry["tokens"])
        assert rice.encode(file).hex() == entry["coded"]
        assert rice.decode(bytes.fromhex(entry["coded"]), len(entry["tokens"])) == file
    for entry in vectors("token-set")["refused_coded"]:
        with pytest.raises(ProtocolError):
            rice.decode(bytes.fromhex(entry["coded"]), entry["count"])
