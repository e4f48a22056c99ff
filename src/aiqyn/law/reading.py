"""TOML files as entries that know where they stand, so that each error names file, entry and field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from aiqyn.law.entries import LANGUAGES, LawDataError, Words

K = TypeVar("K", bound=StrEnum)

_DATED = frozenset({"since", "until", "article", "source", "verified"})
#: The kinds of entries, and the fields that each may have. A mistyped `until` must not pass for "open".
FIELDS = {
    "country": frozenset({"code", "timezone", "currency"}),
    "citation": frozenset({"article", "words"}),
    "rule": _DATED | {"code", "words"},
    "value": _DATED | {"code", "words", "value"},
    "effect": _DATED | {"measure", "purpose", "effect", "do", "say"},
    "unknown": _DATED | {"purpose", "do", "say"},
    "purpose": _DATED | {"purpose", "per_minute", "burst", "per_day", "head_max_age_seconds", "grounds"},
    "measure": _DATED | {"measure", "grounds", "notice", "subjects", "majority", "words"},
    "suspension": _DATED | {"ground", "roles", "decide_within_hours", "most_days", "papers", "words"},
    "satisfaction": _DATED | {"category", "rank", "words"},
}
#: What an entry is called in errors; one that lacks it, by its place among its kind in the file.
_NAMES = {
    "citation": ("article",),
    "rule": ("code",),
    "value": ("code",),
    "effect": ("measure", "purpose"),
    "unknown": ("purpose",),
    "purpose": ("purpose",),
    "measure": ("measure",),
    "suspension": ("ground",),
    "satisfaction": ("category",),
}


class Entry:
    """One table of a file. Its readers raise LawDataError for what is missing or of the wrong type."""

    def __init__(self, file: str, kind: str, number: int, values: dict[str, Any]) -> None:
        self.kind = kind
        self._values = values
        names = [str(values[field]) for field in _NAMES.get(kind, ()) if field in values]
        self._name = f"{file}: {kind} {' '.join(names) or number}"
        for field in values:
            if field not in FIELDS[kind]:
                raise self.wrong(field, "no such field")

    def wrong(self, field: str, reason: str) -> LawDataError:
        """The error to raise about a field of this entry."""
        return LawDataError(f"{self._name}: {field}: {reason}")

    def text(self, field: str) -> str:
        """A text that is not blank."""
        value = self._values.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(field, "missing or not a text")
        return value

    def day(self, field: str) -> date:
        """A day. A moment is refused: it would leave open whose midnight is meant."""
        value = self._values.get(field)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(field, "missing or not a date")
        return value

    def dates(self) -> tuple[date, date | None]:
        """First day and last day; None: open."""
        since = self.day("since")
        until = self.day("until") if "until" in self._values else None
        if until is not None and until < since:
            raise self.wrong("until", "before since")
        return since, until

    def whole(self, field: str) -> int:
        """A whole number, not negative."""
        value = self._values.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(field, "missing or not a whole number")
        return value

    def flag(self, field: str) -> bool:
        """True or false."""
        value = self._values.get(field)
        if not isinstance(value, bool):
            raise self.wrong(field, "missing or not true or false")
        return value

    def has(self, field: str) -> bool:
        """Whether the field is there at all."""
        return field in self._values

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of different texts."""
        value = self._values.get(field)
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.wrong(field, "missing or not a list of texts")
        if len(set(value)) != len(value):
            raise self.wrong(field, "says one thing twice")
        return tuple(value)

    def several_of(self, kinds: type[K], field: str) -> tuple[K, ...]:
        """A list of words of an enumeration."""
        try:
            return tuple(kinds(text) for text in self.texts(field))
        except ValueError as error:
            raise self.wrong(field, f"must be some of {', '.join(kinds)}") from error

    def one_of(self, kinds: type[K], field: str) -> K:
        """A word of an enumeration."""
        try:
            return kinds(self.text(field))
        except ValueError as error:
            raise self.wrong(field, f"must be one of {', '.join(kinds)}") from error

    def words(self, field: str) -> Words:
        """A text in each of the three languages."""
        table = self._values.get(field)
        if not isinstance(table, dict):
            raise self.wrong(field, "missing")
        for language in table:
            if language not in LANGUAGES:
                raise self.wrong(f"{field}.{language}", "no such language")
        for language in LANGUAGES:
            if not isinstance(table.get(language), str) or not table[language].strip():
                raise self.wrong(f"{field}.{language}", "missing")
        return Words(table["kk"], table["ru"], table["en"])

    def basis(self) -> tuple[str, str, bool]:
        """Article, source, verified: an unknown article is never verified."""
        article, source, verified = self.text("article"), self.text("source"), self._values.get("verified")
        if not isinstance(verified, bool):
            raise self.wrong("verified", "missing or not true or false")
        if article == "unknown" and verified:
            raise self.wrong("article", "an unknown article cannot be verified")
        return article, source, verified


def entries(folder: Traversable) -> Iterator[Entry]:
    """The entries of a folder's TOML files, by file name; folders in it (cases) are not read."""
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LawDataError(f"{file.name}: not TOML: {error}") from error
        for kind, rows in tables.items():
            if kind not in FIELDS or not isinstance(rows, list):
                raise LawDataError(f"{file.name}: {kind}: unknown kind of entry")
            for number, row in enumerate(rows, 1):
                if not isinstance(row, dict):
                    raise LawDataError(f"{file.name}: {kind} {number}: not a table")
                yield Entry(file.name, kind, number, row)
