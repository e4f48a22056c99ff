"""Read an export back: what it says it is, whether every file is whole, every row with its values and their types.

It needs no database and no register: whoever leaves with an export can read it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiqyn.register.exporting.describing import sha256
from aiqyn.register.exporting.values import Value, ValueRefused, from_cell, from_plain

_DESCRIPTOR = "datapackage.json"


class ExportDamaged(ValueError):
    """The export is not what its descriptor says; the message names the file and, of a row, the line."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A table in one format, as the descriptor has it."""

    table: str
    form: str
    path: str
    rows: int
    digest: str
    columns: tuple[tuple[str, str, str], ...]
    omitted: tuple[str, ...]


class Export:
    """An export in a folder."""

    def __init__(self, folder: Path) -> None:
        """Read the descriptor. ExportDamaged when there is none that can be read."""
        self._folder = folder
        try:
            self.described: Mapping[str, Any] = json.loads((folder / _DESCRIPTOR).read_text(encoding="utf-8"))
            self.resources = [_resource(one) for one in self.described["resources"]]
            self.files = {str(one["path"]): str(one["hash"]) for one in self.described["aiqyn:files"]}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ExportDamaged(f"{_DESCRIPTOR}: cannot be read") from error

    def verify(self) -> int:
        """Hold every file against its digest and read every row. Returns how many rows; ExportDamaged otherwise."""
        named = {one.path: one.digest for one in self.resources} | self.files | {_DESCRIPTOR: ""}
        found = {path.relative_to(self._folder).as_posix() for path in self._folder.rglob("*") if path.is_file()}
        for path in sorted(found ^ set(named)):
            raise ExportDamaged(f"{path}: {'is not in the descriptor' if path in found else 'is missing'}")
        for path, digest in named.items():
            if digest and sha256(self._folder / path) != digest:
                raise ExportDamaged(f"{path}: is not the file that was written")
        total = 0
        for resource in self.resources:
            count = sum(1 for _ in self.rows(resource))
            if count != resource.rows:
                raise ExportDamaged(f"{resource.path}: has not the rows that it says")
            total += count
        return total

    def of(self, table: str, form: str) -> Resource:
        """A table in a format; KeyError when the export has none."""
        return next(one for one in self.resources if (one.table, one.form) == (table, form))

    def rows(self, resource: Resource) -> Iterator[dict[str, Value]]:
        """The rows of a table, each value of its own type. ExportDamaged names the line that cannot be read."""
        read = _csv if resource.form == "csv" else _json_lines
        with (self._folder / resource.path).open(encoding="utf-8", newline="") as handle:
            for number, row in enumerate(read(handle, resource), 1):
                if isinstance(row, str):
                    raise ExportDamaged(f"{resource.path}: row {number}: {row}")
                yield row


def _json_lines(handle: Any, resource: Resource) -> Iterator[dict[str, Value] | str]:
    for line in handle:
        try:
            yield _typed(json.loads(line), resource)
        except ValueError as error:
            yield str(error) if isinstance(error, ValueRefused) else "is not JSON"


def _csv(handle: Any, resource: Resource) -> Iterator[dict[str, Value] | str]:
    table = csv.reader(handle, strict=True)
    if next(table, None) != [name for name, _, _ in resource.columns]:
        yield "its header is not the descriptor's"
        return
    for cells in table:
        try:
            if len(cells) != len(resource.columns):
                raise ValueRefused("has not as many cells as columns")
            plain = {
                name: from_cell(cell, kind) for cell, (name, kind, _) in zip(cells, resource.columns, strict=True)
            }  # fmt: skip
            yield _typed(plain, resource)
        except ValueRefused as error:
            yield str(error)


def _typed(plain: object, resource: Resource) -> dict[str, Value]:
    if not isinstance(plain, dict) or list(plain) != [name for name, _, _ in resource.columns]:
        raise ValueRefused("its columns are not the descriptor's")
    return {name: from_plain(plain[name], kind, form) for name, kind, form in resource.columns}


def _resource(described: Mapping[str, Any]) -> Resource:
    return Resource(
        table=str(described["aiqyn:table"]),
        form=str(described["format"]),
        path=str(described["path"]),
        rows=int(described["aiqyn:rows"]),
        digest=str(described["hash"]),
        columns=tuple(
            (str(field["name"]), str(field["type"]), str(field.get("format", "")))
            for field in described["schema"]["fields"]
        ),
        omitted=tuple(described["aiqyn:omitted"]),
    )
