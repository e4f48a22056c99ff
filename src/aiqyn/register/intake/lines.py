"""Lines of a file with their number and the byte where the next one starts, in bounded memory.

A record is one line: a resumed import can start at any of them, and a stray quote spoils one row and not the
rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

#: Bytes of a line, its end included. A person with a hundred documents needs a third of it.
MAX_LINE = 65536
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """Line `number` (from 1), the byte `end` where the next starts, its text without its end; or why it has
    none.
    """

    number: int
    end: int
    text: str
    fault: str = ""


def read_lines(handle: BinaryIO, *, number: int = 0, position: int = 0) -> Iterator[Line]:
    """The lines after line `number`, which ends at byte `position`. Blank lines are counted and passed."""
    handle.seek(position)
    while raw := handle.readline(MAX_LINE):
        number += 1
        position += len(raw)
        if len(raw) == MAX_LINE and not raw.endswith(b"\n"):
            position += _rest_of_line(handle)
            yield Line(number, position, "", "overlong-line")
            continue
        if number == 1:
            raw = raw.removeprefix(BOM)
        if raw.strip(b"\r\n\t "):
            yield _decoded(raw, number, position)


def _rest_of_line(handle: BinaryIO) -> int:
    length = 0
    while raw := handle.readline(MAX_LINE):
        length += len(raw)
        if raw.endswith(b"\n"):
            break
    return length


def _decoded(raw: bytes, number: int, position: int) -> Line:
    if b"\0" in raw:
        return Line(number, position, "", "nul-byte")
    try:
        return Line(number, position, raw.decode("utf-8").removesuffix("\n").removesuffix("\r"))
    except UnicodeDecodeError:
        return Line(number, position, "", "encoding")
