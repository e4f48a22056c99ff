"""Money that came in, as banks report it, and the debts it was put against. Insert-only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aiqyn.register.money import MAX_MINOR
from aiqyn.register.rows.officials import Official
from aiqyn.register.rows.privacy import Privacy
from aiqyn.register.rows.writs import Proceeding


class BankEntry(models.Model):
    """One entry of a bank's notice (camt.054): a credit or the return of one, booked or still pending.

    A pending entry and its booking are two rows. Money received is never refused: whatever cannot be matched waits.
    """

    account = models.CharField(max_length=34)
    entry_ref = models.CharField(max_length=140)
    booked = models.BooleanField()
    returned = models.BooleanField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=140, blank=True)
    booked_on = models.DateField(null=True, blank=True)
    accepted_at = models.DateTimeField()
    #: Of a return: the credit that went back, where the register knows it.
    returns = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="returned_by")

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(
        (
            "account", "entry_ref", "booked", "returned", "amount_minor", "currency", "reference", "booked_on",
            "accepted_at", "returns",
        ),
        Privacy.CASE,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "entry_ref", "booked", "returned"], name="one_row_an_entry"),
            models.CheckConstraint(
                condition=Q(amount_minor__gte=0, amount_minor__lte=MAX_MINOR), name="entry_amount_in_range"
            ),
        ]
        indexes = [models.Index(fields=["reference"], name="entry_reference")]

    def __str__(self) -> str:
        return f"bank entry {self.pk}"


class PaymentMatch(models.Model):
    """A part of an entry put against a proceeding's debt; negative when the entry is a return."""

    entry = models.ForeignKey(BankEntry, on_delete=models.PROTECT, related_name="matches")
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="matches")
    part = models.CharField(max_length=10, choices=[("claim", "claim"), ("fees", "fees")], default="claim")
    amount_minor = models.BigIntegerField()
    matched_at = models.DateTimeField()
    matched_by = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    PRIVACY = {"id": Privacy.OPEN, "matched_by": Privacy.OFFICE} | dict.fromkeys(
        ("entry", "proceeding", "part", "amount_minor", "matched_at"), Privacy.CASE
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "proceeding", "part"], name="one_match_an_entry_and_debt"),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="match_not_empty"),
        ]

    def __str__(self) -> str:
        return f"match {self.pk}"
