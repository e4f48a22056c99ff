"""Saying no: powers of representatives, contests of measures, "this is not my debt", and what the writ itself said."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from aiqyn.register.rows.check import Disclosure
from aiqyn.register.rows.lives import Suspension
from aiqyn.register.rows.measures import Measure
from aiqyn.register.rows.officials import Official
from aiqyn.register.rows.people import Person
from aiqyn.register.rows.privacy import Privacy
from aiqyn.register.rows.writs import Writ

POWER_SCOPES = ("contest", "all")
FILED_AS = ("person", "representative", "owner", "buyer")
CONTEST_OUTCOMES = ("granted", "rejected", "withdrawn")
DISPUTE_OUTCOMES = ("suspended", "confirmed", "ended")
DISPUTE_CHANNELS = ("desk", "page")


class Representation(models.Model):
    """A power: `representative` may act for `person`, up to the end of `until`, as far as `scope` goes.

    `contest`: see the measures and contest them. `all`: also see who was told, and ask for a suspension.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="powers_given")
    representative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="powers_held")
    scope = models.CharField(max_length=10, choices=[(scope, scope) for scope in POWER_SCOPES])
    given_at = models.DateTimeField()
    until = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(
        ("person", "representative", "scope", "given_at", "until", "revoked_at"), Privacy.PERSONAL
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("representative")), name="nobody_represents_themselves"),
            models.UniqueConstraint(
                fields=["person", "representative"], condition=Q(revoked_at__isnull=True), name="one_power_a_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"power {self.pk}"


class Contest(models.Model):
    """A contest of a measure: why in the filer's words, how much of the debt is disputed, due when, and its outcome.

    `suspension` is the one that the law itself gave because nobody decided in time.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="contests")
    ref = models.CharField(max_length=20, unique=True)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contests")
    filed_as = models.CharField(max_length=15, choices=[(way, way) for way in FILED_AS])
    representation = models.ForeignKey(
        Representation, null=True, blank=True, on_delete=models.PROTECT, related_name="contests"
    )
    words = models.TextField()
    disputed_minor = models.BigIntegerField()
    due_on = models.DateField()
    suspension = models.OneToOneField(
        Suspension, null=True, blank=True, on_delete=models.PROTECT, related_name="contest"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, blank=True, choices=[(one, one) for one in CONTEST_OUTCOMES])
    reasons = models.TextField(blank=True)

    PRIVACY = {"id": Privacy.OPEN, "decided_by": Privacy.OFFICE} | dict.fromkeys(
        ("filed_by", "filed_as", "representation", "words"), Privacy.PERSONAL
    ) | dict.fromkeys(
        (
            "measure", "ref", "filed_at", "disputed_minor", "due_on", "suspension", "decided_at", "outcome", "reasons",
        ),
        Privacy.CASE,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(disputed_minor__gte=0), name="disputed_not_negative"),
            models.CheckConstraint(
                condition=Q(filed_as="representative", representation__isnull=False)
                | (~Q(filed_as="representative") & Q(representation__isnull=True)),
                name="representative_has_a_power",
            ),
            # Decided by a judge with reasons; what was withdrawn nobody decided.
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, outcome="", reasons="")
                | Q(decided_at__isnull=False, decided_by__isnull=True, outcome="withdrawn")
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False, outcome__in=("granted", "rejected"))
                    & ~Q(reasons="")
                ),
                name="contest_decided_with_reasons",
            ),
            models.UniqueConstraint(
                fields=["measure", "filed_by"], condition=Q(decided_at__isnull=True), name="one_open_contest_a_filer"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["due_on"], condition=Q(decided_at__isnull=True), name="contest_open"),
        ]

    def __str__(self) -> str:
        return self.ref


class Dispute(models.Model):
    """“This is not my debt”, said at a desk (then with the disclosure) or on the person's page: due by `due_at`.

    `ended`: the measure ended before it was answered.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="disputes")
    ref = models.CharField(max_length=20, unique=True)
    raised_at = models.DateTimeField()
    channel = models.CharField(max_length=5, choices=[(way, way) for way in DISPUTE_CHANNELS])
    disclosure = models.ForeignKey(Disclosure, null=True, blank=True, on_delete=models.PROTECT, related_name="disputes")
    words = models.TextField(blank=True)
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, blank=True, choices=[(one, one) for one in DISPUTE_OUTCOMES])
    reasons = models.TextField(blank=True)
    suspension = models.OneToOneField(
        Suspension, null=True, blank=True, on_delete=models.PROTECT, related_name="dispute"
    )

    PRIVACY = {"id": Privacy.OPEN, "answered_by": Privacy.OFFICE} | dict.fromkeys(
        ("channel", "disclosure", "words"), Privacy.PERSONAL
    ) | dict.fromkeys(
        ("measure", "ref", "raised_at", "due_at", "answered_at", "outcome", "reasons", "suspension"), Privacy.CASE
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, outcome="", suspension__isnull=True)
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(reasons="")
                ),
                name="dispute_answered_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(suspension__isnull=True) | Q(outcome="suspended"), name="dispute_suspends_when_it_says_so"
            ),
            models.CheckConstraint(
                condition=Q(channel="desk", disclosure__isnull=False) | Q(channel="page", disclosure__isnull=True),
                name="dispute_at_a_desk_has_its_disclosure",
            ),
            models.UniqueConstraint(
                fields=["measure"], condition=Q(answered_at__isnull=True), name="one_open_dispute_a_measure"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["due_at"], condition=Q(answered_at__isnull=True), name="dispute_open"),
        ]

    def __str__(self) -> str:
        return self.ref


class WritClaim(models.Model):
    """Whom the writ named, letter by letter as the court sent it: kept beside what the population register says."""

    writ = models.OneToOneField(Writ, on_delete=models.PROTECT, related_name="claimed")
    surname = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100)
    patronymic = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()

    PRIVACY = {"id": Privacy.OPEN, "writ": Privacy.CASE} | dict.fromkeys(
        ("surname", "given_name", "patronymic", "birth_date"), Privacy.PERSONAL
    )

    def __str__(self) -> str:
        return f"claim {self.pk}"

    @property
    def full_name(self) -> str:
        """The name as read out."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)
