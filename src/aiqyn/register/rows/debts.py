"""What is owed and paid beside bank entries: fees, plans, wages withheld, collective references, money due back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from aiqyn.register.money import MAX_MINOR
from aiqyn.register.rows.officials import Official
from aiqyn.register.rows.organisations import Organisation
from aiqyn.register.rows.payments import BankEntry
from aiqyn.register.rows.people import Person
from aiqyn.register.rows.privacy import Privacy
from aiqyn.register.rows.writs import Proceeding

CHARGE_KINDS = ("fee", "cost")


class Charge(models.Model):
    """The agent's fee or a cost of enforcement. It is owed, and never sustains a measure. Insert-only."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="charges")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in CHARGE_KINDS])
    amount_minor = models.BigIntegerField()
    reasons = models.TextField()
    charged_at = models.DateTimeField()
    charged_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    PRIVACY = {"id": Privacy.OPEN, "charged_by": Privacy.OFFICE} | dict.fromkeys(
        ("proceeding", "kind", "amount_minor", "reasons", "charged_at"), Privacy.CASE
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0, amount_minor__lte=MAX_MINOR), name="charge_in_range")
        ]

    def __str__(self) -> str:
        return f"charge {self.pk}"


class PaymentPlan(models.Model):
    """So much a month from a day on, as agent and debtor agreed. While it is kept, no measure is proposed."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="plans")
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    monthly_minor = models.BigIntegerField()
    first_due = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reasons = models.TextField(blank=True)

    PRIVACY = {"id": Privacy.OPEN, "agreed_by": Privacy.OFFICE} | dict.fromkeys(
        ("proceeding", "agreed_at", "monthly_minor", "first_due", "ended_at", "end_reasons"), Privacy.CASE
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(monthly_minor__gt=0), name="plan_pays_something"),
            models.UniqueConstraint(fields=["proceeding"], condition=Q(ended_at__isnull=True), name="one_open_plan"),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class Withholding(models.Model):
    """A part of wages that an employer kept for the debt. Paid when withheld; `settled_by` is its transfer, once in."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="withholdings")
    employer = models.CharField(max_length=200)
    withheld_on = models.DateField()
    amount_minor = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    settled_by = models.OneToOneField(
        BankEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="settles"
    )

    PRIVACY = {"id": Privacy.OPEN, "employer": Privacy.PERSONAL} | dict.fromkeys(
        ("proceeding", "withheld_on", "amount_minor", "recorded_at", "settled_by"), Privacy.CASE
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="something_was_withheld"),
        ]

    def __str__(self) -> str:
        return f"withholding {self.pk}"


class PaymentReference(models.Model):
    """A reference (ISO 11649) under which a debtor pays all of their proceedings at once, in the law's order."""

    reference = models.CharField(max_length=25, unique=True)
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="payment_reference"
    )
    organisation = models.OneToOneField(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="payment_reference"
    )

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(("reference", "person", "organisation"), Privacy.PERSONAL)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="reference_of_one_debtor",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Refund(models.Model):
    """Money that nobody owed, ordered back to whom it came from; then paid."""

    entry = models.ForeignKey(BankEntry, on_delete=models.PROTECT, related_name="refunds")
    amount_minor = models.BigIntegerField()
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    paid_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN, "ordered_by": Privacy.OFFICE} | dict.fromkeys(
        ("entry", "amount_minor", "ordered_at", "paid_at"), Privacy.CASE
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_of_something"),
            models.CheckConstraint(
                condition=Q(paid_at__isnull=True) | Q(paid_at__gte=F("ordered_at")), name="refund_ordered_then_paid"
            ),
        ]

    def __str__(self) -> str:
        return f"refund {self.pk}"
