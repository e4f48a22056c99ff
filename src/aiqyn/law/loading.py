"""From TOML files to a law book. What is missing or contradicts itself is an error by file, entry and field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from aiqyn.law.book import LawBook
from aiqyn.law.entries import LANGUAGES, Effect, LawDataError, Pace, PurposeRule, Rule, UnknownRule, Words
from aiqyn.law.kinds import EffectKind, MeasureKind, Purpose

K = TypeVar("K", bound=StrEnum)
_KINDS = {"country", "rule", "value", "effect", "unknown", "purpose", "citation"}


@cache
def load(country: str = "kz") -> LawBook:
    """The law book of a country (two-letter code). LawDataError when there is none or its data is wrong."""
    folder = resources.files("aiqyn.law") / "rules" / country
    if not country.isalpha() or not folder.is_dir():
        raise LawDataError(f"{country}: no law data for this country")
    return load_folder(folder, country)


def load_folder(folder: Traversable, country: str) -> LawBook:
    """The law book of a folder of TOML files."""
    entries = list(_entries(folder))
    settings = [entry for entry in entries if entry.kind == "country"]
    if len(settings) != 1:
        raise LawDataError(f"{country}: exactly one [[country]] entry is needed")
    book = LawBook(
        country=country,
        timezone=ZoneInfo(settings[0].text("timezone")),
        rules=tuple(_rule(entry) for entry in entries if entry.kind in {"rule", "value"}),
        effects=tuple(_effect(entry) for entry in entries if entry.kind == "effect"),
        unknowns=tuple(_unknown(entry) for entry in entries if entry.kind == "unknown"),
        purpose_rules=tuple(_purpose(entry) for entry in entries if entry.kind == "purpose"),
        citations={entry.text("article"): entry.words("words") for entry in entries if entry.kind == "citation"},
    )
    _check(book)
    return book


class _Entry:
    """One table of a file, which knows its name for errors."""

    def __init__(self, file: str, kind: str, number: int, values: dict[str, Any]) -> None:
        self.kind = kind
        self._values = values
        self._name = f"{file}: {kind} {values.get('code') or values.get('purpose') or number}"

    def wrong(self, field: str, reason: str) -> LawDataError:
        return LawDataError(f"{self._name}: {field}: {reason}")

    def get(self, field: str) -> Any:
        return self._values.get(field)

    def text(self, field: str) -> str:
        value = self._values.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(field, "missing or not a text")
        return value

    def day(self, field: str) -> date:
        value = self._values.get(field)
        if not isinstance(value, date):
            raise self.wrong(field, "missing or not a date")
        return value

    def whole(self, field: str) -> int:
        value = self._values.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(field, "missing or not a whole number")
        return value

    def one_of(self, kinds: type[K], field: str) -> K:
        try:
            return kinds(self.text(field))
        except ValueError as error:
            raise self.wrong(field, f"must be one of {', '.join(kinds)}") from error

    def words(self, field: str) -> Words:
        table = self._values.get(field)
        if not isinstance(table, dict):
            raise self.wrong(field, "missing")
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


def _entries(folder: Traversable) -> Iterator[_Entry]:
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LawDataError(f"{file.name}: not TOML: {error}") from error
        for kind, rows in tables.items():
            if kind not in _KINDS or not isinstance(rows, list):
                raise LawDataError(f"{file.name}: {kind}: unknown kind of entry")
            for number, row in enumerate(rows, 1):
                yield _Entry(file.name, kind, number, row)


def _rule(entry: _Entry) -> Rule:
    article, source, verified = entry.basis()
    until = entry.day("until") if entry.get("until") is not None else None
    since = entry.day("since")
    if until is not None and until < since:
        raise entry.wrong("until", "before since")
    return Rule(
        code=entry.text("code"),
        since=since,
        until=until,
        value=entry.whole("value") if entry.kind == "value" else None,
        article=article,
        source=source,
        verified=verified,
        words=entry.words("words"),
    )


def _effect(entry: _Entry) -> Effect:
    article, source, verified = entry.basis()
    return Effect(
        measure=entry.one_of(MeasureKind, "measure"),
        purpose=entry.one_of(Purpose, "purpose"),
        kind=entry.one_of(EffectKind, "effect"),
        since=entry.day("since"),
        article=article,
        source=source,
        verified=verified,
        do=entry.words("do"),
        say=entry.words("say"),
    )


def _unknown(entry: _Entry) -> UnknownRule:
    article, source, verified = entry.basis()
    return UnknownRule(
        entry.one_of(Purpose, "purpose"), article, source, verified, entry.words("do"), entry.words("say")
    )


def _purpose(entry: _Entry) -> PurposeRule:
    entry.basis()
    return PurposeRule(
        entry.one_of(Purpose, "purpose"),
        Pace(entry.whole("per_minute"), entry.whole("burst")),
        timedelta(seconds=entry.whole("head_max_age_seconds")),
    )


def _check(book: LawBook) -> None:
    """Dates of one code must not overlap; every purpose with an effect needs its pace and its UNKNOWN row."""
    for rule in book.rules:
        for other in book.rules:
            earlier = other is not rule and other.code == rule.code and other.since <= rule.since
            if earlier and (other.since == rule.since or other.until is None or other.until >= rule.since):
                raise LawDataError(f"{book.country}: {rule.code}: since: overlaps an earlier entry")
    named = set(book.purposes)
    for effect in book.effects:
        if effect.purpose not in named:
            raise LawDataError(f"{book.country}: {effect.purpose.value}: has an effect and no purpose entry")
    articles = {rule.article for rule in book.rules} | {effect.article for effect in book.effects}
    for article in sorted(articles | {row.article for row in book.unknowns}):
        if article not in book.citations:
            raise LawDataError(f"{book.country}: {article}: an article without its citation")
    missing = named - {row.purpose for row in book.unknowns}
    if missing:
        raise LawDataError(f"{book.country}: {sorted(missing)[0].value}: has no UNKNOWN entry")
