"""The acts that address a person, for papers: as they were at their moment, for those who may read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from aiqyn import law
from aiqyn.register.facts.standing import ENDING_ACTS as ENDING_ACTS
from aiqyn.register.law_book import book
from aiqyn.register.queries import cases
from aiqyn.register.queries.check import StoredLeaf
from aiqyn.register.rows import Act, Correction, Court, Intake, Leaf, Official, Person, Writ

_JOINED = (
    "leaf", "measure__person", "measure__vehicle", "proceeding__writ__court", "proceeding__writ__debtor",
    "proceeding__writ__organisation", "proceeding__agent",
)  # fmt: skip
#: Told to the agent the day after: at once, they would say that the person is at a desk somewhere now.
_LATER = ("found", "wake", "dispute", "dispute-answer")
#: What a desk and a person have between them is no paper of the agent's.
_NOT_FOR_AGENTS = ("delivery",)


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """An act with what its paper needs. `amount_minor` is the writ's sum as it stood at the act."""

    act: Act
    content: dict[str, Any]
    commitment: bytes
    leaf: StoredLeaf
    official: Official | None
    amount_minor: int
    intake: Intake | None


def about(person: Person, kinds: Collection[str]) -> QuerySet[Act]:
    """Acts of these kinds that address the person, newest first."""
    of_measure = Q(measure__in=cases.held_on(person).values("pk"))
    of_case = Q(measure__isnull=True, proceeding__writ__debtor=person)
    return _acts(kinds).filter(of_measure | of_case)


def in_case(agent: Official, number: str, kinds: Collection[str], at: datetime) -> QuerySet[Act]:
    """Acts of these kinds in a proceeding of the agent's own, newest first; a search found today, tomorrow."""
    today = book().start_of(book().local_day(at))
    return (
        _acts(kinds)
        .filter(proceeding__agent=agent, proceeding__number=number)
        .exclude(kind__in=_NOT_FOR_AGENTS)
        .exclude(kind__in=_LATER, at__gte=today)
    )


def in_court(court: Court, ref: str, kinds: Collection[str]) -> QuerySet[Act]:
    """Acts of these kinds on a measure over a writ of the court, newest first."""
    return _acts(kinds).filter(measure__ref=ref, proceeding__writ__court=court)


def one(acts: QuerySet[Act], commitment: bytes) -> PaperFacts | None:
    """The act whose leaf this is, if it is among them."""
    found = acts.filter(leaf__commitment=commitment).first()
    if found is None:
        return None
    leaf: Leaf = found.leaf
    content = json.loads(bytes(leaf.content))
    if found.proceeding is None:
        return None
    return PaperFacts(
        act=found,
        content=content,
        commitment=bytes(leaf.commitment),
        leaf=StoredLeaf(bytes(leaf.content), bytes(leaf.salt), leaf.index),
        official=Official.objects.filter(ref=found.actor).select_related("court").first(),
        amount_minor=amount_at(found.proceeding.writ, found.at),
        intake=Intake.objects.filter(ref=content.get("intake", "")).first(),
    )


def amount_at(writ: Writ, at: datetime) -> int:
    """The writ's sum at a moment (minor units): what stood before the first correction after it."""
    later = Correction.objects.filter(writ=writ, column="amount_minor", corrected_at__gt=at)
    first = later.order_by("corrected_at", "pk").first()
    return int(first.before) if first is not None else writ.amount_minor


def placed(commitment: bytes) -> int | None:
    """Where a leaf of this commitment stands in the ledger; None when there is none, or it waits for its place."""
    return Leaf.objects.filter(commitment=commitment).values_list("index", flat=True).first()


def rule(code: str, at: datetime) -> law.Rule | None:
    """The rule of the day of the act, by its code."""
    try:
        return book().rule(code, book().local_day(at))
    except law.LawDataError:
        return None


def _acts(kinds: Collection[str]) -> QuerySet[Act]:
    return Act.objects.filter(kind__in=kinds, leaf__isnull=False).select_related(*_JOINED).order_by("-at", "-pk")


def headings(
    acts: QuerySet[Act], most: int, name_of: Callable[[str, Mapping[str, Any]], str]
) -> Iterator[tuple[Act, str, str]]:
    """The newest acts with the names of their papers and their commitments in hex."""
    for act in acts[:most]:
        yield act, name_of(act.kind, json.loads(bytes(act.leaf.content))), bytes(act.leaf.commitment).hex()
