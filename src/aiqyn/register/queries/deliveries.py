"""What desks, agents and the clock read of deliveries."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from aiqyn.register.rows import Delivery, Disclosure, Notice, Person, Proceeding, Reading


def met(number: str, point: str) -> Disclosure | None:
    """The hit of a confirmation number, at the desk that it was confirmed to, and nowhere else."""
    return (
        Disclosure.objects.filter(number=number, point__ref=point)
        .select_related("measure", "measure__proceeding")
        .first()
    )


def delivered(disclosure: Disclosure) -> bool:
    """Whether it was recorded before."""
    return Delivery.objects.filter(disclosure=disclosure).exists()


def to_pass_on(today: date) -> QuerySet[Delivery]:
    """Deliveries of a day before today that the agent has not been told of."""
    return Delivery.objects.filter(passed_on_at__isnull=True, day__lt=today).select_related("measure").order_by("pk")


def told(proceeding: Proceeding) -> QuerySet[Delivery]:
    """What the agent of the case has been told: days and contacts. Never where, and nothing of today."""
    return Delivery.objects.filter(measure__proceeding=proceeding, passed_on_at__isnull=False).order_by("-day", "-pk")


def returned_notices(proceeding: Proceeding) -> QuerySet[Notice]:
    """Notices that came back: what a search rests on."""
    return Notice.objects.filter(proceeding=proceeding, returned_at__isnull=False).order_by("returned_at", "pk")


def readings_about(person: Person) -> QuerySet[Reading]:
    """Who opened a case of the person's, the newest day first."""
    return Reading.objects.filter(proceeding__writ__debtor=person).select_related("proceeding").order_by("-day", "-pk")
