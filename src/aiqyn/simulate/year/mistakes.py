"""The mistakes that offices make in files, and where each was caught."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from aiqyn.identifiers import iin
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.simulate.people import SyntheticPerson


class Mistake(StrEnum):
    """What was wrong with a row."""

    TYPO = "a mistyped IIN whose check digit fails"
    NEIGHBOUR = "a mistyped IIN that is well formed"
    TWIN = "the IIN of a twin"
    NAMESAKE = "the IIN of a namesake"
    DOUBLE = "the IIN of somebody of the same name and birth date"
    GHOST_DOCUMENT = "a document that is in somebody else's hands"
    TWICE = "the same writ sent twice"


#: The one that every import believes: the writ itself names the wrong person, and every register agrees with it.
BELIEVED = Mistake.DOUBLE


@dataclass
class Tally:
    """How many of each mistake were made, and where they were caught (field and reason of the refusal, or a desk)."""

    made: Counter[Mistake] = field(default_factory=Counter)
    caught: dict[Mistake, Counter[str]] = field(default_factory=dict)

    def catch(self, mistake: Mistake, where: str) -> None:
        """One was caught here."""
        self.caught.setdefault(mistake, Counter())[where] += 1

    def missed(self) -> Mapping[Mistake, int]:
        """How many of each were caught nowhere."""
        return {
            mistake: missed
            for mistake, made in self.made.items()
            if (missed := made - sum(self.caught.get(mistake, Counter()).values()))
        }


def mistyped(rng: Random, person: SyntheticPerson, *, well_formed: bool, known: set[str]) -> str:
    """The person's IIN with one digit wrong, well formed or not, and nobody's."""
    while True:
        place = rng.randrange(7, 12)
        digit = rng.choice([d for d in "0123456789" if d != person.iin[place]])
        wrong = person.iin[:place] + digit + person.iin[place + 1 :]
        if well_formed:
            check = iin.check_digit(wrong[:11])
            if check is None:
                continue
            wrong = f"{wrong[:11]}{check}"
        if wrong not in known and _valid(wrong) is well_formed:
            return wrong


def _valid(number: str) -> bool:
    try:
        iin.validate(number)
    except IdentifierError:
        return False
    return True
