"""Why a row or a whole file is refused: a line, a field, a code. Never the value that stood there."""

from __future__ import annotations

from dataclasses import dataclass

#: The field of a fault that concerns the row and none of its columns.
ROW = "row"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: the column (or `row`), and the code of the reason."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused row: its line in the file (from 1), the column, the code of the reason."""

    line: int
    field: str
    code: str


class RowRefused(ValueError):
    """A row cannot be taken; the rest of the file goes on."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.fault = Fault(field, code)


class FileRefused(ValueError):
    """The file as a whole cannot be taken. `line` counts from 1, 0 when there is none; `field` is a column
    or an element.
    """

    def __init__(self, code: str, *, line: int = 0, field: str = "") -> None:
        super().__init__(": ".join(filter(None, (f"line {line}" if line else "", field, code))))
        self.refusal = Refusal(line, field, code)
