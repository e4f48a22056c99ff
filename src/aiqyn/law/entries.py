"""The entries of law data: dated rules and values, effects, paces; and what a decision is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from aiqyn.law.kinds import (
    ClaimCategory,
    EffectKind,
    MeasureKind,
    Purpose,
    Role,
    SubjectKind,
    SuspensionGround,
)

LANGUAGES = ("kk", "ru", "en")


class LawDataError(ValueError):
    """The law data cannot be used; the message names the file, the entry and the field."""


class Dated(Protocol):
    """What is law from `since` (first day) to `until` (last day, open if None)."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day; None: open."""


D = TypeVar("D", bound=Dated)


def law_on(rows: Iterable[D], on: date | None) -> D | None:
    """The one of these rows that is law on a day; without a day the newest. None when there is none.

    Rows of one name never overlap: the loader refuses such data.
    """
    if on is None:
        return max(rows, key=lambda row: row.since, default=None)
    return next((row for row in rows if row.since <= on and (row.until is None or on <= row.until)), None)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the three languages."""

    kk: str
    ru: str
    en: str

    def __getitem__(self, language: str) -> str:
        """The text in `kk`, `ru` or `en`; Kazakh for any other."""
        return str(getattr(self, language if language in LANGUAGES else "kk"))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule or value: from `since` (first day) to `until` (last day, open if None), with where it stands."""

    code: str
    since: date
    until: date | None
    value: int | None
    article: str
    source: str
    verified: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Effect:
    """What a hit does: what the clerk does and says, in three languages."""

    measure: MeasureKind
    purpose: Purpose
    kind: EffectKind
    since: date
    until: date | None
    article: str
    source: str
    verified: bool
    do: Words
    say: Words


@dataclass(frozen=True, slots=True)
class UnknownRule:
    """What a desk does and says when the answer is UNKNOWN."""

    purpose: Purpose
    since: date
    until: date | None
    article: str
    source: str
    verified: bool
    do: Words
    say: Words


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a desk may ask: elements a minute, how many at once, and how many in a day."""

    per_minute: int
    burst: int
    per_day: int


class NoticeNeeded(StrEnum):
    """What must have been served before a measure may be proposed."""

    SPECIAL = "special"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """A measure as this country has it: its grounds (codes of rules, tried in order), what must be served before, whom
    it may name, and whether it spares minors."""

    measure: MeasureKind
    since: date
    until: date | None
    article: str
    source: str
    verified: bool
    grounds: tuple[str, ...]
    notice: NoticeNeeded
    subjects: tuple[SubjectKind, ...]
    majority: bool
    words: Words


@dataclass(frozen=True, slots=True)
class SuspensionRule:
    """A ground of suspension: who may decide on it, within what time, for how many days at most, with papers or not."""

    ground: SuspensionGround
    since: date
    until: date | None
    article: str
    source: str
    verified: bool
    roles: tuple[Role, ...]
    decide_within: timedelta
    most_days: int | None
    papers: bool
    words: Words


@dataclass(frozen=True, slots=True)
class SatisfactionRule:
    """The place of a kind of claim when money does not suffice for all: rank 1 is satisfied first."""

    category: ClaimCategory
    since: date
    until: date | None
    article: str
    source: str
    verified: bool
    rank: int
    words: Words


@dataclass(frozen=True, slots=True)
class PurposeRule:
    """A purpose that the law's table names: its pace, the age at which a head is too old, and the grounds (codes of
    rules) of which one must be recorded before a question, where the law wants one: a lawful stop.
    """

    purpose: Purpose
    since: date
    until: date | None
    article: str
    source: str
    verified: bool
    pace: Pace
    head_max_age: timedelta
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Allowed:
    """The law allows; `rules` are the codes it rests on, the ground first."""

    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The law refuses: the rule's code, its article, whether that was verified, and words for people."""

    code: str
    article: str
    verified: bool
    words: Mapping[str, str]
