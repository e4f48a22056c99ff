"""Record a writ of execution, after its debtor agreed with the population register."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from aiqyn import law
from aiqyn.identifiers.document import Document
from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.law_book import book
from aiqyn.register.money import Money
from aiqyn.register.rows import Court, Organisation, Person, Writ, WritClaim


@dataclass(frozen=True, slots=True, repr=False)
class DebtorClaim:
    """Whom the writ names: IIN in normal form, or a document of somebody without one; what must agree then."""

    iin: str
    surname: str
    given_name: str
    patronymic: str
    birth_date: date
    document: Document | None = None


@dataclass(frozen=True, slots=True, repr=False)
class OrganisationClaim:
    """An organisation that the writ names: BIN in normal form, and the name that must agree with the register."""

    bin: str
    name: str


@dataclass(frozen=True, slots=True)
class WritRecord:
    """A writ as the court sent it."""

    court_code: str
    number: str
    issued_on: date
    claim: law.ClaimKind
    amount: Money
    debtor: DebtorClaim | OrganisationClaim
    arrears_since: date | None = None
    creditor: str = ""
    category: law.ClaimCategory = law.ClaimCategory.OTHER


@act
def record_writ(writ: WritRecord, *, actor: Actor, at: datetime) -> Writ:
    """Write the writ. ActError names the field: unknown court, unknown person, name or birth date that disagree,
    a number that the court already used, an amount of zero, arrears date missing or in the future."""
    court = Court.objects.filter(code=writ.court_code).first()
    if court is None:
        raise ActError("court", "unknown-court")
    _check_terms(writ, at)
    claimed = writ.debtor
    debtor = _agreed_person(claimed) if isinstance(claimed, DebtorClaim) else None
    organisation = _agreed_organisation(claimed) if isinstance(claimed, OrganisationClaim) else None
    if Writ.objects.filter(court=court, number=writ.number).exists():
        raise ActError("number", "duplicate-writ")
    record(
        "writ",
        actor=actor,
        at=at,
        content={
            "court": court.code,
            "number": writ.number,
            "amount_minor": writ.amount.minor,
            "currency": writ.amount.currency,
        },
    )
    row = Writ.objects.create(
        court=court,
        number=writ.number,
        issued_on=writ.issued_on,
        claim=writ.claim.value,
        category=writ.category.value,
        amount_minor=writ.amount.minor,
        currency=writ.amount.currency,
        arrears_since=writ.arrears_since,
        creditor=writ.creditor,
        debtor=debtor,
        organisation=organisation,
    )
    if isinstance(claimed, DebtorClaim):
        _keep_claim(row, claimed)
    return row


def _keep_claim(row: Writ, claim: DebtorClaim) -> None:
    """Keep what the court wrote, letter by letter: "this is not my debt" is answered with it in view."""
    WritClaim.objects.create(
        writ=row,
        surname=claim.surname,
        given_name=claim.given_name,
        patronymic=claim.patronymic,
        birth_date=claim.birth_date,
    )


def _check_terms(writ: WritRecord, at: datetime) -> None:
    if not writ.number.strip() or len(writ.number) > 60:
        raise ActError("number", "length")
    if writ.amount.minor == 0:
        raise ActError("amount", "zero")
    today = book().local_day(at)
    if writ.issued_on > today:
        raise ActError("issued_on", "in-the-future")
    if writ.claim is law.ClaimKind.PERIODIC and writ.arrears_since is None:
        raise ActError("arrears_since", "missing")
    if writ.arrears_since is not None and writ.arrears_since > today:
        raise ActError("arrears_since", "in-the-future")


def _agreed_person(claim: DebtorClaim) -> Person:
    if claim.document is None:
        person = Person.objects.filter(iin=claim.iin).first()
    else:
        held = {"documents__state": claim.document.state, "documents__number": claim.document.number}
        person = Person.objects.filter(iin__isnull=True, **held).first()
    if person is None:
        raise ActError("iin" if claim.document is None else "document", "unknown-person")
    for field in ("surname", "given_name", "patronymic"):
        if _same_name(getattr(claim, field)) != _same_name(getattr(person, field)):
            raise ActError(field, "disagrees-with-population-register")
    if claim.birth_date != person.birth_date:
        raise ActError("birth_date", "disagrees-with-population-register")
    return person


def _agreed_organisation(claim: OrganisationClaim) -> Organisation:
    found = Organisation.objects.filter(bin=claim.bin).first()
    if found is None:
        raise ActError("bin", "unknown-organisation")
    if _same_name(claim.name) != _same_name(found.name):
        raise ActError("organisation", "disagrees-with-business-register")
    return found


def _same_name(name: str) -> str:
    """Case, spacing and Unicode form are typography; every letter counts (Қ is not К)."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
