"""The case against somebody whom the writ names by mistake, as every register agrees: only they themselves can say so.

The order does name them, so a desk stops them by it: no import can know better. What the register owes them is a short
road out: they say "this is not my debt", a duty officer looks at both records within the clock of the law, suspends,
and a judge annuls.
"""

from __future__ import annotations

from collections.abc import Callable

from aiqyn.register.acting import Actor, ActRefused
from aiqyn.register.acts.annul_measure import annul_measure
from aiqyn.register.acts.answer_dispute import answer_dispute
from aiqyn.register.acts.close_proceeding import close_proceeding
from aiqyn.register.acts.raise_dispute import raise_dispute
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.models import Official, Proceeding
from aiqyn.simulate.year.cases import Bench, Case, Step

#: Minutes until a duty officer has read both records: from the first to the second.
LOOKED_AT = (4, 25)


class WronglySued(Case):
    """A case whose debtor is somebody else. `caught` is told once where the mistake was found."""

    def __init__(self, proceeding: Proceeding, bench: Bench, duty: Official, caught: Callable[[str], None]) -> None:
        super().__init__(proceeding, bench)
        self._duty = duty
        self._caught = caught
        self._found = False

    def step(self) -> int | None:
        """As any case; where the law refuses a measure, somebody looks into the file and the writ goes back."""
        days = super().step()
        if days is None and not self._found:
            self._found_in_the_file()
        return days

    def _found_in_the_file(self) -> None:
        at, words = (
            self._bench.clock.tick(minutes=5),
            f"Борышкер басқа адам, {self.proceeding.number}. / Должник другой.",
        )
        if self.measure is not None:
            # The law let it be proposed and refused its sanction: the judge says no, and nobody was restricted.
            refuse_measure(measure=self._existing(), reasons=words, actor=self._judge, at=at)
        close_proceeding(proceeding=self.proceeding, reasons=words, actor=self._agent, at=at)
        self._tell("the agent's desk, before any measure" if self.measure is None else "the court, before its sanction")

    def _tell(self, where: str) -> None:
        self._found = True
        self._caught(where)

    def _refused_by_the_judge(self) -> bool:
        # A judge has the same wrong writ before them as everybody else.
        return False

    def _after_sanction(self) -> tuple[int, Step] | None:
        return self._days(1, 9), self._dispute

    def _dispute(self) -> tuple[int, Step] | None:
        measure, clock = self._existing(), self._bench.clock
        if measure.ended_at is not None:
            self._tell(f"ended before anybody asked: {measure.end_reason}")
            return None
        words = "Бұл менің борышым емес. / Это не мой долг."
        dispute = raise_dispute(measure=measure, words=words, actor=Actor("person", "person"), at=clock.tick(seconds=1))
        answer_dispute(
            dispute=dispute,
            suspend=True,
            reasons=f"ЖСН басқа адамдікі, {measure.ref}. / ИИН другого человека.",
            actor=Actor.of(self._duty),
            at=clock.tick(minutes=self._days(*LOOKED_AT)),
        )
        self._tell('duty officer, "this is not my debt": suspended within minutes')
        return 1, self._annul_error

    def _annul_error(self) -> tuple[int, Step] | None:
        measure = self._existing()
        try:
            annul_measure(
                measure=measure,
                reasons=f"Атқару парағы басқа адамды атады, {measure.ref}.",
                actor=self._judge,
                at=self._bench.clock.tick(seconds=1),
            )
        except ActRefused:
            if measure.ended_at is None:
                raise
        return None
