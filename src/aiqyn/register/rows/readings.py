"""Who opened a case: each such reading is shown to the person whom the case is about."""

from __future__ import annotations

from django.db import models

from aiqyn.law import Role
from aiqyn.register.rows.officials import Official
from aiqyn.register.rows.privacy import Privacy
from aiqyn.register.rows.writs import Proceeding


class Reading(models.Model):
    """An official opened a proceeding on a day. The person sees role, office and day; the name is the prosecutor's."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="readings")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    office = models.CharField(max_length=200, blank=True)
    day = models.DateField()

    PRIVACY = {"id": Privacy.OPEN, "official": Privacy.OFFICE, "role": Privacy.OFFICE, "office": Privacy.OFFICE} | (
        dict.fromkeys(("proceeding", "day"), Privacy.CASE)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceeding", "official", "day"], name="one_reading_a_day"),
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"
