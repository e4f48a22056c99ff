"""People of the synthetic country: the same for the same seed, with valid IINs and documents of Kazakhstan's form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from aiqyn.identifiers import iin
from aiqyn.simulate import names


@dataclass(frozen=True, slots=True, repr=False)
class SyntheticPerson:
    """Someone who does not exist. `documents` are (kind, number, issued, valid until)."""

    iin: str
    surname: str
    given_name: str
    patronymic: str
    birth_date: date
    documents: tuple[tuple[str, str, date, date], ...]

    @property
    def document(self) -> str:
        """The first document as a desk types it."""
        return f"KAZ:{self.documents[0][1]}"

    def adult(self, on: date) -> bool:
        """Whether they are eighteen on the day."""
        return (on.year - self.birth_date.year) * 372 + (on.month - self.birth_date.month) * 31 + (
            on.day - self.birth_date.day
        ) >= 18 * 372


def population(count: int, today: date, seed: int = 1) -> list[SyntheticPerson]:
    """So many people, every seventh a minor, each with an identity card and every third with a passport too."""
    rng = Random(seed)  # noise, not a secret
    used: set[str] = set()
    return [_person(rng, number, today, used) for number in range(count)]


def _person(rng: Random, number: int, today: date, used: set[str]) -> SyntheticPerson:
    years = rng.randint(2, 17) if number % 7 == 6 else rng.randint(19, 85)
    born = today - timedelta(days=years * 365 + rng.randint(0, 364))
    woman = rng.random() < 0.5
    surname = rng.choice(names.SURNAMES)
    father = rng.choice(names.MEN)
    if woman and surname not in names.UNCHANGING:
        surname += "а"
    return SyntheticPerson(
        iin=_iin(rng, born, woman, used),
        surname=surname,
        given_name=rng.choice(names.WOMEN if woman else names.MEN),
        patronymic=f"{father}{'қызы' if woman else 'ұлы'}" if rng.random() < 0.9 else "",
        birth_date=born,
        documents=_documents(rng, number, today),
    )


def _iin(rng: Random, born: date, woman: bool, used: set[str]) -> str:
    century = (3 if born.year < 2000 else 5) + woman
    while True:
        digits = f"{born:%y%m%d}{century}{rng.randint(0, 9999):04d}"
        check = iin.check_digit(digits)
        if check is not None and digits not in used:
            used.add(digits)
            return f"{digits}{check}"


def _documents(rng: Random, number: int, today: date) -> tuple[tuple[str, str, date, date], ...]:
    issued = today - timedelta(days=rng.randint(30, 3000))
    made = [("id-card", f"{40_000_000 + number:09d}", issued, issued + timedelta(days=3652))]
    if number % 3 == 0:
        made.append(("passport", f"N{10_000_000 + number:08d}", issued, issued + timedelta(days=3652)))
    return tuple(made)
