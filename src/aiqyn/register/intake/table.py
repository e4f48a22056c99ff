"""Files of rows: CSV with a header line, or JSON Lines with one object a line. UTF-8, one record a line.

The first character decides: an object opens with a brace, and no header does.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from aiqyn.register.intake.lines import BOM, read_lines
from aiqyn.register.intake.refusals import ROW, Fault, FileRefused, RowRefused
from aiqyn.register.intake.row import Row


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a kind of file: those a CSV header must name, those it may, and those of a document inside
    a row.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    json_lines: bool = True


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the file, or why it is none: its line, the byte where the next starts, its columns."""

    line: int
    end: int
    content: Row | Fault


class Table:
    """A file of rows, opened by its header."""

    def __init__(self, path: Path, columns: Columns) -> None:
        """Read the header. FileRefused when the file has none that fits."""
        self._path = path
        self._columns = columns
        with path.open("rb") as handle:
            first = handle.read(4096).removeprefix(BOM).lstrip()
            self._is_json = first.startswith(b"{")
            if not first:
                raise FileRefused("empty-file")
            if self._is_json and not columns.json_lines:
                raise FileRefused("not-csv", line=1)
            self._header, self._header_line, self._start = ([], 0, 0) if self._is_json else self._read_header(handle)

    def rows(self, line: int = 0, position: int = 0) -> Iterator[TableRow]:
        """The rows after `line`, which ends at byte `position`; 0 means from the first row."""
        with self._path.open("rb") as handle:
            if not position:
                line, position = self._header_line, self._start
            for found in read_lines(handle, number=line, position=position):
                yield TableRow(
                    found.number,
                    found.end,
                    Fault(ROW, found.fault) if found.fault else self._read(found.text),
                )

    def _read(self, text: str) -> Row | Fault:
        try:
            return self._from_json(text) if self._is_json else self._from_csv(text)
        except RowRefused as refused:
            return refused.fault

    # CSV

    def _read_header(self, handle: BinaryIO) -> tuple[list[str], int, int]:
        line = next(read_lines(handle), None)
        if line is None:
            raise FileRefused("empty-file")
        if line.fault:
            raise FileRefused(line.fault, line=line.number)
        names = [name.strip() for name in _cells(line.text) or []]
        self._check_header(names, line.number, line.text)
        return names, line.number, line.end

    def _check_header(self, names: Sequence[str], line: int, text: str) -> None:
        """Name what is wrong by place: a header that nobody knows may be a row of people."""
        columns = self._columns
        known = {*columns.required, *columns.optional, *(f"document_{name}" for name in columns.document)}
        if not names or (len(names) == 1 and names[0] not in known and any(mark in text for mark in ";\t")):
            raise FileRefused("separator", line=line)
        for place, name in enumerate(names, 1):
            if name not in known:
                raise FileRefused("unknown-column", line=line, field=f"column {place}")
            if names.index(name) != place - 1:
                raise FileRefused("duplicate-column", line=line, field=name)
        for name in (*columns.required, *(f"document_{name}" for name in columns.document)):
            if name not in names:
                raise FileRefused("missing-column", line=line, field=name)

    def _from_csv(self, text: str) -> Row:
        cells = _cells(text)
        if cells is None:
            raise RowRefused(ROW, "quoting")
        if len(cells) != len(self._header):
            raise RowRefused(ROW, "ragged")
        values = dict(zip(self._header, cells, strict=True))
        document = {name: values.pop(f"document_{name}") for name in self._columns.document}
        if not any(value.strip() for value in document.values()):
            return Row(values)
        return Row(values, documents=(Row(document, "document_"),))

    # JSON Lines

    def _from_json(self, text: str) -> Row:
        try:
            read: object = json.loads(
                text, object_pairs_hook=_distinct, parse_float=str, parse_int=str, parse_constant=_no_constant
            )
        except RowRefused as refused:
            raise refused from None
        except (ValueError, RecursionError):
            raise RowRefused(ROW, "not-json") from None
        if not isinstance(read, dict):
            raise RowRefused(ROW, "not-json")
        documents = read.pop("documents", None) if self._columns.document else None
        columns = (*self._columns.required, *self._columns.optional)
        return Row(_texts(read, columns, ""), documents=self._documents(documents))

    def _documents(self, read: object) -> tuple[Row, ...]:
        if read is None:
            return ()
        if not isinstance(read, list) or not all(isinstance(document, dict) for document in read):
            raise RowRefused("documents", "wrong-type")
        return tuple(
            Row(_texts(document, self._columns.document, prefix), prefix)
            for place, document in enumerate(read)
            for prefix in (f"documents[{place}].",)
        )


def _cells(text: str) -> list[str] | None:
    """The cells of one line, or None when its quotes do not close."""
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error:
        return None


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise RowRefused(ROW, "duplicate-column")
    return read


def _no_constant(_: str) -> NoReturn:
    raise RowRefused(ROW, "not-json")


def _texts(read: dict[str, object], columns: tuple[str, ...], prefix: str) -> dict[str, str]:
    """Texts by column; numbers were kept as they were written, and null is an empty text."""
    if not set(read) <= set(columns):
        raise RowRefused(ROW, "unknown-column")
    texts = {}
    for name, value in read.items():
        if value is not None and not isinstance(value, str):
            raise RowRefused(prefix + name, "wrong-type")
        texts[name] = value or ""
    return texts
