"""The law of a country: dated values, rules, the table measure × purpose → effect. Loaded from data, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aiqyn.law import decisions
from aiqyn.law.entries import (
    Allowed,
    Effect,
    LawDataError,
    MeasureRule,
    Pace,
    PurposeRule,
    Refused,
    Rule,
    SatisfactionRule,
    SuspensionRule,
    UnknownRule,
    Words,
    law_on,
)
from aiqyn.law.facts import Facts, ProposalFacts
from aiqyn.law.kinds import ClaimCategory, MeasureKind, Purpose, SuspensionGround
from aiqyn.law.standing import MeasureAct, Standing, standing


@dataclass(frozen=True, slots=True)
class LawBook:
    """The rules of one country."""

    country: str
    timezone: ZoneInfo
    currency: str
    rules: tuple[Rule, ...]
    effects: tuple[Effect, ...]
    unknowns: tuple[UnknownRule, ...]
    purpose_rules: tuple[PurposeRule, ...]
    measure_rules: tuple[MeasureRule, ...]
    suspension_rules: tuple[SuspensionRule, ...]
    satisfaction_rules: tuple[SatisfactionRule, ...]
    citations: Mapping[str, Words]

    def decide(self, facts: Facts) -> Allowed | Refused:
        """What the law says to these facts."""
        return decisions.decide(self, facts)

    def ground(self, facts: ProposalFacts) -> Rule:
        """The ground that a proposal rests on. LawDataError when there is none."""
        code = decisions.ground(self, facts)
        if code is None:
            raise LawDataError(f"{self.country}: no ground for these facts")
        return self.rule(code, self.local_day(facts.at))

    def rule(self, code: str, on: date) -> Rule:
        """The rule that is law under this code on a day. LawDataError when there is none."""
        rule = law_on(self._named(code), on)
        if rule is None:
            raise LawDataError(f"{self.country}: {code}: no rule on {on.isoformat()}")
        return rule

    def has(self, code: str, on: date) -> bool:
        """Whether a rule of this code is law on a day."""
        return law_on(self._named(code), on) is not None

    def value(self, code: str, on: date) -> int:
        """The number under this code on a day. LawDataError when there is none."""
        value = self.rule(code, on).value
        if value is None:
            raise LawDataError(f"{self.country}: {code}: has no value")
        return value

    def words(self, code: str, language: str) -> str:
        """The newest words of a rule in a language."""
        return self.newest(code).words[language]

    def cite(self, article: str, language: str) -> str:
        """An article as a reader of `kk`, `ru` or `en` writes it; as it stands when the data has no citation of it."""
        words = self.citations.get(article)
        return words[language] if words else article

    def mci(self, on: date) -> int:
        """The monthly calculation index on a day, in minor units (tiyn)."""
        return self.value("mci", on)

    def effect(self, measure: MeasureKind, purpose: Purpose, on: date) -> Effect | None:
        """The row of the table on a day; None: such a hit does not exist."""
        return law_on([row for row in self.effects if row.measure is measure and row.purpose is purpose], on)

    def unknown(self, purpose: Purpose, on: date | None = None) -> UnknownRule:
        """What a desk of the purpose does on UNKNOWN; without a day, by the newest row.

        LawDataError when the table does not name the purpose on this day.
        """
        row = law_on([row for row in self.unknowns if row.purpose is purpose], on)
        if row is None:
            raise LawDataError(f"{self.country}: {purpose.value}: the table has no UNKNOWN row for this purpose")
        return row

    def measure(self, kind: MeasureKind, on: date) -> MeasureRule | None:
        """A measure as the law has it on a day; None: this country does not know it."""
        return law_on([rule for rule in self.measure_rules if rule.measure is kind], on)

    def suspension(self, ground: SuspensionGround, on: date) -> SuspensionRule:
        """The rule of a ground of suspension on a day. LawDataError when the law does not know the ground."""
        rule = law_on([rule for rule in self.suspension_rules if rule.ground is ground], on)
        if rule is None:
            raise LawDataError(f"{self.country}: {ground.value}: no suspension on this ground")
        return rule

    def satisfaction(self, on: date) -> tuple[ClaimCategory, ...]:
        """The kinds of claims in the order in which money satisfies them on a day."""
        ranked = {
            category: rule.rank
            for category in ClaimCategory
            if (rule := law_on([row for row in self.satisfaction_rules if row.category is category], on)) is not None
        }
        return tuple(sorted(ranked, key=ranked.__getitem__))

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """The purposes that the table names."""
        return tuple(dict.fromkeys(rule.purpose for rule in self.purpose_rules))

    def purpose(self, purpose: Purpose, on: date | None = None) -> PurposeRule:
        """The rule of a purpose on a day, or the newest. LawDataError when the table does not name it."""
        rule = law_on([rule for rule in self.purpose_rules if rule.purpose is purpose], on)
        if rule is None:
            raise LawDataError(f"{self.country}: {purpose.value}: the table does not name this purpose")
        return rule

    def pace(self, purpose: Purpose, on: date | None = None) -> Pace:
        """How fast a desk of the purpose may ask, on a day or by the newest rule."""
        return self.purpose(purpose, on).pace

    def head_max_age(self, purpose: Purpose, on: date | None = None) -> timedelta:
        """The age of a head at which a desk of the purpose answers UNKNOWN, on a day or by the newest rule."""
        return self.purpose(purpose, on).head_max_age

    def local_day(self, at: datetime) -> date:
        """The country's day at a moment."""
        if at.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return at.astimezone(self.timezone).date()

    def end_of(self, day: date) -> datetime:
        """The first moment after a local day."""
        return datetime.combine(day + timedelta(days=1), time.min, self.timezone)

    def start_of(self, day: date) -> datetime:
        """The first moment of a local day."""
        return datetime.combine(day, time.min, self.timezone)

    def standing(self, acts: Iterable[MeasureAct], at: datetime) -> Standing:
        """Where a measure with these acts stands at a moment, by this country's days."""
        return standing(acts, at, end_of=self.end_of)

    @property
    def contest_time(self) -> timedelta:
        """How long the place of a disclosure stays sealed before it is deleted."""
        return timedelta(days=self._newest_value("contest-days"))

    @property
    def import_retention(self) -> timedelta:
        """How long an imported file and its report are kept."""
        return timedelta(days=self._newest_value("import-retention-days"))

    @property
    def ends_after_months(self) -> int:
        """A measure ends at most so many months after its sanction."""
        return self._newest_value("ends-after-months")

    @property
    def review_by_months(self) -> int:
        """A measure is reviewed at most so many months after its sanction."""
        return self._newest_value("review-by-months")

    def newest(self, code: str) -> Rule:
        """The newest rule under a code, whenever it begins. LawDataError when there is none."""
        rule = law_on(self._named(code), None)
        if rule is None:
            raise LawDataError(f"{self.country}: {code}: unknown rule")
        return rule

    def _newest_value(self, code: str) -> int:
        rule = self.newest(code)
        return self.value(code, rule.since)

    def _named(self, code: str) -> list[Rule]:
        return [rule for rule in self.rules if rule.code == code]
