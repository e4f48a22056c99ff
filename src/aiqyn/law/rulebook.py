"""What deciding needs of a law book, so that decisions know no files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from aiqyn.law.entries import MeasureRule, Refused, Rule, SuspensionRule
from aiqyn.law.kinds import MeasureKind, SuspensionGround


class Rules(Protocol):
    """The law of one country."""

    @property
    def currency(self) -> str:
        """The currency of the law's sums."""

    def newest(self, code: str) -> Rule:
        """The newest rule under a code."""

    def rule(self, code: str, on: date) -> Rule:
        """The rule under a code on a day."""

    def value(self, code: str, on: date) -> int:
        """The number under a code on a day."""

    def measure(self, kind: MeasureKind, on: date) -> MeasureRule | None:
        """A measure on a day, or None."""

    def suspension(self, ground: SuspensionGround, on: date) -> SuspensionRule:
        """The rule of a ground of suspension on a day."""

    def local_day(self, at: datetime) -> date:
        """The country's day at a moment."""

    def end_of(self, day: date) -> datetime:
        """The first moment after a day."""


def refused(law: Rules, code: str, on: date | None) -> Refused:
    """The refusal under a code, by the rule of a day or by the newest."""
    rule = law.newest(code) if on is None else law.rule(code, on)
    return Refused(rule.code, rule.article, rule.verified, {k: rule.words[k] for k in ("kk", "ru", "en")})


def day_of(law: Rules, at: datetime | None) -> date | None:
    """The local day of a moment, if there is one."""
    return None if at is None else law.local_day(at)
