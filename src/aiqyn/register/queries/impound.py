"""What a lot's custodians read of the vehicles they keep, and what a person reads of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from aiqyn import law
from aiqyn.register.facts import impound
from aiqyn.register.law_book import book
from aiqyn.register.rows import ImpoundLot, ImpoundRelease, Intake, IntakePhoto, LotPost, Official, Person

_CASE = (
    "lot", "measure", "measure__proceeding", "measure__proceeding__writ", "measure__proceeding__writ__court",
    "measure__proceeding__agent", "vehicle", "vehicle__owner_person", "vehicle__owner_organisation", "disclosure",
    "received_by", "release", "release__released_to", "release__first_official", "release__second_official",
)  # fmt: skip


def lot(ref: str) -> ImpoundLot | None:
    """A lot by its reference."""
    return ImpoundLot.objects.filter(ref=ref).first()


def lot_of(custodian: Official) -> ImpoundLot | None:
    """The lot that the custodian is posted to."""
    post = LotPost.objects.filter(custodian=custodian).select_related("lot").first()
    return post.lot if post else None


@dataclass(frozen=True, slots=True)
class Kept:
    """A vehicle at a lot as a page shows it: whether a measure still holds it, since when none does, storage so far."""

    intake: Intake
    held: bool
    free_since: date | None
    storage: law.Storage
    release: ImpoundRelease | None


def kept(intake: Intake, at: datetime) -> Kept:
    """How it stands with the vehicle at the moment."""
    measures, until = impound.detentions(intake.vehicle, intake.received_at), intake.released_at or at
    return Kept(
        intake,
        held=impound.holds(measures, until),
        free_since=impound.let_go_on(measures, until),
        storage=impound.storage(intake, at),
        release=getattr(intake, "release", None),
    )


def keeping(where: ImpoundLot, at: datetime) -> list[Kept]:
    """The vehicles of a lot: those that may be fetched first, then by the day they came."""
    found = Intake.objects.filter(lot=where, released_at__isnull=True).select_related(*_CASE)
    return sorted((kept(one, at) for one in found.order_by("received_at", "pk")), key=lambda one: one.held)


def handed_over(where: ImpoundLot, limit: int) -> QuerySet[Intake]:
    """The last vehicles that left a lot."""
    left = Intake.objects.filter(lot=where, released_at__isnull=False).select_related(*_CASE)
    return left.order_by("-released_at", "-pk")[:limit]


def own_intake(where: ImpoundLot, ref: str) -> Intake | None:
    """One vehicle of the lot; nobody else's."""
    return Intake.objects.filter(lot=where, ref=ref).select_related(*_CASE).first()


def photo(intake: Intake, digest: str) -> IntakePhoto | None:
    """One photograph of the vehicle."""
    return IntakePhoto.objects.filter(intake=intake, sha256=digest).first()


def of_person(person: Person, at: datetime) -> list[Kept]:
    """The person's own vehicles that are kept somewhere, and those kept for their debt."""
    mine = Q(vehicle__owner_person=person) | Q(measure__proceeding__writ__debtor=person)
    found = Intake.objects.filter(mine, released_at__isnull=True).select_related(*_CASE)
    return [kept(one, at) for one in found.order_by("received_at", "pk")]


def tariff(at: datetime) -> list[law.Rule]:
    """What a storage fee rests on today, with where it stands."""
    today = book().local_day(at)
    return [book().rule(code, today) for code in law.STORAGE_RULES if book().has(code, today)]
