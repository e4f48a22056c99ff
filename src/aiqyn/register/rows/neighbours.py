"""What the register and the state's systems said to each other: cursors, acknowledgements, comparisons, trials."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aiqyn.law import EffectKind, MeasureKind, Purpose
from aiqyn.register.rows.measures import Measure, Notice
from aiqyn.register.rows.privacy import Privacy

#: How two records of one measure can differ, the gravest first: barred by one system while the other one let go.
DIFFERENCE_KINDS = (
    "bound-there-free-here",
    "bound-here-free-there",
    "only-there",
    "only-here",
    "asleep-in-one",
    "dates-differ",
)


class FeedCursor(models.Model):
    """How far a neighbour's feed was read: the name of the last delivery that was imported."""

    neighbour = models.CharField(max_length=20, unique=True)
    cursor = models.CharField(max_length=200)
    collected_at = models.DateTimeField()

    PRIVACY = dict.fromkeys(("id", "neighbour", "cursor", "collected_at"), Privacy.OPEN)

    def __str__(self) -> str:
        return self.neighbour


class ReleaseAcknowledgement(models.Model):
    """The border service knows of a release: its own receipt, once a measure. What has none is told again."""

    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="acknowledgement")
    receipt = models.CharField(max_length=100)
    acknowledged_at = models.DateTimeField()

    PRIVACY = {"id": Privacy.OPEN, "acknowledged_at": Privacy.OPEN} | dict.fromkeys(
        ("measure", "receipt"), Privacy.CASE
    )

    def __str__(self) -> str:
        return f"acknowledgement {self.pk}"


class NoticeMessage(models.Model):
    """A notice handed over to a provider of messages, under its receipt. Handed over is neither informed nor served."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="message")
    receipt = models.CharField(max_length=100)
    handed_over_at = models.DateTimeField()

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(("notice", "receipt", "handed_over_at"), Privacy.CASE)

    def __str__(self) -> str:
        return f"message {self.pk}"


class Reconciliation(models.Model):
    """The register held against an extract of the state's system, at the end of a day. One a file and day."""

    digest = models.CharField(max_length=64)
    as_of = models.DateField()
    compared_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    agreeing = models.PositiveIntegerField()

    PRIVACY = dict.fromkeys(("id", "digest", "as_of", "compared_at", "rows", "agreeing"), Privacy.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "as_of"], name="one_reconciliation_a_file_and_day"),
        ]

    def __str__(self) -> str:
        return f"reconciliation {self.pk}"


class ReconciliationDifference(models.Model):
    """One measure that the two systems record differently. Nobody is named: court and writ say which case it is.

    `measure` is ours, where there is one; `line` that of the extract, 0 where it has none; `here` and `there` are what
    each says of `column`.
    """

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(max_length=30, choices=[(kind, kind) for kind in DIFFERENCE_KINDS])
    court = models.CharField(max_length=20)
    writ = models.CharField(max_length=60)
    measure_kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in MeasureKind])
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField(default=0)
    column = models.CharField(max_length=20)
    here = models.CharField(max_length=40, blank=True)
    there = models.CharField(max_length=40, blank=True)

    PRIVACY = {"id": Privacy.OPEN, "reconciliation": Privacy.OPEN, "line": Privacy.OPEN} | dict.fromkeys(
        ("kind", "court", "writ", "measure_kind", "measure", "column", "here", "there"), Privacy.CASE
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__isnull=False) | Q(line__gt=0), name="difference_is_of_one_side_at_least"
            ),
        ]
        indexes = [models.Index(fields=["reconciliation", "kind"], name="difference_kind")]

    def __str__(self) -> str:
        return f"difference {self.pk}"


class ReconciliationFault(models.Model):
    """A row of an extract that could not be read: its line, the column, the code of the reason. Never its value."""

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.PROTECT, related_name="faults")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=60)
    code = models.CharField(max_length=60)

    PRIVACY = dict.fromkeys(("id", "reconciliation", "line", "column", "code"), Privacy.OPEN)

    def __str__(self) -> str:
        return f"fault {self.pk}"


class ShadowHit(models.Model):
    """In a trial: a desk would have met an order. Kind and day for the comparison; neither which order nor where."""

    day = models.DateField()
    purpose = models.CharField(max_length=30, choices=[(purpose.value, purpose.value) for purpose in Purpose])
    measure_kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in MeasureKind])
    effect = models.CharField(max_length=10, choices=[(effect.value, effect.value) for effect in EffectKind])

    PRIVACY = dict.fromkeys(("id", "day", "purpose", "measure_kind", "effect"), Privacy.OPEN)

    class Meta:
        indexes = [models.Index(fields=["day"], name="shadow_day")]

    def __str__(self) -> str:
        return f"shadow hit {self.pk}"
