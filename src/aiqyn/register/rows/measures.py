"""Notices served, and the measures that courts sanction."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from aiqyn.law import MeasureKind, SubjectKind
from aiqyn.register.rows.officials import Official
from aiqyn.register.rows.people import Person
from aiqyn.register.rows.privacy import Privacy
from aiqyn.register.rows.vehicles import Vehicle
from aiqyn.register.rows.writs import Proceeding

NOTICE_KINDS = ("initiation", "special")
_OF_VEHICLES = [kind.value for kind in MeasureKind if kind.of_vehicle]
NOTICE_CHANNELS = ("registered-mail", "sms", "e-mail", "in-person")


class Notice(models.Model):
    """A notice to the debtor. Sent and served are two things (Art. 27); only a served one counts."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in NOTICE_KINDS])
    channel = models.CharField(max_length=20, choices=[(channel, channel) for channel in NOTICE_CHANNELS])
    sent_at = models.DateTimeField()
    #: A provider's report that an SMS or e-mail arrived. It informs; it does not serve.
    informed_at = models.DateTimeField(null=True, blank=True)
    served_at = models.DateTimeField(null=True, blank=True)
    #: It came back: the addressee was not found. What a search rests on.
    returned_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(
        ("proceeding", "kind", "channel", "sent_at", "informed_at", "served_at", "returned_at"), Privacy.CASE
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(served_at__isnull=True) | Q(served_at__gte=F("sent_at")), name="served_after_sent"
            ),
            models.CheckConstraint(
                condition=Q(served_at__isnull=True) | Q(returned_at__isnull=True), name="served_or_returned"
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Measure(models.Model):
    """One restriction in one proceeding, from its proposal to its end.

    The columns after `reasons` are a projection that the acts write; `law.standing` over the acts is the definition,
    and a test holds the two equal.
    """

    ref = models.CharField(max_length=20, unique=True)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in MeasureKind])
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="measures")
    vehicle = models.ForeignKey(Vehicle, null=True, blank=True, on_delete=models.PROTECT, related_name="measures")
    subject_kind = models.CharField(
        max_length=15,
        choices=[(kind.value, kind.value) for kind in SubjectKind],
        default=SubjectKind.INDIVIDUAL.value,
    )
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    proposed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    article = models.CharField(max_length=60, blank=True)
    rule = models.CharField(max_length=60, blank=True)
    ends_on = models.DateField()
    reasons = models.TextField(blank=True)
    sanctioned_by = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_force_from = models.DateTimeField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)
    refused_by = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal_reasons = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, blank=True)
    subject_salt = models.BinaryField(max_length=32)

    PRIVACY = {
        "id": Privacy.OPEN, "proposed_by": Privacy.OFFICE, "sanctioned_by": Privacy.OFFICE,
        "refused_by": Privacy.OFFICE, "subject_salt": Privacy.SECRET,
    } | dict.fromkeys(
        (
            "ref", "proceeding", "kind", "subject_kind", "replaces", "proposed_at", "notice", "article", "rule",
            "ends_on", "reasons", "in_force_from", "review_by", "refused_at", "refusal_reasons", "ended_at",
            "end_reason",
        ),
        Privacy.CASE,
    ) | {"person": Privacy.PERSONAL, "vehicle": Privacy.PERSONAL}  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sanctioned_by__isnull=True) | ~Q(sanctioned_by=F("proposed_by")),
                name="nobody_sanctions_own_proposal",
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True)
                | (
                    Q(sanctioned_by__isnull=False, review_by__isnull=False)
                    & ~Q(article="")
                    & ~Q(rule="")
                ),
                name="in_force_has_its_basis",
            ),
            # Whoever is sought cannot be served; everybody else is, before anything is barred or held.
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True)
                | Q(notice__isnull=False)
                | Q(kind=MeasureKind.DEBTOR_SEARCH.value),
                name="in_force_was_announced",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=_OF_VEHICLES, vehicle__isnull=False, person__isnull=True)
                | (~Q(kind__in=_OF_VEHICLES) & Q(vehicle__isnull=True, person__isnull=False)),
                name="measure_names_one",
            ),
            models.CheckConstraint(
                condition=Q(sanctioned_by__isnull=True, in_force_from__isnull=True)
                | Q(sanctioned_by__isnull=False, in_force_from__isnull=False),
                name="sanction_means_in_force",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | Q(in_force_from__isnull=True, ended_at__isnull=True),
                name="refused_never_in_force",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="end_has_its_reason",
            ),
            models.UniqueConstraint(
                fields=["proceeding", "kind", "person"],
                condition=Q(ended_at__isnull=True, refused_at__isnull=True, person__isnull=False),
                name="one_open_measure_a_kind",
            ),
            models.UniqueConstraint(
                fields=["proceeding", "kind", "vehicle"],
                condition=Q(ended_at__isnull=True, refused_at__isnull=True, vehicle__isnull=False),
                name="one_open_measure_a_vehicle",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["in_force_from"], condition=Q(ended_at__isnull=True), name="measure_open"),
        ]

    def __str__(self) -> str:
        return self.ref
