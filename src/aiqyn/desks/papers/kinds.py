"""Which acts have a paper, and under which name its text stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiqyn import law
from aiqyn.register.queries.papers import ENDING_ACTS

#: Every act that ends a measure opens as a release; its reason says which paper it is.
_ENDS = {
    "paid": "paid",
    "lifted": "lift",
    "annulled": "annulment",
    "withdrawn": "withdrawal",
    "replaced": "replacement",
    "expired": "expiry",
    "found": "found",
    "death": "death",
    "head-changed": "head-changed",
}
_NOTICES = ("initiation", "special")
#: An act of this kind has one text, of its own name.
_PLAIN = frozenset(
    {
        "proceeding", "service", "proposal", "refusal", "suspension-request", "suspension", "suspension-refusal",
        "resumption", "review", "renewal", "contest", "contest-withdrawn", "contest-decision", "contest-overdue",
        "dispute", "dispute-answer", "delivery", "intake", "handover", "charge", "plan", "plan-end", "withholding",
        "correction", "pause", "wake", "closure",
    }
)  # fmt: skip
#: An entry of a bank's notice; one that the bank only announced counts for nothing yet, and its paper says so.
_ENTRIES = frozenset({"payment", "return"})
_ANNOUNCED = "payment-announced"
#: Acts that have a paper.
KINDS = _PLAIN | ENDING_ACTS | _ENTRIES | {"notice", "sanction"}
#: The names of all texts.
NAMES = frozenset(
    _PLAIN
    | set(_ENDS.values())
    | _ENTRIES
    | {_ANNOUNCED}
    | {f"notice-{kind}" for kind in _NOTICES}
    | {f"sanction-{kind.value}" for kind in law.MeasureKind}
)


def name_of(kind: str, content: Mapping[str, Any]) -> str:
    """The name of the text for an act whose leaf has this content. KeyError for an act without a paper."""
    if kind == "notice":
        return f"notice-{content['notice']}"
    if kind == "sanction":
        return f"sanction-{content['measure_kind']}"
    if kind in _ENTRIES:
        return kind if content["booked"] else _ANNOUNCED
    if kind in ENDING_ACTS:
        return _ENDS[str(content["reason"])]
    if kind in _PLAIN:
        return kind
    raise KeyError(kind)
