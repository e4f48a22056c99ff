"""Token sets: the file, its digest, a search without a copy, and files that must not be searched."""

from __future__ import annotations

import hashlib
import mmap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.protocol import token_set, tokens
from aiqyn.protocol.errors import ProtocolError

token = st.integers(0, 2**64 - 1)


def test_a_token_is_the_first_eight_bytes_as_a_number() -> None:
    output = bytes(range(1, 65))
    assert tokens.token_of(output) == 0x0102030405060708
    assert tokens.token_bytes(output) == bytes(range(1, 9))
    assert tokens.output_digest(output) == hashlib.sha256(output).digest()
    for wrong in (b"", output[:63], output + b"\0"):
        with pytest.raises(ProtocolError):
            tokens.token_of(wrong)
        with pytest.raises(ProtocolError):
            tokens.output_digest(wrong)


def test_the_file_is_little_endian_sorted_and_unique() -> None:
    assert token_set.build([256, 1, 256]) == bytes.fromhex("01000000000000000001000000000000")
    assert token_set.build([]) == b""


@given(st.sets(token, max_size=60), token)
def test_what_was_built_is_found_and_nothing_else(members: set[int], other: int) -> None:
    file = token_set.build(members)
    token_set.check(file, hashlib.sha256(file).digest(), len(members))
    assert all(token_set.contains(file, member) for member in members)
    assert token_set.contains(memoryview(file), other) == (other in members)


def test_a_mapped_file_is_searched_in_place(tmp_path: Path) -> None:
    path = tmp_path / "set"
    path.write_bytes(token_set.build(range(0, 3000, 3)))
    with path.open("rb") as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    assert token_set.count(view) == 1000
    assert token_set.contains(view, 2997)
    assert not token_set.contains(view, 2998)


@pytest.mark.parametrize(
    ("file", "count", "reason"),
    [
        (token_set.build([1, 2])[:-1], 2, "whole entries"),
        (token_set.build([1, 2]), 3, "count"),
        (token_set.build([2]) + token_set.build([1]), 2, "sorted"),
        (token_set.build([1]) * 2, 2, "sorted"),
    ],
)
def test_a_file_that_cannot_be_searched_is_refused(file: bytes, count: int, reason: str) -> None:
    with pytest.raises(ProtocolError, match=reason):
        token_set.check(file, token_set.digest(file), count)


def test_a_file_of_another_head_is_refused() -> None:
    with pytest.raises(ProtocolError, match="digest"):
        token_set.check(token_set.build([1]), token_set.digest(token_set.build([2])), 1)


@pytest.mark.parametrize("wrong", [-1, 2**64])
def test_a_token_outside_its_range_is_refused(wrong: int) -> None:
    with pytest.raises(ProtocolError, match="token"):
        token_set.build([wrong])
