"""Write an export: every table as JSON Lines and CSV, a descriptor of all of it, the ledger as it stands.

Everything goes into a folder of another name (`.X.part`), which becomes the export at the very end: (1) tables, from
one snapshot of the database; (2) ledger and photographs, file by file; (3) `datapackage.json`, with the digest of each
file; (4) the act, which commits to that descriptor; (5) the rename. What a crash leaves is a partial folder, which the
next start deletes; after (4) also an act of an export that nobody can have read.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from django.db import connection, transaction

from aiqyn.register.acting import OPERATOR
from aiqyn.register.acts.record_export import record_export
from aiqyn.register.exporting import describing
from aiqyn.register.exporting.tables import TableOf, tables
from aiqyn.register.exporting.values import Plain, ValueRefused, to_cell, to_plain

FORMATS = ("jsonl", "csv")
DESCRIPTOR = "datapackage.json"
_CHUNK = 2_000
#: Table, rows written so far of how many.
Watcher = Callable[[str, int, int], None]


class ExportRefused(RuntimeError):
    """The export cannot be made; the message says why, and repeats no value."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export: its folder, the SHA-256 of its descriptor (hexadecimal), rows by table."""

    folder: Path
    digest: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be exported, and where the installation keeps its ledger and its photographs."""

    folder: Path
    ledger: Path
    photographs: Path
    formats: Sequence[str] = FORMATS
    with_secrets: bool = False


def export(asked: Asked, *, at: datetime, progress: Watcher | None = None) -> Exported:
    """Write everything into a folder that does not exist yet. ExportRefused when it does, or cannot be written."""
    if asked.folder.exists():
        raise ExportRefused(f"{asked.folder}: exists already; nothing was written")
    partial = asked.folder.with_name(f".{asked.folder.name}.part")
    try:
        if partial.exists():
            shutil.rmtree(partial)
        partial.mkdir(mode=0o700, parents=True)
        resources, counts = _tables(asked, partial, progress)
        files = [*_copied(asked.ledger, partial / "ledger"), *_copied(asked.photographs, partial / "photographs")]
        described = describing.package(partial, resources, files, at, with_secrets=asked.with_secrets)
        with _private(partial / DESCRIPTOR) as handle:
            handle.write(json.dumps(described, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise ExportRefused(f"{asked.folder}: {error.strerror}") from error
    digest = hashlib.sha256((partial / DESCRIPTOR).read_bytes()).hexdigest()
    record_export(digest=digest, counts=counts, with_secrets=asked.with_secrets, actor=OPERATOR, at=at)
    partial.rename(asked.folder)
    return Exported(asked.folder, digest, counts)


def _tables(
    asked: Asked, folder: Path, progress: Watcher | None
) -> tuple[list[dict[str, Any]], dict[str, int]]:  # fmt: skip
    resources, counts = [], {}
    with snapshot():
        for table in tables(with_secrets=asked.with_secrets):
            paths = {form: folder / form / f"{table.name}.{form}" for form in asked.formats}
            counts[table.name] = _write(table, paths, progress)
            resources += [
                describing.resource(table, form, path, counts[table.name]) for form, path in paths.items()
            ]  # fmt: skip
    return resources, counts


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment, while others go on writing.

    PostgreSQL: REPEATABLE READ. SQLite in WAL mode: a deferred transaction, since Django's own would lock out writers.
    Inside a transaction that has begun already, that one's snapshot has to do.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")


def _write(table: TableOf, paths: Mapping[str, Path], progress: Watcher | None) -> int:
    """Stream the rows by key into each of the files. Returns how many."""
    names = [column.name for column in table.columns]
    rows = table.row._base_manager.order_by("pk").values_list(*names)
    whole, count = rows.count(), 0
    outlets = {form: _private(path) for form, path in paths.items()}
    try:
        writers = [_WRITERS[form](handle, names) for form, handle in outlets.items()]
        for row in rows.iterator(chunk_size=_CHUNK):
            plain = _plain(table, row)
            for write in writers:
                write(plain)
            count += 1
            if progress is not None and count % _CHUNK == 0:
                progress(table.name, count, whole)
    except ValueRefused as error:
        raise ExportRefused(f"{table.name}, row {count + 1}: {error}") from None
    finally:
        for handle in outlets.values():
            handle.close()
    if progress is not None:
        progress(table.name, count, whole)
    return count


def _plain(table: TableOf, row: Sequence[object]) -> list[Plain]:
    return [to_plain(value, column.kind, column.form) for value, column in zip(row, table.columns, strict=True)]


def _json_lines(handle: TextIO, names: Sequence[str]) -> Callable[[Sequence[Plain]], None]:
    def write(row: Sequence[Plain]) -> None:
        handle.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, separators=(",", ":")) + "\n")

    return write


def _csv(handle: TextIO, names: Sequence[str]) -> Callable[[Sequence[Plain]], None]:
    table = csv.writer(handle)
    table.writerow(names)

    def write(row: Sequence[Plain]) -> None:
        table.writerow([to_cell(value) for value in row])

    return write


_WRITERS: Mapping[str, Callable[[TextIO, Sequence[str]], Callable[[Sequence[Plain]], None]]] = {
    "jsonl": _json_lines,
    "csv": _csv,
}


def _copied(source: Path, target: Path) -> Iterator[Path]:
    """Copy files as they are. The ledger's checkpoint comes first: the tiles that it speaks of only grow.

    A partial tile that vanished meanwhile is in the whole one that took its place.
    """
    found = sorted(path for path in source.rglob("*") if path.is_file() and not path.name.startswith("."))
    for path in sorted(found, key=lambda path: (path.name != "checkpoint", path)):
        copy = target / path.relative_to(source)
        _folder(copy.parent)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        with open(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            handle.write(content)
        yield copy


def _private(path: Path) -> TextIO:
    _folder(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return open(descriptor, "w", encoding="utf-8", newline="")


def _folder(path: Path) -> None:
    """Make a folder and those above it that are missing, for nobody else: `parents=True` would open those to all."""
    if not path.is_dir():
        _folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
