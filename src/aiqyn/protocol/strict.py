"""Strict readers: every message is read field by field, and the first field that is wrong is named.

Nothing is coerced: a number in quotes, a hexadecimal digit in capitals or an unknown field is an error, so
that two ends can never read one message in two ways.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from aiqyn.protocol.errors import ProtocolError

_LOWER_HEX = re.compile(r"[0-9a-f]*\Z")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
_WHOLE = re.compile(r"(?:0|[1-9][0-9]{0,18})\Z", re.ASCII)
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+\Z", re.ASCII)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}\Z", re.ASCII)

Choice = TypeVar("Choice", bound=StrEnum)


def json_object(raw: bytes | str, where: str, *, most: int = 65_536) -> dict[str, Any]:
    """Read one JSON object of at most `most` bytes or characters; a repeated name or a NaN is an error."""
    if len(raw) > most:
        raise ProtocolError(where, "too long")
    try:
        value = json.loads(raw, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ProtocolError(where, "not a JSON object") from None
    if not isinstance(value, dict):
        raise ProtocolError(where, "not a JSON object")
    return value


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a repeated name")
    return document


def _no_constant(_: str) -> None:
    raise ValueError("not a JSON number")


def only(document: Mapping[str, Any], names: Collection[str], where: str = "message") -> None:
    """Refuse a field that the specification does not name. The stranger's name is not repeated."""
    if any(name not in names for name in document):
        raise ProtocolError(where, "has a field that the specification does not name")


def present(document: Mapping[str, Any], field: str) -> Any:
    """The value of a field that must be there."""
    if field not in document:
        raise ProtocolError(field, "missing")
    return document[field]


def text(document: Mapping[str, Any], field: str, *, most: int = 400) -> str:
    """A non-empty text of at most `most` characters without control characters."""
    value = present(document, field)
    if not isinstance(value, str) or not 0 < len(value) <= most:
        raise ProtocolError(field, f"must be a text of 1 to {most} characters")
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
        raise ProtocolError(field, "must not have control characters")
    return value


def name(document: Mapping[str, Any], field: str) -> str:
    """The name of a service point: 1 to 60 of `a-z 0-9 . _ -`, not starting with a sign."""
    value = present(document, field)
    if not isinstance(value, str) or not _NAME.match(value):
        raise ProtocolError(field, "must be 1 to 60 of a-z 0-9 . _ -")
    return value


def whole(document: Mapping[str, Any], field: str) -> int:
    """A whole number from 0 to 2^63 - 1."""
    value = present(document, field)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise ProtocolError(field, "must be a whole number")
    return value


def hexadecimal(document: Mapping[str, Any], field: str, length: int) -> bytes:
    """Exactly `length` bytes, written in lower-case hexadecimal digits."""
    return hexadecimal_text(present(document, field), field, length)


def hexadecimal_text(value: object, field: str, length: int) -> bytes:
    """Exactly `length` bytes from a text of lower-case hexadecimal digits."""
    if not isinstance(value, str) or len(value) != 2 * length or not _LOWER_HEX.match(value):
        raise ProtocolError(field, f"must be {2 * length} lower-case hexadecimal digits")
    return bytes.fromhex(value)


def is_base64url(text: str) -> bool:
    """Whether a text is base64url without padding."""
    return _BASE64URL.match(text) is not None


def day(document: Mapping[str, Any], field: str) -> date:
    """A day written `YYYY-MM-DD`."""
    return day_text(present(document, field), field)


def day_text(value: object, field: str) -> date:
    """A day from a text `YYYY-MM-DD`."""
    if not isinstance(value, str) or not _ISO_DAY.match(value):
        raise ProtocolError(field, "must be a day, YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ProtocolError(field, "must be a day, YYYY-MM-DD") from None


def whole_text(value: str, field: str) -> int:
    """A whole number from ASCII digits without leading zeros, below 2^63."""
    if not _WHOLE.match(value) or int(value) >= 2**63:
        raise ProtocolError(field, "must be a whole number without leading zeros")
    return int(value)


def choice(kind: type[Choice], value: object, field: str) -> Choice:
    """A member of a closed list."""
    if not isinstance(value, str):
        raise ProtocolError(field, "must be a text")
    try:
        return kind(value)
    except ValueError:
        raise ProtocolError(field, "is not one that the specification names") from None
