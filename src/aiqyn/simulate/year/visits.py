"""Days on which people stand at the year's desks: each answer is held against the truth that the simulation has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from aiqyn.client.answer import Answer
from aiqyn.identifiers import document
from aiqyn.identifiers.key import PersonKey
from aiqyn.protocol.states import State
from aiqyn.register.queries import check, standing
from aiqyn.simulate.people import SyntheticPerson
from aiqyn.simulate.year.house import DESKS, House
from aiqyn.simulate.year.people import Citizens

#: A desk asks at a person's pace: so many seconds between two questions.
BETWEEN = 7
#: Heads are signed anew before one of them is old.
SIGN_EVERY = 4


@dataclass
class Met:
    """What the desks answered, and what was wrong with it: each of the last four must be nothing at the year's end."""

    questions: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    stopped_by_mistaken_writ: int = 0
    stopped_without_order: int = 0
    stopped_out_of_force: int = 0
    missed: int = 0
    not_answered: int = 0


class Visits:
    """Who comes to the desks, and what they are told."""

    def __init__(self, house: House, citizens: Citizens, rng: Random) -> None:
        self._house = house
        self._citizens = citizens
        self._rng = rng
        self.met = Met()
        #: IINs of people whom a writ names by mistake: an order does name them, until they say so.
        self.wrongly_sued: set[str] = set()

    def day(self, debtors: list[int], others: int) -> None:
        """One day: some of those who ever had a measure, everybody who could be taken for one of them, and others."""
        self._house.settle()
        coming = self._rng.sample(debtors, min(len(debtors), others))
        kin = [other for number in coming for other in self._citizens.kin(number)]
        coming += kin
        coming += self._rng.sample(range(len(self._citizens.people)), min(others, len(self._citizens.people)))
        for place, number in enumerate(coming):
            if place % SIGN_EVERY == 0:
                self._house.sign()
            self._visit(self._citizens.people[number])

    def _visit(self, person: SyntheticPerson) -> None:
        ghost = self._rng.random() < 0.05
        paper = f"KAZ:{self._rng.randint(90_000_000, 99_999_999):09d}" if ghost else self._document(person)
        for purpose in DESKS:
            self._house.clock.tick(seconds=BETWEEN)
            answer = self._house.desks[purpose].check(PersonKey(person.iin, document.parse(paper)))
            self._judge(person, answer, ghost=ghost)

    def _document(self, person: SyntheticPerson) -> str:
        _, number, _, _ = self._rng.choice(person.documents)
        return f"KAZ:{number}"

    def _judge(self, person: SyntheticPerson, answer: Answer, *, ghost: bool) -> None:
        met, now = self.met, self._house.clock.now
        met.questions += 1
        met.answers[answer.state.value] += 1
        met.reasons[answer.reason.value] += 1
        if answer.state is State.UNKNOWN:
            met.not_answered += 1
        if answer.state is State.HIT:
            met.stopped_by_mistaken_writ += person.iin in self.wrongly_sued
            measure = check.measure(answer.order.measure) if answer.order else None
            if ghost or measure is None or not check.names(measure, person.iin):
                met.stopped_without_order += 1
            elif not standing.in_force_by_definition(measure, now):
                met.stopped_out_of_force += 1
        elif answer.state is State.CLEAR and not ghost and standing.published_against(person.iin, now):
            met.missed += 1
