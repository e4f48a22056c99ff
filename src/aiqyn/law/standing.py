"""What is in force at a moment: the definition, over a measure's acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from aiqyn.law.kinds import MeasureActKind, MeasureState

_ENDS = {
    MeasureActKind.LIFTED: "lifted",
    MeasureActKind.PAID: "paid",
    MeasureActKind.ANNULLED: "annulled",
    MeasureActKind.WITHDRAWN: "withdrawn",
    MeasureActKind.REPLACED: "replaced",
    MeasureActKind.FOUND: "found",
}
#: Acts of one moment, whatever order they are told in. Where two of them disagree, the one that leaves the person freer
#: is last: a suspension after a resumption, an end after a renewal; a refusal comes before a sanction.
_ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            MeasureActKind.PROPOSED,
            MeasureActKind.REFUSED,
            MeasureActKind.SANCTIONED,
            MeasureActKind.RENEWED,
            MeasureActKind.SUSPENDED,
            MeasureActKind.RESUMED,
            MeasureActKind.PAID,
            MeasureActKind.LIFTED,
            MeasureActKind.ANNULLED,
            MeasureActKind.WITHDRAWN,
            MeasureActKind.REPLACED,
            MeasureActKind.FOUND,
            MeasureActKind.EXPIRED,
        )
    )
}


@dataclass(frozen=True, slots=True)
class MeasureAct:
    """An act on a measure: what, and when.

    `ends_on`: for proposal, sanction and renewal the last day in force; for a suspension its last day, None until
    resumed. `starts_on`: a suspension's first day; None: at once. `suspension`: which suspension an act of suspending
    or resuming is about.
    """

    kind: MeasureActKind
    at: datetime
    ends_on: date | None = None
    starts_on: date | None = None
    suspension: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the measure stands, since when, until the end of which day, and what ended it.

    While suspended, `since` and `suspended_until` are those of the suspension that sleeps longest.
    """

    state: MeasureState
    since: datetime | None = None
    ends_on: date | None = None
    reason: str = ""
    suspended_until: date | None = None

    @property
    def in_force(self) -> bool:
        """Whether the measure binds anybody at the moment asked about."""
        return self.state is MeasureState.IN_FORCE


@dataclass(frozen=True, slots=True)
class _Sleep:
    starts: datetime
    ends: datetime | None
    until: date | None


@dataclass(frozen=True, slots=True)
class _Life:
    now: Standing
    sleeps: dict[str, _Sleep] = field(default_factory=dict)


def standing(acts: Iterable[MeasureAct], at: datetime, *, end_of: Callable[[date], datetime]) -> Standing:
    """The measure's standing at `at`. `end_of` gives the first moment after a local day.

    Acts after `at` have not happened, and the order in which acts are told says nothing: equal histories stand equal.
    What has ended stays ended. A measure is in force only after a sanction that follows a proposal, outside of every
    suspension, and up to the end of its last day, whether or not an act of expiry says so; a sanction without a last
    day brings nothing into force. A suspension does not move the last day.
    """
    life = _Life(Standing(MeasureState.NONE))
    for act in sorted((act for act in acts if act.at <= at), key=_place):
        life = replace(life, now=_expired(life.now, act.at, end_of))
        life = _after(life, act, end_of)
    return _asleep(_expired(life.now, at, end_of), life.sleeps, at)


def _place(act: MeasureAct) -> tuple[datetime, int, date, date, str]:
    """Where an act belongs among others; of two alike, the one that ends sooner is first and counts."""
    return act.at, _ORDER[act.kind], act.ends_on or date.max, act.starts_on or date.min, act.suspension


def _after(life: _Life, act: MeasureAct, end_of: Callable[[date], datetime]) -> _Life:
    now, kind = life.now, act.kind
    if now.state is MeasureState.NONE and kind is MeasureActKind.PROPOSED:
        return replace(life, now=Standing(MeasureState.PROPOSED, act.at, act.ends_on))
    if now.state is MeasureState.PROPOSED:
        return replace(life, now=_decided(now, act))
    if now.state is not MeasureState.IN_FORCE:
        return life
    if kind in _ENDS:
        return replace(life, now=Standing(MeasureState.RELEASED, act.at, now.ends_on, _ENDS[kind]))
    if kind is MeasureActKind.RENEWED and act.ends_on is not None:
        return replace(life, now=replace(now, ends_on=act.ends_on))
    if kind is MeasureActKind.SUSPENDED and act.suspension not in life.sleeps:
        return replace(life, sleeps=life.sleeps | {act.suspension: _sleep(act, end_of)})
    if kind is MeasureActKind.RESUMED and act.suspension in life.sleeps:
        return replace(life, sleeps=life.sleeps | {act.suspension: _woken(life.sleeps[act.suspension], act.at)})
    return life


def _decided(now: Standing, act: MeasureAct) -> Standing:
    if act.kind is MeasureActKind.SANCTIONED:
        ends_on = act.ends_on or now.ends_on
        return now if ends_on is None else Standing(MeasureState.IN_FORCE, act.at, ends_on)
    if act.kind is MeasureActKind.REFUSED:
        return Standing(MeasureState.REFUSED, act.at, now.ends_on, "refused")
    return now


def _sleep(act: MeasureAct, end_of: Callable[[date], datetime]) -> _Sleep:
    starts = act.at if act.starts_on is None else max(act.at, _start_of(act.starts_on, end_of))
    return _Sleep(starts, None if act.ends_on is None else end_of(act.ends_on), act.ends_on)


def _start_of(day: date, end_of: Callable[[date], datetime]) -> datetime:
    return end_of(date.fromordinal(day.toordinal() - 1))


def _woken(sleep: _Sleep, at: datetime) -> _Sleep:
    ends = at if sleep.ends is None else min(sleep.ends, at)
    return replace(sleep, ends=ends)


def _asleep(now: Standing, sleeps: dict[str, _Sleep], at: datetime) -> Standing:
    """A suspended measure binds nobody; of several suspensions at once, the one that lasts longest is told."""
    if now.state is not MeasureState.IN_FORCE:
        return now
    covering = [sleep for sleep in sleeps.values() if sleep.starts <= at and (sleep.ends is None or at < sleep.ends)]
    if not covering:
        return now
    longest = max(covering, key=lambda sleep: (sleep.until or date.max, -sleep.starts.timestamp()))
    return replace(now, state=MeasureState.SUSPENDED, since=longest.starts, suspended_until=longest.until)


def _expired(now: Standing, at: datetime, end_of: Callable[[date], datetime]) -> Standing:
    if now.state is MeasureState.IN_FORCE and now.ends_on is not None and at >= end_of(now.ends_on):
        return Standing(MeasureState.EXPIRED, end_of(now.ends_on), now.ends_on, "expired")
    return now
