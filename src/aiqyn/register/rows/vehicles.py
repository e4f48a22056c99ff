"""Vehicles as the vehicle register knows them, and the registration certificates issued for them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aiqyn.register.rows.organisations import Organisation
from aiqyn.register.rows.people import Person
from aiqyn.register.rows.privacy import Privacy


class Vehicle(models.Model):
    """A vehicle: VIN, or the chassis number of an older one, and the plate that it carries now; its owner.

    `ref` is the vehicle register's own number of it. Numbers in normal form (`identifiers`).
    """

    ref = models.CharField(max_length=40, unique=True)
    plate = models.CharField(max_length=12, blank=True)
    vin = models.CharField(max_length=17, blank=True)
    chassis = models.CharField(max_length=30, blank=True)
    make = models.CharField(max_length=60, blank=True)
    owner_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="vehicles")
    owner_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="vehicles"
    )
    deregistered_on = models.DateField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(
        (
            "ref", "plate", "vin", "chassis", "make", "owner_person", "owner_organisation", "deregistered_on",
        ),
        Privacy.PERSONAL,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(vin="") | ~Q(chassis=""), name="vehicle_has_vin_or_chassis"),
            models.CheckConstraint(
                condition=Q(owner_person__isnull=False, owner_organisation__isnull=True)
                | Q(owner_person__isnull=True, owner_organisation__isnull=False),
                name="vehicle_has_one_owner",
            ),
            models.UniqueConstraint(fields=["vin"], condition=~Q(vin=""), name="one_vehicle_a_vin"),
        ]

    def __str__(self) -> str:
        return f"vehicle {self.pk}"


class VehicleCertificate(models.Model):
    """A registration certificate: the second fact, which stands only on paper. Never removed: cancelled."""

    vehicle = models.ForeignKey(Vehicle, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=20, unique=True)
    issued_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(("vehicle", "number", "issued_on", "cancelled_on"), Privacy.PERSONAL)

    def __str__(self) -> str:
        return f"certificate {self.pk}"
