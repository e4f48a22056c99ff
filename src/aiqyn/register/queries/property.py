"""What the registers know of a debtor: vehicles, and who heads an organisation."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from aiqyn.register.rows import Organisation, OrganisationHead, Person, Proceeding, Vehicle


def vehicles_of(proceeding: Proceeding) -> QuerySet[Vehicle]:
    """The vehicles registered in the name of the proceeding's debtor, by their number in the vehicle register."""
    writ = proceeding.writ
    owner = Q(owner_person=writ.debtor) if writ.debtor_id else Q(owner_organisation=writ.organisation)
    return Vehicle.objects.filter(owner, deregistered_on__isnull=True).order_by("ref")


def owned_by_debtor(vehicle: Vehicle, proceeding: Proceeding) -> bool:
    """Whether the vehicle is the debtor's, and still registered."""
    return vehicles_of(proceeding).filter(pk=vehicle.pk).exists()


def property_known(proceeding: Proceeding) -> bool:
    """Whether anything of the debtor's is known: while there is, a search does not let the proceeding sleep."""
    return vehicles_of(proceeding).exists()


def head_in_office(organisation: Organisation, on: date) -> Person | None:
    """Who heads the organisation, or acts as its head, on a day."""
    found = (
        OrganisationHead.objects.filter(organisation=organisation, since__lte=on)
        .filter(Q(until__isnull=True) | Q(until__gte=on))
        .select_related("person")
        .order_by("-since", "-pk")
        .first()
    )
    return found.person if found else None
