"""Papers delivered at a desk: what became of them, the day, and a contact that the person chose to leave."""

from __future__ import annotations

from django.db import models

from aiqyn.register.rows.check import Disclosure
from aiqyn.register.rows.measures import Measure
from aiqyn.register.rows.privacy import Privacy

DELIVERY_OUTCOMES = ("acknowledged", "refused")


class Delivery(models.Model):
    """Papers that were taken, or refused, which changes nothing. The agent learns the day, the day after; never where.

    `passed_on_at` is when that was; `contact` is for the agent of the case alone, and never for a creditor.
    """

    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="delivery")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="deliveries")
    day = models.DateField()
    outcome = models.CharField(max_length=15, choices=[(one, one) for one in DELIVERY_OUTCOMES])
    contact = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    passed_on_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(
        ("disclosure", "measure", "day", "outcome", "contact", "recorded_at", "passed_on_at"), Privacy.PERSONAL
    )

    def __str__(self) -> str:
        return f"delivery {self.pk}"
