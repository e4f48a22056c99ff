"""Which acts have a paper, and under which name its text stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiqyn import law

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
ENDING_ACTS = frozenset({"paid", "lift", "annulment", "withdrawal", "replacement", "expiry", "found"})
_NOTICES = ("initiation", "special")
#: An act of this kind has one text, of its own name.
_PLAIN = frozenset(
    {
        "proceeding", "refusal", "suspension", "suspension-refusal", "resumption", "review", "renewal", "contest",
        "contest-decision", "contest-overdue", "dispute-answer", "delivery", "intake", "handover", "charge", "plan",
        "plan-end", "correction", "pause", "wake", "closure",
    }
)  # fmt: skip
#: Acts that have a paper.
KINDS = _PLAIN | ENDING_ACTS | {"notice", "sanction"}
#: The names of all texts.
NAMES = frozenset(
    _PLAIN
    | set(_ENDS.values())
    | {f"notice-{kind}" for kind in _NOTICES}
    | {f"sanction-{kind.value}" for kind in law.MeasureKind}
)


def name_of(kind: str, content: Mapping[str, Any]) -> str:
    """The name of the text for an act whose leaf has this content. KeyError for an act without a paper."""
    if kind == "notice":
        return f"notice-{content['notice']}"
    if kind == "sanction":
        return f"sanction-{content['measure_kind']}"
    if kind in ENDING_ACTS:
        return _ENDS[str(content["reason"])]
    if kind in _PLAIN:
        return kind
    raise KeyError(kind)
