"""The people of a simulated year, among them those whom a careless register would confuse."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from aiqyn.identifiers import iin
from aiqyn.simulate.people import SyntheticPerson, population


@dataclass(slots=True)
class Citizens:
    """The people by number, and who is mistaken for whom: twins, namesakes, and doubles (name and birth date alike)."""

    people: list[SyntheticPerson]
    twins: list[tuple[int, int]] = field(default_factory=list)
    namesakes: list[tuple[int, int]] = field(default_factory=list)
    doubles: list[tuple[int, int]] = field(default_factory=list)

    def kin(self, number: int) -> list[int]:
        """Everybody who could be taken for this person."""
        pairs = (*self.twins, *self.namesakes, *self.doubles)
        return [two if one == number else one for one, two in pairs if number in {one, two}]


def citizens(count: int, today: date, seed: int) -> Citizens:
    """So many people. Two in a thousand have a twin, as many a namesake, and a few a double."""
    found = Citizens(population(count, today, seed))
    rng = Random(seed + 1)  # noise, not a secret
    used = {person.iin[:11] for person in found.people}
    adults = [n for n, person in enumerate(found.people) if person.adult(today - timedelta(days=500))]
    rng.shuffle(adults)
    each = max(4, count // 1000)
    for pairs, how in ((found.twins, _twin), (found.namesakes, _namesake), (found.doubles, _double)):
        for _ in range(each if pairs is not found.doubles else max(2, each // 5)):
            one, two = adults.pop(), adults.pop()
            found.people[two] = how(rng, found.people[one], found.people[two], used)
            pairs.append((one, two))
    return found


def _twin(rng: Random, one: SyntheticPerson, two: SyntheticPerson, used: set[str]) -> SyntheticPerson:
    """Of the same day and family, with another given name."""
    other = one.given_name + "ай"
    same = replace(two, surname=one.surname, patronymic=one.patronymic, birth_date=one.birth_date, given_name=other)
    return replace(same, iin=_beside(rng, one.iin, used))


def _namesake(rng: Random, one: SyntheticPerson, two: SyntheticPerson, used: set[str]) -> SyntheticPerson:
    """Of the same full name, born on another day."""
    return replace(two, surname=one.surname, given_name=one.given_name, patronymic=one.patronymic)


def _double(rng: Random, one: SyntheticPerson, two: SyntheticPerson, used: set[str]) -> SyntheticPerson:
    """Of the same full name and the same day: no import can tell these two apart but by their IIN."""
    alike = replace(_namesake(rng, one, two, used), birth_date=one.birth_date)
    return replace(alike, iin=_beside(rng, one.iin, used))


def _beside(rng: Random, number: str, used: set[str]) -> str:
    """Another IIN of the same day, century and sex."""
    while True:
        digits = f"{number[:7]}{rng.randint(0, 9999):04d}"
        check = iin.check_digit(digits)
        if check is not None and digits not in used:
            used.add(digits)
            return f"{digits}{check}"
