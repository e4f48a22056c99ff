"""One simulated year, day after day."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from aiqyn import law
from aiqyn.register import intake
from aiqyn.register.accounts import make_account
from aiqyn.register.acting import CLOCK, OPERATOR
from aiqyn.register.acts.appoint_official import appoint_official
from aiqyn.register.acts.expire_measure import expire_measure
from aiqyn.register.law_book import book
from aiqyn.register.models import Official
from aiqyn.register.queries import cases, check
from aiqyn.simulate import files
from aiqyn.simulate.names import COURTS
from aiqyn.simulate.people import SyntheticPerson
from aiqyn.simulate.year.cases import Bench, Case
from aiqyn.simulate.year.clock import Clock
from aiqyn.simulate.year.house import House
from aiqyn.simulate.year.mistakes import BELIEVED, Mistake, Tally, mistyped
from aiqyn.simulate.year.people import citizens
from aiqyn.simulate.year.visits import Visits
from aiqyn.simulate.year.wrongly_sued import WronglySued

DAYS = 365
#: Of a thousand people so many are sued in the year; of a hundred writs so many come with a mistake first.
SUED, MISTAKEN = 8, 20
#: Desks are visited on every n-th day, by so many debtors and as many others.
VISITED_EVERY, VISITORS = 15, 60
Say = Callable[[str], None]


class Year:
    """A year that ends today. `folder` is empty and becomes the year's; the tables are made."""

    def __init__(self, folder: Path, register: Path, people: int, seed: int, today: date, say: Say) -> None:
        self._folder, self._say = folder, say
        self._rng = Random(seed)
        zone = book().timezone
        self._first = today - timedelta(days=DAYS)
        self.clock = Clock(datetime(self._first.year, self._first.month, self._first.day, 8, tzinfo=zone), zone)
        self.citizens = citizens(people, self._first, seed)
        self.house = House(folder, register, book(), self.clock)
        self.visits = Visits(self.house, self.citizens, self._rng)
        self.tally = Tally()
        self._files = 0
        self._due: dict[date, list[Case]] = defaultdict(list)
        self._cases: dict[int, Case] = {}
        self._dead: set[int] = set()
        self._writs: dict[date, list[tuple[int, str, Mistake | None]]] = defaultdict(list)

    def run(self) -> None:
        """Every day of the year; what is found on the way stands in `tally`, `visits` and `bench`."""
        self._found()
        for number in range(DAYS):
            day = self._first + timedelta(days=number)
            self.clock.at(day)
            self._day(day, number)
            if (number + 1) % 30 == 0:
                met = self.visits.met
                self._say(f"day {number + 1}: {len(self._cases)} proceedings, {met.questions} questions at desks")
        self.house.place_leaves()

    def _found(self) -> None:
        self._import("courts", files.write_courts(self._path("courts.csv")))
        self._import("population", files.write_population(self._path("population.jsonl"), self.citizens.people))
        self._say(f"{len(self.citizens.people)} people")
        agent, judge = self._appoint("agent-1", law.Role.AGENT), self._appoint("judge-1", law.Role.JUDGE)
        self.bench = Bench(agent, judge, self.clock, self._rng)
        self._duty = self._appoint("duty-1", law.Role.DUTY_OFFICER)
        adults = [n for n, person in enumerate(self.citizens.people) if person.adult(self._first - timedelta(days=400))]
        confused = {one for pairs in self._pairs() for one, _ in pairs}
        chosen = sorted(confused | set(self._rng.sample(adults, max(20, len(adults) * SUED // 1000))))
        for serial, number in enumerate(chosen):
            day = self._first + timedelta(days=self._rng.randint(1, DAYS - 60))
            self._writs[day].append((number, f"2-{serial + 1}/26", self._mistake(number)))

    def _pairs(self) -> tuple[list[tuple[int, int]], ...]:
        return self.citizens.twins, self.citizens.namesakes, self.citizens.doubles

    def _mistake(self, number: int) -> Mistake | None:
        likely = (Mistake.TWIN, Mistake.NAMESAKE, Mistake.DOUBLE)
        for mistake, pairs in zip(likely, self._pairs(), strict=True):
            if any(number == one for one, _ in pairs):
                return mistake
        if self._rng.randrange(100) >= MISTAKEN:
            return None
        return self._rng.choice((Mistake.TYPO, Mistake.NEIGHBOUR, Mistake.TWICE))

    def _appoint(self, ref: str, role: law.Role) -> Official:
        court = cases.court(COURTS[0][0]) if role is law.Role.JUDGE else None
        user = make_account(ref)
        return appoint_official(ref=ref, name=ref, role=role, court=court, user=user, actor=OPERATOR, at=self.clock.now)

    def _day(self, day: date, number: int) -> None:
        self._take_writs(day)
        for case in self._due.pop(day, []):
            days = case.step()
            if days is not None:
                self._due[day + timedelta(days=days)].append(case)
        self._pay()
        if number % 9 == 4:
            self._change_papers(day)
        for measure in check.due_to_expire(day):
            expire_measure(measure=measure, actor=CLOCK, at=self.clock.tick(seconds=1))
            self.bench.told["expired"] += 1
        if number % VISITED_EVERY == VISITED_EVERY - 1:
            debtors = [debtor for debtor, case in self._cases.items() if case.measure is not None]
            if debtors:
                self.visits.day(debtors, min(VISITORS, max(15, len(self.citizens.people) // 100)))

    # Writs, first with their mistakes.

    def _take_writs(self, day: date) -> None:
        for number, writ, mistake in self._writs.pop(day, []):
            if mistake is not None:
                self._take_wrong(number, writ, mistake)
            if mistake is not BELIEVED:
                self._take(number, writ, day)

    def _row(self, number: int, writ: str, person: SyntheticPerson, **terms: object) -> dict[str, object]:
        amount = self._rng.choice((1_900, 180_000, 260_000, 420_000, 1_500_000)) + number % 997
        issued = self.clock.today() - timedelta(days=20)
        return files.writ_row(
            person,
            court=COURTS[0][0],
            number=writ,
            issued_on=str(issued),
            claim="lump",
            amount=f"{amount}.00",
            currency="KZT",
            agent="agent-1",
            **terms,
        )

    def _take(self, number: int, writ: str, day: date, person: SyntheticPerson | None = None) -> bool:
        row = self._row(number, writ, person or self.citizens.people[number])
        if self._import("writs", files.write_writs(self._path(), [row])).accepted != 1:
            return False
        proceeding = cases.proceeding_on(COURTS[0][0], writ)
        if proceeding is None:
            raise LookupError("a writ was taken and opened no proceeding")
        case = Case(proceeding, self.bench)
        self._cases[number] = case
        self._due[day + timedelta(days=1)].append(case)
        return True

    def _take_wrong(self, number: int, writ: str, mistake: Mistake) -> None:
        self.tally.made[mistake] += 1
        person = self.citizens.people[number]
        known = {other.iin for other in self.citizens.people}
        if mistake is Mistake.TWICE:
            row = self._row(number, f"{writ}-2", person)
            rows = [row, {**row, "amount": "1000000.00"}]
        else:
            iin = (
                self.citizens.people[self.citizens.kin(number)[0]].iin
                if mistake in {Mistake.TWIN, Mistake.NAMESAKE, Mistake.DOUBLE}
                else mistyped(self._rng, person, well_formed=mistake is Mistake.NEIGHBOUR, known=known)
            )
            rows = [self._row(number, writ, replace(person, iin=iin))]
        report = self._import("writs", files.write_writs(self._path(), rows))
        for refusal in report.refusals():
            self.tally.catch(mistake, f"writ import, {refusal.field}: {refusal.code}")
        if mistake is BELIEVED and report.accepted == 1:
            self._wrongly_sued(number, writ)

    def _wrongly_sued(self, number: int, writ: str) -> None:
        """The writ names somebody else of the same name and day: only they can say so."""
        proceeding = cases.proceeding_on(COURTS[0][0], writ)
        other = self.citizens.kin(number)[0]
        if proceeding is not None:
            self.visits.wrongly_sued.add(self.citizens.people[other].iin)
            case = WronglySued(proceeding, self.bench, self._duty, partial(self.tally.catch, BELIEVED))
            self._cases[other] = case
            self._due[self.clock.today() + timedelta(days=1)].append(case)

    # Money, documents, deaths.

    def _pay(self) -> None:
        transfers, self.bench.transfers = self.bench.transfers, []
        if transfers:
            path = self._path()
            self._import("payments", files.write_payments(path, transfers, self.clock.now, path.stem))

    def _change_papers(self, day: date) -> None:
        """New passports, deaths, and one row that claims a document which is in somebody else's hands."""
        changed = list(self._changed(day))
        path = files.write_population_rows(self._path(), changed)
        report = self._import("population", path)
        for refusal in report.refusals():
            self.tally.catch(Mistake.GHOST_DOCUMENT, f"population import, {refusal.field}: {refusal.code}")

    def _changed(self, day: date) -> Iterator[dict[str, object]]:
        people = self.citizens.people
        numbers = self._rng.sample(range(len(people)), 12)
        numbers += self._rng.sample(sorted(self._cases), min(3, len(self._cases)))
        for place, number in enumerate(number for number in dict.fromkeys(numbers) if number not in self._dead):
            person = people[number]
            if place in {0, 13}:
                self._dead.add(number)
                yield files.population_row(person) | {"died_on": str(day - timedelta(days=1))}
            elif place == 1:
                self.tally.made[Mistake.GHOST_DOCUMENT] += 1
                held = people[(number + 1) % len(people)].documents[0]
                yield files.population_row(replace(person, documents=(held,)))
            else:
                renewed = self._renewed(person, day)
                people[number] = replace(person, documents=(renewed,))
                old = files.document_rows(person, cancelled_on=day)
                yield files.population_row(people[number], more=old)

    def _renewed(self, person: SyntheticPerson, day: date) -> tuple[str, str, date, date]:
        self._files += 1
        return "passport", f"N{20_000_000 + self._files:08d}", day, day + timedelta(days=3652)

    def _path(self, name: str = "") -> Path:
        folder = self._folder / "files"
        folder.mkdir(exist_ok=True)
        self._files += 1
        return folder / (name or f"{self._files:06d}")

    def _import(self, kind: str, path: Path) -> intake.Report:
        report = intake.run(kind, path, at_clock=lambda: self.clock.tick(milliseconds=10))
        path.unlink()
        return report


def clear(folder: Path) -> None:
    """Delete a year."""
    shutil.rmtree(folder, ignore_errors=True)
