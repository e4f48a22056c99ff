"""What happened in the synthetic country: each proceeding lives one of these lives, by the acts that officials do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aiqyn import law
from aiqyn.law.calendar import add_months
from aiqyn.register.acting import Actor, ActRefused
from aiqyn.register.acts.expire_measure import expire_measure
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.record_service import record_service
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.acts.send_notice import send_notice
from aiqyn.register.law_book import book
from aiqyn.register.models import Measure, Official, Proceeding
from aiqyn.simulate.files import Transfer

DEPARTURE = law.MeasureKind.DEPARTURE_RESTRICTION


@dataclass(frozen=True, slots=True)
class Life:
    """A kind of life: its name, its share of a hundred, the debt in tiyn, and whom it needs."""

    name: str
    share: int
    minor_units: int
    minor: bool = False
    periodic: bool = False


#: Shares add up to 100. Debts in tiyn: 40 MCI of 2026 are 17,300,000.
LIVES = (
    Life("opened", 7, 30_000_000),
    Life("notice-sent", 6, 28_000_000),
    Life("notice-served", 7, 41_000_000),
    Life("proposed", 12, 52_000_000),
    Life("in-force", 25, 75_000_000),
    Life("alimony-in-force", 6, 9_000_000, periodic=True),
    Life("refused-by-judge", 6, 19_000_000),
    Life("too-small", 5, 190_000),
    Life("minor", 3, 33_000_000, minor=True),
    Life("paid", 10, 22_000_000),
    Life("partly-paid", 4, 64_000_000),
    Life("returned", 2, 24_000_000),
    Life("lifted", 4, 48_000_000),
    Life("expired", 3, 55_000_000),
)


@dataclass(frozen=True, slots=True)
class Bench:
    """Who acts in a proceeding, and the moment of today."""

    agent: Official
    judge: Official
    now: datetime


def live(life: Life, proceeding: Proceeding, bench: Bench) -> list[Transfer]:
    """Let the proceeding live its life up to today. Returns the transfers that its bank will report."""
    story = _Story(proceeding, bench)
    for step in _STEPS[life.name]:
        step(story)
    return story.transfers


class _Story:
    """One proceeding's acts, day after day, ending before today."""

    def __init__(self, proceeding: Proceeding, bench: Bench) -> None:
        self.proceeding = proceeding
        self.bench = bench
        self.clerk = Actor.of(bench.agent)
        self.at = proceeding.opened_at
        self.measure: Measure | None = None
        self.transfers: list[Transfer] = []

    def later(self, days: int) -> datetime:
        self.at = min(self.at + timedelta(days=days), self.bench.now - timedelta(minutes=1))
        return self.at

    @property
    def today(self) -> date:
        return book().local_day(self.at)


def _send(story: _Story) -> None:
    send_notice(
        proceeding=story.proceeding,
        kind="special",
        channel="registered-mail",
        actor=story.clerk,
        at=story.later(2),
    )


def _serve(story: _Story) -> None:
    sent = send_notice(proceeding=story.proceeding, kind="special", channel="sms", actor=story.clerk, at=story.later(2))
    at = story.later(3)
    record_service(notice=sent, served_at=at, actor=story.clerk, at=at)


def _propose(story: _Story) -> None:
    _propose_until(story, add_months(story.today, book().ends_after_months))


def _propose_briefly(story: _Story) -> None:
    _propose_until(story, story.today + timedelta(days=30))


def _propose_until(story: _Story, ends_on: date) -> None:
    at = story.later(5)
    story.measure = propose_measure(
        proceeding=story.proceeding,
        kind=DEPARTURE,
        ends_on=min(ends_on, add_months(story.today, book().ends_after_months)),
        reasons=f"Өз еркімен төленбеді: {story.proceeding.number}. / Добровольно не оплачено.",
        actor=story.clerk,
        at=at,
    )


def _propose_in_vain(story: _Story) -> None:
    try:
        _propose(story)
    except ActRefused:
        # What this life is about: the law says no, and nothing is written.
        return


def _sanction(story: _Story) -> None:
    at = story.later(2)
    measure = _existing(story)
    review = min(add_months(story.today, book().review_by_months), measure.ends_on)
    sanction_measure(measure=measure, review_by=review, actor=Actor.of(story.bench.judge), at=at)


def _refuse(story: _Story) -> None:
    refuse_measure(
        measure=_existing(story),
        reasons=f"Борышкер төлей бастады: {story.proceeding.number}. / Должник начал платить.",
        actor=Actor.of(story.bench.judge),
        at=story.later(2),
    )


def _lift(story: _Story) -> None:
    lift_measure(
        measure=_existing(story),
        reasons="Шетелде емделу. / Лечение за границей.",
        actor=story.clerk,
        at=story.later(10),
    )


def _expire(story: _Story) -> None:
    measure = _existing(story)
    ended = book().end_of(measure.ends_on)
    if ended < story.bench.now:
        expire_measure(measure=measure, actor=Actor("clock", "system"), at=ended)


def _pay(story: _Story) -> None:
    story.transfers.append(_transfer(story, story.proceeding.writ.amount_minor))


def _pay_half(story: _Story) -> None:
    story.transfers.append(_transfer(story, story.proceeding.writ.amount_minor // 2))


def _pay_back(story: _Story) -> None:
    _pay(story)
    paid = story.transfers[-1]
    story.transfers.append(Transfer(f"{paid.entry_ref}R", paid.minor, paid.reference, returned=True))


def _transfer(story: _Story, minor: int) -> Transfer:
    return Transfer(f"BANK{story.proceeding.number}", minor, story.proceeding.reference)


def _existing(story: _Story) -> Measure:
    if story.measure is None:
        raise LookupError("this life has no measure yet")
    return story.measure


_TO_FORCE = (_serve, _propose, _sanction)
_STEPS: dict[str, tuple[Callable[[_Story], None], ...]] = {
    "opened": (),
    "notice-sent": (_send,),
    "notice-served": (_serve,),
    "proposed": (_serve, _propose),
    "in-force": _TO_FORCE,
    "alimony-in-force": _TO_FORCE,
    "refused-by-judge": (_serve, _propose, _refuse),
    "too-small": (_serve, _propose_in_vain),
    "minor": (_serve, _propose_in_vain),
    "paid": (*_TO_FORCE, _pay),
    "partly-paid": (*_TO_FORCE, _pay_half),
    "returned": (*_TO_FORCE, _pay_back),
    "lifted": (*_TO_FORCE, _lift),
    "expired": (_serve, _propose_briefly, _sanction, _expire),
}
