"""The values that a paper states, in one language: from the act, its leaf, and the rows of that moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.utils.translation import override

from aiqyn.desks import formats, wording
from aiqyn.desks.words_of_contests import CONTEST_OUTCOMES, DISPUTE_OUTCOMES
from aiqyn.register.law_book import book
from aiqyn.register.queries import papers
from aiqyn.register.queries.papers import PaperFacts

_OUTCOMES = {**CONTEST_OUTCOMES, **DISPUTE_OUTCOMES}
#: The rule that an act of this kind does by itself, where no order names its basis.
_RULES = {"contest-overdue": "contest-overdue-suspends", "pause": "proceeding-paused"}


def values(facts: PaperFacts, language: str) -> dict[str, str]:
    """Every field of the texts; empty where this act has none."""
    with override(language):
        return _order(facts, language) | _case(facts, language) | _act(facts, language)


def debtor(facts: PaperFacts) -> str:
    """Whom the paper addresses."""
    act = facts.act
    writ = act.proceeding.writ if act.proceeding else None
    person = (act.measure.person if act.measure else None) or (writ.debtor if writ else None)
    if person is not None:
        return person.full_name
    return writ.organisation.name if writ is not None and writ.organisation is not None else ""


def _case(facts: PaperFacts, language: str) -> dict[str, str]:
    proceeding = facts.act.proceeding
    if proceeding is None:
        raise LookupError("a paper is of a proceeding")
    writ, at = proceeding.writ, facts.act.at
    return {
        "proceeding": proceeding.number,
        "writ": writ.number,
        "writ_day": formats.day(writ.issued_on, language),
        "writ_court": writ.court.name(language),
        "creditor": writ.creditor or "—",
        "amount": formats.money(facts.amount_minor, writ.currency, language),
        "how_to_pay": _words("how-to-pay", at, language),
        "how_to_contest": _words("how-to-contest", at, language),
    }


def _order(facts: PaperFacts, language: str) -> dict[str, str]:
    measure, content = facts.act.measure, facts.content
    vehicle = measure.vehicle if measure is not None else None
    code = _RULES.get(facts.act.kind)
    rule = papers.rule(code, facts.act.at) if code else None
    article = rule.article if rule is not None else str(content.get("article", ""))
    intake = facts.intake
    return {
        "measure": str(wording.MEASURES[measure.kind]) if measure is not None else "",
        "measure_no": measure.ref if measure is not None else "",
        "vehicle": f"{vehicle.make} {vehicle.plate}" if vehicle is not None else "",
        "article": str(wording.ARTICLES.get(article, article)),
        "condition": intake.condition if intake is not None else "",
        "inventory": intake.inventory if intake is not None else "",
        "invoice": intake.reference if intake is not None else "",
    }


def _act(facts: PaperFacts, language: str) -> dict[str, str]:
    content, act, official = facts.content, facts.act, facts.official
    return {
        "day": formats.day(book().local_day(act.at), language),
        "time": f"{formats.local(act.at):%H:%M}",
        "official": official.name if official is not None else "",
        "court": official.court.name(language) if official is not None and official.court is not None else "",
        "reasons": act.reasons,
        "starts_on": _day(content.get("starts_at"), language),
        "ends_on": _day(content.get("ends_on"), language),
        "until": _day(content.get("until"), language),
        "review_by": _day(content.get("review_by"), language),
        "due_at": _moment(content.get("due_at"), language),
        "served_at": _moment(content.get("served_at"), language),
        "withheld_on": _day(content.get("withheld_on"), language),
        "due_on": _day(content.get("due_on") or content.get("first_due"), language),
        "contest": str(content.get("contest") or content.get("dispute", "")),
        "slip": str(content.get("number", "")) if act.kind in {"delivery", "intake"} else "",
        "channel": str(wording.CHANNELS.get(str(content.get("channel", "")), "")),
        "outcome": str(_OUTCOMES.get(str(content.get("outcome", "")), "")),
        "sum": _sum(facts, language),
    }


def _sum(facts: PaperFacts, language: str) -> str:
    """The amount that the act itself states: of an entry in its own currency, else in that of the writ."""
    content, proceeding = facts.content, facts.act.proceeding
    sums = (content.get(key) for key in ("amount_minor", "monthly_minor", "fee_minor"))
    amount = next((value for value in sums if isinstance(value, int)), None)
    if amount is None or proceeding is None:
        return ""
    return formats.money(amount, str(content.get("currency", proceeding.writ.currency)), language)


def _moment(value: object, language: str) -> str:
    return formats.moment(datetime.fromisoformat(value), language) if isinstance(value, str) else ""


def _day(value: object, language: str) -> str:
    """A day of a leaf: a local day, or the local day of a moment."""
    if not isinstance(value, str):
        return ""
    read: Callable[[str], date] = date.fromisoformat
    day = read(value) if len(value) == len("2026-01-01") else book().local_day(datetime.fromisoformat(value))
    return formats.day(day, language)


def _words(code: str, at: datetime, language: str) -> str:
    rule = papers.rule(code, at)
    return rule.words[language] if rule is not None else ""
