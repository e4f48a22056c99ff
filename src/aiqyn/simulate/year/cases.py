"""The life of one proceeding through the year: each step is an act on a day, and the next day follows from chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from aiqyn import law
from aiqyn.law.calendar import add_months
from aiqyn.register.acting import Actor, ActRefused
from aiqyn.register.acts.annul_measure import annul_measure
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.record_service import record_service
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.acts.renew_measure import renew_measure
from aiqyn.register.acts.review_measure import review_measure
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.acts.send_notice import send_notice
from aiqyn.register.acts.suspend_measure import suspend_measure
from aiqyn.register.acts.withdraw_measure import withdraw_measure
from aiqyn.register.models import Measure, Notice, Official, Proceeding
from aiqyn.register.queries import debts
from aiqyn.simulate.files import Transfer
from aiqyn.simulate.year.clock import Clock

DEPARTURE = law.MeasureKind.DEPARTURE_RESTRICTION
Step = Callable[[], "tuple[int, Step] | None"]


@dataclass
class Bench:
    """Who acts, by which clock and chance; what banks will report; what the law said."""

    agent: Official
    judge: Official
    clock: Clock
    rng: Random
    transfers: list[Transfer] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)


class Case:
    """One proceeding. `step` does what is due and gives the days until the next step; None: nothing more."""

    def __init__(self, proceeding: Proceeding, bench: Bench) -> None:
        self.proceeding = proceeding
        self._bench = bench
        self._agent, self._judge = Actor.of(bench.agent), Actor.of(bench.judge)
        self._notice: Notice | None = None
        self.measure: Measure | None = None
        self._next: Step = self._send

    def step(self) -> int | None:
        """Do the next thing; the days until the one after, or None."""
        try:
            following = self._next()
        except ActRefused as refusal:
            # The law says no, nothing is written, and this proceeding goes no further.
            self._bench.told[f"refused by the law: {refusal.refused.code}"] += 1
            return None
        if following is None:
            return None
        days, self._next = following
        return days

    @property
    def _now(self) -> tuple[date, Clock]:
        return self._bench.clock.today(), self._bench.clock

    def _days(self, first: int, last: int) -> int:
        return self._bench.rng.randint(first, last)

    def _send(self) -> tuple[int, Step] | None:
        self._notice = send_notice(
            proceeding=self.proceeding,
            kind="special",
            channel="sms",
            actor=self._agent,
            at=self._bench.clock.tick(seconds=1),
        )
        return self._days(1, 9), self._serve

    def _serve(self) -> tuple[int, Step] | None:
        if self._notice is not None:
            at = self._bench.clock.tick(seconds=1)
            record_service(notice=self._notice, served_at=at, actor=self._agent, at=at)
        return self._days(1, 12), self._propose

    def _propose(self) -> tuple[int, Step] | None:
        today, clock = self._now
        ends_on = add_months(today, self._bench.rng.choice((2, 6, 12)))
        self.measure = propose_measure(
            proceeding=self.proceeding,
            kind=DEPARTURE,
            ends_on=ends_on,
            reasons=f"Өз еркімен төленбеді, {self.proceeding.number}. / Добровольно не оплачено.",
            actor=self._agent,
            at=clock.tick(seconds=1),
        )
        return self._days(1, 6), self._decide

    def _existing(self) -> Measure:
        if self.measure is None:
            raise LookupError("this proceeding has no measure yet")
        self.measure.refresh_from_db()
        return self.measure

    def _decide(self) -> tuple[int, Step] | None:
        measure, (today, clock) = self._existing(), self._now
        if self._refused_by_the_judge():
            refuse_measure(
                measure=measure,
                reasons=f"Борышкер төлей бастады, {measure.ref}. / Должник начал платить.",
                actor=self._judge,
                at=clock.tick(seconds=1),
            )
            return None
        review_by = min(add_months(today, 5), measure.ends_on)
        sanction_measure(measure=measure, review_by=review_by, actor=self._judge, at=clock.tick(seconds=1))
        self._bench.told["measures sanctioned"] += 1
        return self._after_sanction()

    def _refused_by_the_judge(self) -> bool:
        return self._bench.rng.random() < 0.12

    def _after_sanction(self) -> tuple[int, Step] | None:
        chance = self._bench.rng.random()
        ways: tuple[tuple[float, int, int, Step], ...] = (
            (0.40, 3, 150, self._pay),
            (0.50, 3, 90, self._pay_half),
            (0.55, 3, 60, self._pay_and_return),
            (0.63, 5, 90, self._lift),
            (0.66, 5, 90, self._withdraw),
            (0.69, 5, 40, self._annul),
            (0.79, 5, 60, self._suspend),
        )
        for up_to, first, last, step in ways:
            if chance < up_to:
                return self._days(first, last), step
        return self._days(130, 150), self._review

    def _owed(self) -> int:
        return debts.outstanding_minor(self.proceeding)

    def _transfer(self, minor: int, suffix: str = "", *, returned: bool = False) -> None:
        if minor > 0:
            entry = f"YEAR{self.proceeding.number}{suffix}"
            self._bench.transfers.append(Transfer(entry, minor, self.proceeding.reference, returned=returned))

    def _pay(self) -> tuple[int, Step] | None:
        surplus = 50_000 if self._bench.rng.random() < 0.1 else 0
        self._transfer(self._owed() + surplus)
        return None

    def _pay_half(self) -> tuple[int, Step] | None:
        self._transfer(self._owed() // 2, "H")
        return self._days(20, 90), self._pay

    def _pay_and_return(self) -> tuple[int, Step] | None:
        owed = self._owed()
        self._transfer(owed, "B")

        def back() -> tuple[int, Step] | None:
            self._transfer(owed, "BR", returned=True)
            return None

        return self._days(1, 4), back

    def _lift(self) -> tuple[int, Step] | None:
        measure = self._existing()
        lift_measure(
            measure=measure, reasons=f"Келісім, {measure.ref}.", actor=self._agent, at=self._bench.clock.tick(seconds=1)
        )
        return None

    def _withdraw(self) -> tuple[int, Step] | None:
        measure = self._existing()
        withdraw_measure(
            measure=measure,
            reasons=f"Өндіріп алушы қайтарып алды, {measure.ref}.",
            actor=self._agent,
            at=self._bench.clock.tick(seconds=1),
        )
        return None

    def _annul(self) -> tuple[int, Step] | None:
        measure = self._existing()
        annul_measure(
            measure=measure,
            reasons=f"Хабарлама басқаға тапсырылған, {measure.ref}.",
            actor=self._judge,
            at=self._bench.clock.tick(seconds=1),
        )
        return None

    def _suspend(self) -> tuple[int, Step] | None:
        measure, (today, clock) = self._existing(), self._now
        suspend_measure(
            measure=measure,
            ground=self._bench.rng.choice((law.SuspensionGround.TREATMENT, law.SuspensionGround.SICK_CHILD)),
            starts_on=today + timedelta(days=self._days(0, 4)),
            ends_on=today + timedelta(days=self._days(5, 20)),
            reasons=f"Шетелде емделу, {measure.ref}. / Лечение за границей.",
            actor=self._judge,
            at=clock.tick(seconds=1),
        )
        self._bench.told["suspensions"] += 1
        return self._days(25, 60), self._pay

    def _review(self) -> tuple[int, Step] | None:
        measure, (today, clock) = self._existing(), self._now
        review_measure(
            measure=measure,
            review_by=min(add_months(today, 5), measure.ends_on),
            reasons=f"Ештеңе төленген жоқ, {measure.ref}. / Ничего не оплачено.",
            actor=self._judge,
            at=clock.tick(seconds=1),
        )
        self._bench.told["reviews"] += 1
        return self._days(5, 20), self._renew

    def _renew(self) -> tuple[int, Step] | None:
        measure, (today, clock) = self._existing(), self._now
        renew_measure(
            measure=measure,
            ends_on=add_months(today, 8),
            review_by=add_months(today, 5),
            reasons=f"Борыш өспесе де төленбеді, {measure.ref}. / Долг не оплачен.",
            actor=self._judge,
            at=clock.tick(seconds=1),
        )
        self._bench.told["renewals"] += 1
        return None
