"""The law book as a page to read: each rule with its article, source, dates and cases. docs/law.md is made by it."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources.abc import Traversable
from typing import Protocol

from aiqyn.law.book import LawBook
from aiqyn.law.kinds import MeasureKind, Purpose

Cases = Mapping[str, Sequence[str]]


class _Entry(Protocol):
    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day; None: open."""

    @property
    def article(self) -> str:
        """Where it stands."""

    @property
    def source(self) -> str:
        """Where we read it."""

    @property
    def verified(self) -> bool:
        """Whether that was the law itself or an official portal."""


def cases_of(folder: Traversable) -> dict[str, list[str]]:
    """The names of the cases in a folder of them, by the codes that they allow by or are refused with."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        for case in tomllib.loads(file.read_text(encoding="utf-8")).get("case", ()):
            codes = [case["refused"]] if "refused" in case else case["allowed"]
            for code in codes:
                found[code].append(case["name"])
    return found


def markdown(book: LawBook, cases: Cases) -> str:
    """The whole book in English, as Markdown. Kazakh and Russian words stand in the data beside them."""
    parts = (_head(book), _measures(book), _table(book), _suspensions(book), _satisfaction(book), _values(book))
    lines = [line for part in parts for line in part] + list(_rules(book, cases))
    return "\n".join(lines) + "\n"


def _head(book: LawBook) -> Iterator[str]:
    every: list[_Entry] = [*book.rules, *book.effects, *book.unknowns, *book.purpose_rules, *book.measure_rules]
    every += [*book.suspension_rules, *book.satisfaction_rules]
    verified = sum(entry.verified for entry in every)
    yield f"# The law data: {book.country}"
    yield ""
    yield "Made by `aiqyn law --markdown` from `src/aiqyn/law/rules/`; a test fails when it differs."
    yield ""
    yield f"{len(every)} entries, {verified} of them verified at the law itself or an official portal."
    yield f"Sums in {book.currency}, days of {book.timezone.key}."


def _measures(book: LawBook) -> Iterator[str]:
    yield from ("", "## Measures", "")
    yield "| measure | grounds | notice served before | may name | not minors | law |"
    yield "|---|---|---|---|---|---|"
    for row in book.measure_rules:
        grounds, subjects = ", ".join(f"`{code}`" for code in row.grounds), ", ".join(row.subjects)
        spares = "yes" if row.majority else "no"
        yield f"| `{row.measure}`: {row.words.en} | {grounds} | {row.notice} | {subjects} | {spares} | {_basis(row)} |"


def _table(book: LawBook) -> Iterator[str]:
    yield from ("", "## What a hit does: measure × purpose", "")
    yield "| measure | " + " | ".join(book.purposes) + " |"
    yield "|---|" + "---|" * len(book.purposes)
    for measure in MeasureKind:
        yield f"| `{measure}` | " + " | ".join(_cell(book, measure, purpose) for purpose in book.purposes) + " |"
    yield "| `UNKNOWN` | " + " | ".join(book.unknown(purpose).do.en for purpose in book.purposes) + " |"
    yield from ("", "A pair without an effect does not exist: such a hit is never made.")
    for effect in book.effects:
        yield from ("", f"**{effect.measure} at {effect.purpose}: {effect.kind}.** {_basis(effect)}")
        yield f"*Do:* {effect.do.en} *Say:* {effect.say.en}"
    yield from (
        "",
        "| purpose | questions a minute | at once | a day | oldest head, seconds | law |",
        "|---|---|---|---|---|---|",
    )
    for rule in book.purpose_rules:
        age = int(rule.head_max_age.total_seconds())
        pace = f"{rule.pace.per_minute} | {rule.pace.burst} | {rule.pace.per_day}"
        yield f"| `{rule.purpose}` | {pace} | {age} | {_basis(rule)} |"


def _cell(book: LawBook, measure: MeasureKind, purpose: Purpose) -> str:
    effect = max(
        (row for row in book.effects if row.measure is measure and row.purpose is purpose),
        key=lambda row: row.since,
        default=None,
    )
    return "—" if effect is None else f"**{effect.kind}**"


def _suspensions(book: LawBook) -> Iterator[str]:
    yield from ("", "## Suspensions", "")
    yield "| ground | who decides | within hours | at most days | papers | law |"
    yield "|---|---|---|---|---|---|"
    for row in book.suspension_rules:
        hours = int(row.decide_within.total_seconds()) // 3600
        most = "—" if row.most_days is None else str(row.most_days)
        papers = "needed" if row.papers else "—"
        yield f"| `{row.ground}` | {', '.join(row.roles)} | {hours} | {most} | {papers} | {_basis(row)} |"


def _satisfaction(book: LawBook) -> Iterator[str]:
    yield from ("", "## Order of satisfaction", "", "| rank | claims | law |", "|---|---|---|")
    for row in sorted(book.satisfaction_rules, key=lambda row: row.rank):
        yield f"| {row.rank} | `{row.category}`: {row.words.en} | {_basis(row)} |"


def _values(book: LawBook) -> Iterator[str]:
    yield from ("", "## Values", "", "| code | what | from | to | value | law |", "|---|---|---|---|---|---|")
    numbers = [rule for rule in book.rules if rule.value is not None]
    for rule in sorted(numbers, key=lambda rule: (rule.code, rule.since)):
        until = "—" if rule.until is None else rule.until.isoformat()
        what, law = rule.words.en, _cite(rule)
        yield f"| `{rule.code}` | {what} | {rule.since.isoformat()} | {until} | {rule.value} | {law} |"


def _rules(book: LawBook, cases: Cases) -> Iterator[str]:
    yield from ("", "## Rules")
    for rule in sorted((rule for rule in book.rules if rule.value is None), key=lambda rule: (rule.code, rule.since)):
        yield from ("", f"### `{rule.code}`", "", rule.words.en, "", _basis(rule))
        tried = cases.get(rule.code, ())
        if tried:
            yield from ("", "Cases: " + "; ".join(tried) + ".")


def _basis(entry: _Entry) -> str:
    until = "" if entry.until is None else f" to {entry.until.isoformat()}"
    return f"{_cite(entry)} From {entry.since.isoformat()}{until}."


def _cite(entry: _Entry) -> str:
    article = "No article established" if entry.article == "unknown" else entry.article
    return f"{article} ({entry.source}); {'verified' if entry.verified else '**not verified**'}."
