"""From TOML files to a law book. What is missing or contradicts itself is an error by file, entry and field."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from datetime import timedelta
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aiqyn.law.book import LawBook
from aiqyn.law.entries import (
    Dated,
    Effect,
    LawDataError,
    MeasureRule,
    NoticeNeeded,
    Pace,
    PurposeRule,
    Rule,
    SatisfactionRule,
    SuspensionRule,
    UnknownRule,
    Words,
)
from aiqyn.law.kinds import ClaimCategory, EffectKind, MeasureKind, Purpose, Role, SubjectKind, SuspensionGround
from aiqyn.law.proposals import GROUNDS
from aiqyn.law.reading import Entry, entries


@cache
def load(country: str = "kz") -> LawBook:
    """The law book of a country (two-letter code). LawDataError when there is none or its data is wrong."""
    folder = resources.files("aiqyn.law") / "rules" / country
    if not country.isalpha() or not folder.is_dir():
        raise LawDataError(f"{country}: no law data for this country")
    return load_folder(folder, country)


def load_folder(folder: Traversable, country: str) -> LawBook:
    """The law book of a folder of TOML files."""
    found = list(entries(folder))
    settings = [entry for entry in found if entry.kind == "country"]
    if len(settings) != 1:
        raise LawDataError(f"{country}: country: exactly one [[country]] entry is needed")
    rules = [(entry, _rule(entry)) for entry in found if entry.kind in {"rule", "value"}]
    effects = [(entry, _effect(entry)) for entry in found if entry.kind == "effect"]
    unknowns = [(entry, _unknown(entry)) for entry in found if entry.kind == "unknown"]
    purposes = [(entry, _purpose(entry)) for entry in found if entry.kind == "purpose"]
    measures = [(entry, _measure(entry)) for entry in found if entry.kind == "measure"]
    suspensions = [(entry, _suspension(entry)) for entry in found if entry.kind == "suspension"]
    satisfactions = [(entry, _satisfaction(entry)) for entry in found if entry.kind == "satisfaction"]
    _check_dates([(entry, rule.code, rule) for entry, rule in rules])
    _check_dates([(entry, row.measure, row) for entry, row in measures])
    _check_dates([(entry, row.ground, row) for entry, row in suspensions])
    _check_dates([(entry, row.category, row) for entry, row in satisfactions])
    _check_dates([(entry, (row.measure, row.purpose), row) for entry, row in effects])
    _check_dates([(entry, row.purpose, row) for entry, row in unknowns])
    _check_dates([(entry, row.purpose, row) for entry, row in purposes])
    citations = _citations([entry for entry in found if entry.kind == "citation"])
    for entry in found:
        if entry.kind not in {"country", "citation"} and entry.text("article") not in citations:
            raise entry.wrong("article", "an article without its [[citation]]")
    _check_purposes(purposes, effects, unknowns)
    _check_grounds(measures, {rule.code for _, rule in rules})
    for entry, purpose in purposes:
        if not {rule.code for _, rule in rules}.issuperset(purpose.grounds):
            raise entry.wrong("grounds", "must be codes of rules")
    return LawBook(
        country=country,
        timezone=_timezone(settings[0]),
        currency=settings[0].text("currency"),
        rules=tuple(rule for _, rule in rules),
        effects=tuple(row for _, row in effects),
        unknowns=tuple(row for _, row in unknowns),
        purpose_rules=tuple(row for _, row in purposes),
        measure_rules=tuple(row for _, row in measures),
        suspension_rules=tuple(row for _, row in suspensions),
        satisfaction_rules=tuple(row for _, row in satisfactions),
        citations=citations,
    )


def _timezone(entry: Entry) -> ZoneInfo:
    name = entry.text("timezone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise entry.wrong("timezone", "no such time zone") from error


def _citations(found: Sequence[Entry]) -> dict[str, Words]:
    citations: dict[str, Words] = {}
    for entry in found:
        article = entry.text("article")
        if article in citations:
            raise entry.wrong("article", "cited twice")
        citations[article] = entry.words("words")
    return citations


def _rule(entry: Entry) -> Rule:
    article, source, verified = entry.basis()
    since, until = entry.dates()
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


def _effect(entry: Entry) -> Effect:
    article, source, verified = entry.basis()
    since, until = entry.dates()
    return Effect(
        measure=entry.one_of(MeasureKind, "measure"),
        purpose=entry.one_of(Purpose, "purpose"),
        kind=entry.one_of(EffectKind, "effect"),
        since=since,
        until=until,
        article=article,
        source=source,
        verified=verified,
        do=entry.words("do"),
        say=entry.words("say"),
    )


def _unknown(entry: Entry) -> UnknownRule:
    article, source, verified = entry.basis()
    since, until = entry.dates()
    return UnknownRule(
        purpose=entry.one_of(Purpose, "purpose"),
        since=since,
        until=until,
        article=article,
        source=source,
        verified=verified,
        do=entry.words("do"),
        say=entry.words("say"),
    )


def _purpose(entry: Entry) -> PurposeRule:
    article, source, verified = entry.basis()
    since, until = entry.dates()
    return PurposeRule(
        purpose=entry.one_of(Purpose, "purpose"),
        since=since,
        until=until,
        article=article,
        source=source,
        verified=verified,
        pace=Pace(entry.whole("per_minute"), entry.whole("burst"), entry.whole("per_day")),
        head_max_age=timedelta(seconds=entry.whole("head_max_age_seconds")),
        grounds=entry.texts("grounds") if entry.has("grounds") else (),
    )


def _measure(entry: Entry) -> MeasureRule:
    article, source, verified = entry.basis()
    since, until = entry.dates()
    return MeasureRule(
        measure=entry.one_of(MeasureKind, "measure"),
        since=since,
        until=until,
        article=article,
        source=source,
        verified=verified,
        grounds=entry.texts("grounds"),
        notice=entry.one_of(NoticeNeeded, "notice"),
        subjects=entry.several_of(SubjectKind, "subjects"),
        majority=entry.flag("majority"),
        words=entry.words("words"),
    )


def _suspension(entry: Entry) -> SuspensionRule:
    article, source, verified = entry.basis()
    since, until = entry.dates()
    return SuspensionRule(
        ground=entry.one_of(SuspensionGround, "ground"),
        since=since,
        until=until,
        article=article,
        source=source,
        verified=verified,
        roles=entry.several_of(Role, "roles"),
        decide_within=timedelta(hours=entry.whole("decide_within_hours")),
        most_days=entry.whole("most_days") if entry.has("most_days") else None,
        papers=entry.flag("papers"),
        words=entry.words("words"),
    )


def _satisfaction(entry: Entry) -> SatisfactionRule:
    article, source, verified = entry.basis()
    since, until = entry.dates()
    return SatisfactionRule(
        category=entry.one_of(ClaimCategory, "category"),
        since=since,
        until=until,
        article=article,
        source=source,
        verified=verified,
        rank=entry.whole("rank"),
        words=entry.words("words"),
    )


def _check_dates(rows: Sequence[tuple[Entry, Hashable, Dated]]) -> None:
    """Of one name, each day has at most one row."""
    latest: dict[Hashable, Dated] = {}
    for entry, name, row in sorted(rows, key=lambda item: item[2].since):
        before = latest.get(name)
        if before is not None and (before.until is None or before.until >= row.since):
            raise entry.wrong("since", f"overlaps the entry of {before.since.isoformat()}")
        latest[name] = row


def _check_purposes(
    purposes: Sequence[tuple[Entry, PurposeRule]],
    effects: Sequence[tuple[Entry, Effect]],
    unknowns: Sequence[tuple[Entry, UnknownRule]],
) -> None:
    """A purpose with an effect needs its pace, and each purpose its UNKNOWN row."""
    named = {row.purpose for _, row in purposes}
    for entry, effect in effects:
        if effect.purpose not in named:
            raise entry.wrong("purpose", "has an effect and no [[purpose]] entry")
    answered = {row.purpose for _, row in unknowns}
    for entry, rule in purposes:
        if rule.purpose not in answered:
            raise entry.wrong("purpose", "has no [[unknown]] entry")


def _check_grounds(measures: Sequence[tuple[Entry, MeasureRule]], codes: Collection[str]) -> None:
    """A ground is a rule with its words, and one that the code can look for."""
    for entry, measure in measures:
        for ground in measure.grounds:
            if ground not in codes or ground not in GROUNDS:
                raise entry.wrong("grounds", f"must be rules of these: {', '.join(sorted(GROUNDS))}")
