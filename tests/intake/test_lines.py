"""Lines with their places."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.register.intake.lines import MAX_LINE, Line, read_lines

WORDS = st.lists(st.text("abЖ,\"' \t", max_size=20), max_size=12)


def lines(raw: bytes, **start: int) -> list[Line]:
    return list(read_lines(io.BytesIO(raw), **start))


def test_numbers_places_and_ends_of_lines() -> None:
    found = lines(b"\xef\xbb\xbfone\r\n\n  \ntwo\nthree")
    assert [(line.number, line.end, line.text) for line in found] == [
        (1, 8, "one"),
        (4, 16, "two"),
        (5, 21, "three"),
    ]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"a\0b", "nul-byte"),
        (b"\xd0", "encoding"),
        (b"\xc0\xaf", "encoding"),
        (b"x" * MAX_LINE, "overlong-line"),
    ],
)
def test_a_bad_line_spoils_no_other(raw: bytes, fault: str) -> None:
    assert [(line.text, line.fault) for line in lines(b"a\n" + raw + b"\nb\n")] == [
        ("a", ""),
        ("", fault),
        ("b", ""),
    ]


def test_the_longest_line() -> None:
    longest = b"x" * (MAX_LINE - 1)
    assert [line.fault for line in lines(longest + b"\n" + longest)] == ["", ""]


def test_an_endless_line_is_read_in_pieces() -> None:
    class Counting(io.BytesIO):
        most = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            read = super().readline(size)
            Counting.most = max(Counting.most, len(read))
            return read

    found = list(read_lines(Counting(b"x" * 10_000_000 + b"\nlast")))
    assert [(line.number, line.fault) for line in found] == [(1, "overlong-line"), (2, "")]
    assert found[0].end == 10_000_001
    assert Counting.most <= MAX_LINE


@given(WORDS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_reading_on_from_any_line_gives_the_rest(texts: list[str], end: str, last_end: bool) -> None:
    raw = (end.join(texts) + (end if last_end else "")).encode()
    whole = lines(raw)
    for place, line in enumerate(whole):
        assert lines(raw, number=line.number, position=line.end) == whole[place + 1 :]
    assert [line.text for line in whole] == [text for text in texts if text.strip(" \t")]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_error(raw: bytes) -> None:
    for line in lines(raw):
        assert line.text == "" or not line.fault
        assert 0 < line.end <= len(raw)
