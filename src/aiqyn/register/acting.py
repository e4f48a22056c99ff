"""How an act is written: one transaction, one `Act` row, exactly one ledger leaf, nested acts inside it.

A crash anywhere inside leaves nothing: the rows, the act and its leaf commit together or not at all. The leaf has no
index yet; the sequencer gives it one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone

from aiqyn import law, ledger
from aiqyn.register.rows import Act, Leaf, Measure, Official, Proceeding

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an official, or a part of the system (`import`, `clock`, `publisher`)."""

    ref: str
    role: str
    official: Official | None = None

    @classmethod
    def of(cls, official: Official) -> Actor:
        """The official as an actor."""
        return cls(official.ref, official.role, official)


#: The parts of the system that act by themselves.
IMPORT = Actor("import", "system")
CLOCK = Actor("clock", "system")
PUBLISHER = Actor("publisher", "system")
OPERATOR = Actor("operator", "system")


class ActRefused(Exception):
    """The law refuses the act. `refused` has the code, the article and the words."""

    def __init__(self, refused: law.Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


class ActError(ValueError):
    """The act cannot be done with these particulars: `field` and `code` say why; no value is repeated."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


class LeafRuleBroken(AssertionError):
    """An act wrote no leaf, or two. A defect in the act, never in its input."""


class _Frame:
    __slots__ = ("act", "outer")

    def __init__(self, outer: _Frame | None) -> None:
        self.outer = outer
        self.act: Act | None = None


_current: ContextVar[_Frame | None] = ContextVar("act", default=None)


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an act: atomic, and with exactly one leaf of its own."""

    @wraps(function)
    def acting(*args: P.args, **kwargs: P.kwargs) -> R:
        frame = _Frame(_current.get())
        with transaction.atomic():
            token = _current.set(frame)
            try:
                result = function(*args, **kwargs)
            finally:
                _current.reset(token)
            if frame.act is None:
                raise LeafRuleBroken(f"{function.__name__} wrote no leaf")
            return result

    return acting


def record(
    kind: str,
    *,
    actor: Actor,
    at: datetime,
    content: Mapping[str, object],
    proceeding: Proceeding | None = None,
    measure: Measure | None = None,
    reasons: str = "",
) -> Act:
    """Write the act and its leaf. `content` is what the leaf commits to; its `kind` is added here.

    `reasons` stay in the register: leaves are opened to desks, reasons are for the person. A leaf that no desk is shown
    may commit to them in its content.

    An act records itself before the acts nested in it, so that their `parent` exists.
    """
    frame = _current.get()
    if frame is None or frame.act is not None:
        raise LeafRuleBroken(f"{kind}: a leaf is written once, inside an act")
    frame.act = Act.objects.create(
        kind=kind,
        actor=actor.ref,
        role=actor.role,
        at=at,
        recorded_at=timezone.now(),
        proceeding=proceeding or (measure.proceeding if measure else None),
        measure=measure,
        parent=frame.outer.act if frame.outer else None,
        reasons=reasons or str(content.get("reasons", "")),
    )
    salt = secrets.token_bytes(32)
    opened = ledger.canonical_json({"kind": kind, **content})
    Leaf.objects.create(act=frame.act, content=opened, salt=salt, commitment=ledger.commitment(salt, opened))
    return frame.act


def lock_proceeding(pk: int) -> Proceeding:
    """The proceeding, locked to the end of the transaction: acts of one proceeding happen one after another.

    PostgreSQL locks the row; SQLite already holds its one write lock since BEGIN IMMEDIATE.
    """
    return (
        Proceeding.objects.select_for_update(of=("self",))
        .select_related("writ", "writ__debtor", "writ__organisation", "writ__court", "agent")
        .get(pk=pk)
    )


def lock_measure(measure: Measure) -> Measure:
    """The measure, fresh, with its proceeding locked."""
    proceeding = lock_proceeding(measure.proceeding_id)
    fresh = Measure.objects.select_related(
        "proposed_by", "sanctioned_by", "notice", "person", "vehicle", "replaces"
    ).get(pk=measure.pk)
    fresh.proceeding = proceeding
    return fresh


def require(decision: law.Allowed | law.Refused) -> law.Allowed:
    """Go on when the law allows; else raise its refusal."""
    if isinstance(decision, law.Refused):
        raise ActRefused(decision)
    return decision
