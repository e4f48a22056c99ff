"""A value of a column as it stands in JSON Lines and in CSV, and back again: what is read equals what was written."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

Value = str | int | bool | bytes | date | datetime | None
Plain = str | int | bool | None
#: What stands in CSV where there is no value: an empty cell is an empty text.
MISSING = "\\N"

#: A moment as text: UTC, to the microsecond.
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


class ValueRefused(ValueError):
    """A value has no form in the export, or a form is no value. Never repeats it."""


def to_plain(value: object, kind: str, form: str) -> Plain:
    """The value as JSON has it."""
    if value is None:
        return None
    if kind == "datetime" and isinstance(value, datetime):
        return value.astimezone(UTC).strftime(MOMENT)
    if kind == "date" and isinstance(value, date):
        return value.isoformat()
    if form == "binary" and isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if kind == "boolean" and isinstance(value, bool):
        return value
    if kind == "integer" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind == "string" and not form and isinstance(value, str):
        return value
    raise ValueRefused(f"a value is not of its column's type, {kind}")


def to_cell(plain: Plain) -> str:
    """What JSON has, as a cell of CSV."""
    if plain is None:
        return MISSING
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if plain == MISSING:
        raise ValueRefused("a text is the mark of a missing value: export JSON Lines")
    return str(plain)


def from_cell(cell: str, kind: str) -> Plain:
    """What JSON would have, from a cell of CSV."""
    if cell == MISSING:
        return None
    if kind == "boolean":
        if cell not in {"true", "false"}:
            raise ValueRefused("a cell is neither true nor false")
        return cell == "true"
    if kind == "integer":
        try:
            return int(cell)
        except ValueError:
            raise ValueRefused("a value cannot be read") from None
    return cell


def from_plain(plain: object, kind: str, form: str) -> Value:
    """The value itself, from what JSON has. ValueRefused when it is not of the type."""
    if plain is None:
        return None
    if kind in {"boolean", "integer"}:
        if isinstance(plain, bool) is not (kind == "boolean") or not isinstance(plain, int):
            raise ValueRefused(f"a value is not of its column's type, {kind}")
        return plain
    if not isinstance(plain, str):
        raise ValueRefused(f"a value is not of its column's type, {kind}")
    return _guarded(_READERS[form if form == "binary" else kind], plain)


def _guarded(read: Callable[[str], Value], text: str) -> Value:
    try:
        return read(text)
    except (ValueError, binascii.Error):
        raise ValueRefused("a value cannot be read") from None


def _moment(text: str) -> datetime:
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)


_READERS: Mapping[str, Callable[[str], Value]] = {
    "binary": lambda text: base64.b64decode(text, validate=True),
    "date": date.fromisoformat,
    "datetime": _moment,
    "string": str,
}
