"""Both records side by side: what the writ says of its debtor, what the population register says of whom it stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from aiqyn.register.queries import cases
from aiqyn.register.rows import Measure, Notice, Person, PersonDocument, WritClaim

Agreement = Literal["same", "written-otherwise", "differs", "not-kept"]


@dataclass(frozen=True, slots=True)
class Line:
    """One field in both records. `written-otherwise`: the same but for capitals and spaces."""

    field: str
    writ: str | date | None
    register: str | date | None
    agreement: Agreement

    @property
    def agrees(self) -> bool:
        """Whether nothing has to be looked at."""
        return self.agreement == "same"


@dataclass(frozen=True, slots=True)
class TwoRecords:
    """What a duty officer compares: line by line, and what only one side has."""

    lines: tuple[Line, ...]
    person: Person | None
    documents: tuple[PersonDocument, ...]
    notices: tuple[Notice, ...]
    organisation: str

    @property
    def differing(self) -> int:
        """How many lines differ."""
        return sum(line.agreement == "differs" for line in self.lines)


def two_records(measure: Measure) -> TwoRecords:
    """Both records of a measure. For an organisation's debt the person is its head, and the writ names no person."""
    writ = measure.proceeding.writ
    person = measure.person or writ.debtor
    claim = WritClaim.objects.filter(writ=writ).first()
    documents = () if person is None else PersonDocument.objects.filter(person=person).order_by("-issued_on", "-pk")
    return TwoRecords(
        lines=() if person is None or writ.debtor is None else _lines(claim, person),
        person=person,
        documents=tuple(documents),
        notices=tuple(cases.notices(measure.proceeding)),
        organisation=writ.organisation.name if writ.organisation is not None else "",
    )


def _lines(claim: WritClaim | None, person: Person) -> tuple[Line, ...]:
    names = [
        _line(field, getattr(claim, field) if claim else None, getattr(person, field))
        for field in ("surname", "given_name", "patronymic")
    ]
    return (*names, _line("birth_date", claim.birth_date if claim else None, person.birth_date))


def _line(field: str, writ: str | date | None, register: str | date) -> Line:
    return Line(field, writ, register, _agreement(writ, register))


def _agreement(writ: str | date | None, register: str | date) -> Agreement:
    if writ is None:
        return "not-kept"
    if writ == register:
        return "same"
    if isinstance(writ, str) and isinstance(register, str) and _plain(writ) == _plain(register):
        return "written-otherwise"
    return "differs"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
