"""Officials: enforcement agents, judges, prosecutors, administrators."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from aiqyn.law import Role
from aiqyn.register.rows.courts import Court
from aiqyn.register.rows.privacy import Privacy


class Official(models.Model):
    """A person in office. The account that signs in as them is Django's user."""

    ref = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    office = models.CharField(max_length=200, blank=True)
    court = models.ForeignKey(Court, null=True, blank=True, on_delete=models.PROTECT, related_name="officials")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="official"
    )

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(("ref", "name", "role", "office", "court", "user"), Privacy.OFFICE)

    class Meta:
        constraints = [
            # A judge without a court could sanction anything, and an agent with one would look like a judge.
            models.CheckConstraint(
                condition=models.Q(role=Role.JUDGE.value, court__isnull=False) | ~models.Q(role=Role.JUDGE.value),
                name="judge_has_court",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
