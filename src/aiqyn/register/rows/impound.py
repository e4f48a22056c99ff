"""Impound lots: what was taken in under which hit, in which condition, and who let it go to whom."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from aiqyn.register.rows.check import Disclosure
from aiqyn.register.rows.contests import Contest, Representation
from aiqyn.register.rows.measures import Measure
from aiqyn.register.rows.officials import Official
from aiqyn.register.rows.people import Person
from aiqyn.register.rows.privacy import Privacy
from aiqyn.register.rows.vehicles import Vehicle

RELATIONS = ("owner", "representative", "buyer", "heir")
PHOTO_TYPES = ("image/jpeg", "image/png")


class ImpoundLot(models.Model):
    """A place where detained vehicles are kept."""

    ref = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200)

    PRIVACY = dict.fromkeys(("id", "ref", "name", "place"), Privacy.OPEN)

    def __str__(self) -> str:
        return self.ref


class LotPost(models.Model):
    """Which lot a custodian works at: one lot each."""

    custodian = models.OneToOneField(Official, on_delete=models.PROTECT, related_name="lot_post")
    lot = models.ForeignKey(ImpoundLot, on_delete=models.PROTECT, related_name="posts")

    PRIVACY = {"id": Privacy.OPEN, "custodian": Privacy.OFFICE, "lot": Privacy.OFFICE}

    def __str__(self) -> str:
        return f"post {self.pk}"


class Intake(models.Model):
    """A vehicle taken in under one confirmed hit. Condition and inventory are the custodian's words of that moment."""

    ref = models.CharField(max_length=20, unique=True)
    lot = models.ForeignKey(ImpoundLot, on_delete=models.PROTECT, related_name="intakes")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="intakes")
    vehicle = models.ForeignKey(Vehicle, on_delete=models.PROTECT, related_name="intakes")
    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="intake")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    odometer_km = models.PositiveIntegerField(null=True, blank=True)
    condition = models.TextField()
    inventory = models.TextField()
    #: Of the storage fee's invoice (ISO 11649). Nothing is ever paid at the lot.
    reference = models.CharField(max_length=25, unique=True)
    #: The projection of its release, so that a lot's list needs no join.
    released_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN, "lot": Privacy.CASE, "received_by": Privacy.OFFICE} | dict.fromkeys(
        (
            "ref", "measure", "vehicle", "disclosure", "received_at", "odometer_km", "condition", "inventory",
            "reference", "released_at",
        ),
        Privacy.PERSONAL,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vehicle"], condition=Q(released_at__isnull=True), name="a_vehicle_is_in_one_lot"
            ),
            models.CheckConstraint(condition=~Q(condition=""), name="intake_says_the_condition"),
        ]
        indexes = [models.Index(fields=["lot"], condition=Q(released_at__isnull=True), name="intake_kept")]

    def __str__(self) -> str:
        return self.ref


class IntakePhoto(models.Model):
    """A photograph of the vehicle as it was taken in. The picture is a file of the installation, named by its hash."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="photos")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=10, choices=[(one, one) for one in PHOTO_TYPES])
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    PRIVACY = {"id": Privacy.OPEN, "added_by": Privacy.OFFICE} | dict.fromkeys(
        ("intake", "sha256", "media_type", "size", "added_at"), Privacy.PERSONAL
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "sha256"], name="one_photo_once")]

    def __str__(self) -> str:
        return f"photo {self.pk}"


class ImpoundRelease(models.Model):
    """Handing a vehicle over: approved by one official, done by another. `paper` is what an heir's right rests on.

    `fee_minor` is what the invoice says, by the law's tariff of each day; handing over does not wait for it.
    """

    intake = models.OneToOneField(Intake, on_delete=models.PROTECT, related_name="release")
    released_to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=15, choices=[(one, one) for one in RELATIONS])
    representation = models.ForeignKey(
        Representation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contest = models.ForeignKey(Contest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=200, blank=True)
    first_official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    second_official = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    fee_minor = models.BigIntegerField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN, "first_official": Privacy.OFFICE, "second_official": Privacy.OFFICE} | dict.fromkeys(
        (
            "intake", "released_to", "relation", "representation", "contest", "paper", "approved_at", "released_at",
            "fee_minor",
        ),
        Privacy.PERSONAL,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_official__isnull=True) | ~Q(second_official=F("first_official")),
                name="two_people_let_a_vehicle_go",
            ),
            models.CheckConstraint(
                condition=Q(second_official__isnull=True, released_at__isnull=True, fee_minor__isnull=True)
                | Q(second_official__isnull=False, released_at__isnull=False, fee_minor__gte=0),
                name="released_by_the_second_with_a_fee",
            ),
            models.CheckConstraint(
                condition=Q(relation="owner", representation__isnull=True, contest__isnull=True)
                | Q(relation="representative", representation__isnull=False, contest__isnull=True)
                | Q(relation="buyer", representation__isnull=True, contest__isnull=False)
                | (Q(relation="heir", representation__isnull=True, contest__isnull=True) & ~Q(paper="")),
                name="handed_over_on_a_right",
            ),
        ]

    def __str__(self) -> str:
        return f"handing over {self.pk}"
