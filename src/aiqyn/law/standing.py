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

    Acts after `at` have not happened. Acts at one moment count in the order given. What has ended stays ended; a
    measure is in force only after a sanction that follows a proposal, up to the end of its last day.
    """
    now = Standing(MeasureState.NONE)
    happened = [act for act in acts if act.at <= at]
    for act in sorted(happened, key=lambda act: act.at):
        now = _after(_expired(now, act.at, end_of), act)
    return _expired(now, at, end_of)


def _after(now: Standing, act: MeasureAct) -> Standing:
    state, kind = now.state, act.kind
    if state is MeasureState.NONE and kind is MeasureActKind.PROPOSED:
        return Standing(MeasureState.PROPOSED, act.at, act.ends_on)
    if state is MeasureState.PROPOSED and kind is MeasureActKind.SANCTIONED:
        return Standing(MeasureState.IN_FORCE, act.at, act.ends_on or now.ends_on)
    if state is MeasureState.PROPOSED and kind is MeasureActKind.REFUSED:
        return Standing(MeasureState.REFUSED, act.at, now.ends_on, "refused")
    if state is MeasureState.IN_FORCE and kind in _ENDS:
        return Standing(MeasureState.RELEASED, act.at, now.ends_on, _ENDS[kind])
    return now


def _expired(now: Standing, at: datetime, end_of: Callable[[date], datetime]) -> Standing:
    if now.state is MeasureState.IN_FORCE and now.ends_on is not None and at >= end_of(now.ends_on):
        return Standing(MeasureState.EXPIRED, end_of(now.ends_on), now.ends_on, "expired")
    return now
