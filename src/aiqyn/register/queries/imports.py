"""What an import asks of the register before it writes, and what people read of imports afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from aiqyn.register.rows import (
    BankEntry,
    Correction,
    Court,
    ImportRefusal,
    ImportRun,
    Official,
    Organisation,
    OrganisationHead,
    Person,
    PersonDocument,
    Proceeding,
    Vehicle,
    VehicleCertificate,
    Writ,
)


def runs() -> QuerySet[ImportRun]:
    """All imports, newest first."""
    return ImportRun.objects.order_by("-started_at", "-pk")


def run_of(kind: str, digest: str) -> ImportRun | None:
    """The import of a file of this kind with this SHA-256 (hex)."""
    return ImportRun.objects.filter(kind=kind, digest=digest).first()


def refusals(run: int) -> QuerySet[ImportRefusal]:
    """The refused rows of an import by line; none after their retention."""
    return ImportRefusal.objects.filter(run_id=run).order_by("line", "pk")


def kept_digests(today: date) -> set[str]:
    """Digests of the files whose retention has not passed."""
    return set(ImportRun.objects.filter(delete_after__gte=today).values_list("digest", flat=True))


def courts_by_code(codes: Collection[str]) -> dict[str, tuple[str, str, str]]:
    """Names (kk, ru, en) of the courts with these codes."""
    found = Court.objects.filter(code__in=codes).values_list("code", "name_kk", "name_ru", "name_en")
    return {code: (kk, ru, en) for code, kk, ru, en in found}


def people_by_iin(iins: Collection[str]) -> dict[str, tuple[object, ...]]:
    """By IIN: surname, given name, patronymic, birth date, day of death, guardian's IIN."""
    found = Person.objects.filter(iin__in=set(iins)).values_list(
        "iin", "surname", "given_name", "patronymic", "birth_date", "died_on", "guardian_iin"
    )
    return {row[0]: row[1:] for row in found if row[0]}


def documents_by_number(numbers: Collection[str]) -> Iterable[PersonDocument]:
    """Documents with these numbers, whichever state issued them, with their holders."""
    return PersonDocument.objects.filter(number__in=numbers).select_related("person")


def writ(court_code: str, number: str) -> Writ | None:
    """The writ of a court under a number, with its debtor."""
    return (
        Writ.objects.filter(court__code=court_code, number=number)
        .select_related("court", "debtor", "organisation")
        .first()
    )


def agent_of(writ: Writ) -> Official | None:
    """The official who runs the proceeding on the writ; None when there is none."""
    proceeding = Proceeding.objects.filter(writ=writ).select_related("agent").first()
    return proceeding.agent if proceeding else None


def before_corrections(writ: Writ) -> dict[str, str]:
    """By column that was corrected: the text that stood there first."""
    first: dict[str, str] = {}
    for column, before in Correction.objects.filter(writ=writ).order_by("pk").values_list("column", "before"):
        first.setdefault(column, before)
    return first


def bank_entry(account: str, entry_ref: str, *, booked: bool, returned: bool) -> BankEntry | None:
    """The recorded entry under its natural key."""
    return BankEntry.objects.filter(account=account, entry_ref=entry_ref, booked=booked, returned=returned).first()


def foreigner_by_document(state: str, number: str) -> tuple[tuple[object, ...], tuple[object, ...]] | None:
    """What is recorded of a document in the hands of somebody without IIN, and of that person.

    Of the document: kind, days of issue, validity, cancellation. Of the person: surname, given name, patronymic, birth
    date, day of death.
    """
    row = PersonDocument.objects.filter(state=state, number=number, person__iin=None).select_related("person").first()
    if row is None:
        return None
    who = row.person
    return (
        (row.kind, row.issued_on, row.valid_until, row.cancelled_on),
        (who.surname, who.given_name, who.patronymic, who.birth_date, who.died_on),
    )


def vehicle(ref: str) -> tuple[object, ...] | None:
    """What is recorded of a vehicle: plate, VIN, chassis number, make, owner's IIN or BIN, day of deregistration."""
    row = Vehicle.objects.filter(ref=ref).select_related("owner_person", "owner_organisation").first()
    if row is None:
        return None
    owner = (
        row.owner_person.number if row.owner_person else row.owner_organisation.bin if row.owner_organisation else ""
    )
    return row.plate, row.vin, row.chassis, row.make, owner, row.deregistered_on


def certificate(number: str) -> tuple[object, ...] | None:
    """What is recorded of a registration certificate: the vehicle's number, days of issue and cancellation."""
    row = VehicleCertificate.objects.filter(number=number).select_related("vehicle").first()
    return None if row is None else (row.vehicle.ref, row.issued_on, row.cancelled_on)


def knows_organisation(bin_: str, name: str, head_iin: str) -> bool:
    """Whether the organisation stands so already, headed by this person where one is named."""
    row = Organisation.objects.filter(bin=bin_, name=name).first()
    if row is None:
        return False
    if not head_iin:
        return True
    return OrganisationHead.objects.filter(organisation=row, until__isnull=True, person__iin=head_iin).exists()


def holds(person: Person, state: str, number: str) -> bool:
    """Whether the person holds, or held, the document."""
    return PersonDocument.objects.filter(person=person, state=state, number=number).exists()
