"""What happens to a measure while it lives: suspensions and the requests for them, reviews."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from aiqyn.law import SuspensionGround
from aiqyn.register.rows.measures import Measure
from aiqyn.register.rows.officials import Official
from aiqyn.register.rows.privacy import Privacy

_GROUNDS = [(ground.value, ground.value) for ground in SuspensionGround]


class Suspension(models.Model):
    """A time in which a measure sleeps, from `starts_at` up to `ends_at` (None: until it is resumed).

    `until` is the last day as decided. A projection that the acts write: `law.standing` is the definition.
    `decided_by` is None when the law itself suspends (an overdue contest).
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="suspensions")
    ref = models.CharField(max_length=20, unique=True)
    ground = models.CharField(max_length=20, choices=_GROUNDS)
    starts_at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    reasons = models.TextField()
    decided_by = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    PRIVACY = {"id": Privacy.OPEN, "decided_by": Privacy.OFFICE, "ground": Privacy.PERSONAL} | dict.fromkeys(
        ("measure", "ref", "starts_at", "until", "ends_at", "reasons", "decided_at"), Privacy.CASE
    )

    def __str__(self) -> str:
        return self.ref


class SuspensionRequest(models.Model):
    """A request of the person to let a measure sleep for a time, and the reasoned decision on it, either way.

    `words` says why, in the person's words; `papers` that the papers its ground needs were shown.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="suspension_requests")
    ground = models.CharField(max_length=20, choices=_GROUNDS)
    starts_on = models.DateField()
    ends_on = models.DateField()
    words = models.TextField()
    papers = models.BooleanField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    suspension = models.OneToOneField(
        Suspension, null=True, blank=True, on_delete=models.PROTECT, related_name="request"
    )
    refusal_reasons = models.TextField(blank=True)

    PRIVACY = {"id": Privacy.OPEN, "decided_by": Privacy.OFFICE} | dict.fromkeys(
        ("ground", "words", "papers", "asked_by"), Privacy.PERSONAL
    ) | dict.fromkeys(
        (
            "measure", "starts_on", "ends_on", "asked_at", "due_at", "decided_at", "suspension", "refusal_reasons",
        ),
        Privacy.CASE,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="request_ends_after_start"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, suspension__isnull=True, refusal_reasons="")
                | Q(decided_at__isnull=False, suspension__isnull=False, refusal_reasons="")
                | (Q(decided_at__isnull=False, suspension__isnull=True) & ~Q(refusal_reasons="")),
                name="request_granted_or_refused_with_reasons",
            ),
            models.UniqueConstraint(
                fields=["measure"], condition=Q(decided_at__isnull=True), name="one_open_request_a_measure"
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class Review(models.Model):
    """A measure looked at again and kept, with reasons. The threshold of its sanction and of today stand beside it."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="reviews")
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField()
    review_by = models.DateField()
    threshold_then_minor = models.BigIntegerField()
    threshold_now_minor = models.BigIntegerField()

    PRIVACY = {"id": Privacy.OPEN, "reviewed_by": Privacy.OFFICE} | dict.fromkeys(
        ("measure", "reviewed_at", "reasons", "review_by", "threshold_then_minor", "threshold_now_minor"), Privacy.CASE
    )

    def __str__(self) -> str:
        return f"review {self.pk}"
