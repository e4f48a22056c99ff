"""Writs of execution, and the proceedings opened on them."""

from __future__ import annotations

from django.db import models

from aiqyn.law import ClaimCategory, ClaimKind
from aiqyn.register.money import MAX_MINOR
from aiqyn.register.rows.courts import Court
from aiqyn.register.rows.officials import Official
from aiqyn.register.rows.organisations import Organisation
from aiqyn.register.rows.people import Person
from aiqyn.register.rows.privacy import Privacy


class Writ(models.Model):
    """A court's order to collect a sum from a person or an organisation. Unique by court and number."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="writs")
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    claim = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ClaimKind])
    category = models.CharField(
        max_length=10,
        choices=[(category.value, category.value) for category in ClaimCategory],
        default=ClaimCategory.OTHER.value,
    )
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    arrears_since = models.DateField(null=True, blank=True)
    creditor = models.CharField(max_length=200, blank=True)
    debtor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="writs")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="writs"
    )

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(
        (
            "court", "number", "issued_on", "claim", "category", "amount_minor", "currency", "arrears_since",
            "creditor", "organisation",
        ),
        Privacy.CASE,
    ) | {"debtor": Privacy.PERSONAL}  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "number"], name="one_writ_a_number"),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0, amount_minor__lte=MAX_MINOR), name="writ_amount_in_range"
            ),
            models.CheckConstraint(
                condition=models.Q(claim=ClaimKind.LUMP.value)
                | models.Q(claim=ClaimKind.PERIODIC.value, arrears_since__isnull=False),
                name="periodic_claim_has_arrears_date",
            ),
            models.CheckConstraint(
                condition=models.Q(debtor__isnull=False, organisation__isnull=True)
                | models.Q(debtor__isnull=True, organisation__isnull=False),
                name="writ_has_one_debtor",
            ),
        ]

    def __str__(self) -> str:
        return f"writ {self.pk}"

    @property
    def debtor_name(self) -> str:
        """Who owes, as read out: the person's full name or the organisation's."""
        if self.debtor is not None:
            return self.debtor.full_name
        return self.organisation.name if self.organisation is not None else ""


class Proceeding(models.Model):
    """An enforcement proceeding: one writ, one agent, one payment reference (ISO 11649)."""

    writ = models.OneToOneField(Writ, on_delete=models.PROTECT, related_name="proceeding")
    number = models.CharField(max_length=20, unique=True)
    reference = models.CharField(max_length=25, unique=True)
    agent = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="proceedings")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    #: Since when it sleeps (Art. 45: no debtor to be found and no property); None while it goes on.
    paused_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN, "agent": Privacy.OFFICE} | dict.fromkeys(
        ("writ", "number", "reference", "opened_at", "closed_at", "paused_at"), Privacy.CASE
    )

    def __str__(self) -> str:
        return self.number


class Correction(models.Model):
    """A typo mended: what stood in a writ, what stands now, and why. Insert-only."""

    writ = models.ForeignKey(Writ, on_delete=models.PROTECT, related_name="corrections")
    column = models.CharField(max_length=20)
    before = models.CharField(max_length=60)
    after = models.CharField(max_length=60)
    reasons = models.TextField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    PRIVACY = {"id": Privacy.OPEN, "corrected_by": Privacy.OFFICE} | dict.fromkeys(
        ("writ", "column", "before", "after", "reasons", "corrected_at"), Privacy.CASE
    )

    def __str__(self) -> str:
        return f"correction {self.pk}"
