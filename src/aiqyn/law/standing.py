"""What is in force at a moment: the definition, over a measure's acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from aiqyn.law.kinds import MeasureActKind, MeasureState

_ENDS = {
    MeasureActKind.LIFTED: "lifted",
    MeasureActKind.PAID: "paid",
    MeasureActKind.ANNULLED: "annulled",
}
#: Acts of one moment, whatever order they are told in. A refusal comes before a sanction: the free person wins.
_ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            MeasureActKind.PROPOSED,
            MeasureActKind.REFUSED,
            MeasureActKind.SANCTIONED,
            MeasureActKind.PAID,
            MeasureActKind.LIFTED,
            MeasureActKind.ANNULLED,
            MeasureActKind.EXPIRED,
        )
    )
}


@dataclass(frozen=True, slots=True)
class MeasureAct:
    """An act on a measure: what, when, and for proposal and sanction the last day in force."""

    kind: MeasureActKind
    at: datetime
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the measure stands, since when, until the end of which day, and what ended it."""

    state: MeasureState
    since: datetime | None = None
    ends_on: date | None = None
    reason: str = ""

    @property
    def in_force(self) -> bool:
        """Whether the measure binds anybody at the moment asked about."""
        return self.state is MeasureState.IN_FORCE


def standing(acts: Iterable[MeasureAct], at: datetime, *, end_of: Callable[[date], datetime]) -> Standing:
    """The measure's standing at `at`. `end_of` gives the first moment after a local day.

    Acts after `at` have not happened, and the order in which acts are told says nothing: equal histories stand equal.
    What has ended stays ended. A measure is in force only after a sanction that follows a proposal, and up to the end
    of its last day, whether or not an act of expiry says so; a sanction without a last day brings nothing into force.
    """
    now = Standing(MeasureState.NONE)
    for act in sorted((act for act in acts if act.at <= at), key=_place):
        now = _after(_expired(now, act.at, end_of), act)
    return _expired(now, at, end_of)


def _place(act: MeasureAct) -> tuple[datetime, int, date]:
    """Where an act belongs among others; of two alike, the one that ends sooner is first and counts."""
    return act.at, _ORDER[act.kind], act.ends_on or date.max


def _after(now: Standing, act: MeasureAct) -> Standing:
    state, kind = now.state, act.kind
    if state is MeasureState.NONE and kind is MeasureActKind.PROPOSED:
        return Standing(MeasureState.PROPOSED, act.at, act.ends_on)
    if state is MeasureState.PROPOSED and kind is MeasureActKind.SANCTIONED:
        ends_on = act.ends_on or now.ends_on
        return now if ends_on is None else Standing(MeasureState.IN_FORCE, act.at, ends_on)
    if state is MeasureState.PROPOSED and kind is MeasureActKind.REFUSED:
        return Standing(MeasureState.REFUSED, act.at, now.ends_on, "refused")
    if state is MeasureState.IN_FORCE and kind in _ENDS:
        return Standing(MeasureState.RELEASED, act.at, now.ends_on, _ENDS[kind])
    return now


def _expired(now: Standing, at: datetime, end_of: Callable[[date], datetime]) -> Standing:
    if now.state is MeasureState.IN_FORCE and now.ends_on is not None and at >= end_of(now.ends_on):
        return Standing(MeasureState.EXPIRED, end_of(now.ends_on), now.ends_on, "expired")
    return now
