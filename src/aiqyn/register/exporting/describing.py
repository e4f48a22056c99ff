"""The descriptor of an export, after Frictionless Data's Data Package (specs.frictionlessdata.io, version 1).

What it adds to that: `aiqyn:privacy` of each column, `aiqyn:rows` and `aiqyn:omitted` of each table, `aiqyn:files`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from aiqyn.register.exporting.tables import Column, TableOf
from aiqyn.register.exporting.values import MISSING

_MEDIA = {"jsonl": "application/jsonl", "csv": "text/csv"}
_CHUNK = 1 << 20


def package(
    folder: Path, resources: Sequence[dict[str, Any]], files: Sequence[Path], at: datetime, *, with_secrets: bool
) -> dict[str, Any]:
    """The whole descriptor. `files` are those in the folder that were copied as they are: ledger and photographs."""
    return {
        "profile": "data-package",
        "name": "aiqyn-export",
        "title": "Everything that an aiqyn register holds",
        "created": at.isoformat(timespec="seconds"),
        "aiqyn:format": 1,
        "aiqyn:secrets": with_secrets,
        "resources": list(resources),
        "aiqyn:files": [
            {"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "hash": sha256(path)}
            for path in files
        ],
    }


def resource(table: TableOf, form: str, path: Path, rows: int) -> dict[str, Any]:
    """A table in one of its formats."""
    described: dict[str, Any] = {
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "name": f"{table.name}-{form}",
        "path": f"{form}/{path.name}",
        "format": form,
        "mediatype": _MEDIA[form],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": sha256(path),
        "aiqyn:table": table.name,
        "aiqyn:rows": rows,
        "aiqyn:omitted": list(table.omitted),
        "schema": _schema(table, form),
    }
    if form == "csv":
        described["dialect"] = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"}
    return described


def _schema(table: TableOf, form: str) -> dict[str, Any]:
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [MISSING],
        "primaryKey": ["id"],
        "foreignKeys": [
            {"fields": [column.name], "reference": {"resource": f"{column.points_to}-{form}", "fields": ["id"]}}
            for column in table.columns
            if column.points_to
        ],
    }


def _field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "type": column.kind, "aiqyn:privacy": column.privacy.value}
    if column.form:
        described["format"] = column.form
    if not column.nullable:
        described["constraints"] = {"required": True}
    return described


def sha256(path: Path) -> str:
    """The file's digest as Data Package writes it: `sha256:` and hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
    return f"sha256:{digest.hexdigest()}"
