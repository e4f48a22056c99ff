"""Organisations that owe, and who heads them: a departure restriction names the head in office (Art. 33)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from aiqyn.register.rows.people import Person
from aiqyn.register.rows.privacy import Privacy


class Organisation(models.Model):
    """An organisation by its BIN. Its name is for people to read."""

    bin = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)

    PRIVACY = {"id": Privacy.OPEN, "bin": Privacy.CASE, "name": Privacy.CASE}

    def __str__(self) -> str:
        return f"organisation {self.pk}"


class OrganisationHead(models.Model):
    """Who heads an organisation, or acts as its head, from a day to a day (None: still)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="heads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="headships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(("organisation", "person", "since", "until"), Privacy.PERSONAL)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="head_until_after"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until__isnull=True), name="one_head_an_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"head {self.pk}"
