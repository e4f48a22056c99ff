"""What is in force at a moment, by the definition: the law's own, over what the measure's leaves say."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from aiqyn import law
from aiqyn.register.law_book import book
from aiqyn.register.rows import Leaf, Measure

#: Kinds of acts that change where a measure stands, and what they are to the law.
ACT_KINDS = {
    "proposal": law.MeasureActKind.PROPOSED,
    "sanction": law.MeasureActKind.SANCTIONED,
    "refusal": law.MeasureActKind.REFUSED,
    "renewal": law.MeasureActKind.RENEWED,
    "suspension": law.MeasureActKind.SUSPENDED,
    "resumption": law.MeasureActKind.RESUMED,
    "lift": law.MeasureActKind.LIFTED,
    "paid": law.MeasureActKind.PAID,
    "annulment": law.MeasureActKind.ANNULLED,
    "withdrawal": law.MeasureActKind.WITHDRAWN,
    "replacement": law.MeasureActKind.REPLACED,
    "found": law.MeasureActKind.FOUND,
    "expiry": law.MeasureActKind.EXPIRED,
}
#: The acts of which one ends a measure that was in force.
ENDING_ACTS = frozenset({"lift", "paid", "annulment", "withdrawal", "replacement", "found", "expiry"})


def acts(measure: Measure) -> list[law.MeasureAct]:
    """The measure's acts as the law reads them: from the contents that the ledger commits to, not from its columns."""
    leaves = Leaf.objects.filter(act__measure=measure, act__kind__in=ACT_KINDS).select_related("act").order_by("pk")
    return [_act(leaf.act.kind, leaf.act.at, json.loads(bytes(leaf.content))) for leaf in leaves]


def acts_of(measures: Collection[int]) -> dict[int, list[law.MeasureAct]]:
    """The acts of many measures (by key) in one question to the database; a measure without any has no entry."""
    found: dict[int, list[law.MeasureAct]] = {}
    leaves = Leaf.objects.filter(act__measure__in=measures, act__kind__in=ACT_KINDS).order_by("pk")
    for key, kind, at, content in leaves.values_list("act__measure_id", "act__kind", "act__at", "content"):
        found.setdefault(key, []).append(_act(kind, at, json.loads(bytes(content))))
    return found


def _act(kind: str, at: datetime, content: Mapping[str, Any]) -> law.MeasureAct:
    what = ACT_KINDS[kind]
    if what is law.MeasureActKind.SUSPENDED:
        starts_at = datetime.fromisoformat(content["starts_at"])
        until = content["until"]
        return law.MeasureAct(
            what,
            at,
            ends_on=None if until is None else date.fromisoformat(until),
            starts_on=book().local_day(starts_at) if starts_at > at else None,
            suspension=content["suspension"],
        )
    if what is law.MeasureActKind.RESUMED:
        return law.MeasureAct(what, at, suspension=content["suspension"])
    if "ends_on" in content:
        return law.MeasureAct(what, at, ends_on=date.fromisoformat(content["ends_on"]))
    return law.MeasureAct(what, at)


def standing(measure: Measure, at: datetime) -> law.Standing:
    """Where the measure stands at a moment."""
    return book().standing(acts(measure), at)
