"""The register's side of a check: service points, day keys, published tokens, confirmed hits."""

from __future__ import annotations

from django.db import models

from aiqyn.law import EffectKind, Purpose
from aiqyn.register.rows.measures import Measure
from aiqyn.register.rows.people import PersonDocument
from aiqyn.register.rows.privacy import Privacy
from aiqyn.register.rows.vehicles import VehicleCertificate

_PURPOSES = [(purpose.value, purpose.value) for purpose in Purpose]


class ServicePoint(models.Model):
    """A staffed desk of a public body, its purpose, and the public key of its credential (Ed25519)."""

    ref = models.CharField(max_length=60, unique=True)
    purpose = models.CharField(max_length=30, choices=_PURPOSES)
    place = models.CharField(max_length=200)
    public_key = models.BinaryField(max_length=32)
    active = models.BooleanField(default=True)

    PRIVACY = dict.fromkeys(("id", "ref", "purpose", "place", "public_key", "active"), Privacy.OPEN)

    def __str__(self) -> str:
        return self.ref


class DayKey(models.Model):
    """The one public evaluation key of a purpose and a day, as announced in the ledger. The secret is not here."""

    purpose = models.CharField(max_length=30, choices=_PURPOSES)
    day = models.DateField()
    public_key = models.BinaryField(max_length=32)
    act = models.OneToOneField("Act", on_delete=models.PROTECT, related_name="daykey")

    PRIVACY = dict.fromkeys(("id", "purpose", "day", "public_key", "act"), Privacy.OPEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "day"], name="one_key_a_purpose_and_day")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.day}"


class TokenSet(models.Model):
    """A published state of a day's token set: additions only, numbered from 1."""

    purpose = models.CharField(max_length=30, choices=_PURPOSES)
    day = models.DateField()
    number = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    PRIVACY = dict.fromkeys(("id", "purpose", "day", "number", "count", "digest", "published_at"), Privacy.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose", "day", "number"], name="one_set_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.day} {self.number}"


class PublishedToken(models.Model):
    """One evaluation: a measure and a document, for a purpose and a day. Withdrawn by nobody; the day ends it.

    The document is a person's, or a vehicle's registration certificate; `form` is the kind of key made with it
    (a vehicle is asked about by plate, by VIN or by chassis number).
    """

    purpose = models.CharField(max_length=30, choices=_PURPOSES)
    day = models.DateField()
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="tokens")
    document = models.ForeignKey(PersonDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    certificate = models.ForeignKey(
        VehicleCertificate, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    form = models.CharField(max_length=20)
    token = models.BinaryField(max_length=8)
    output_hash = models.BinaryField(max_length=32)

    PRIVACY = {"id": Privacy.OPEN, "purpose": Privacy.OPEN, "day": Privacy.OPEN, "token": Privacy.OPEN} | dict.fromkeys(
        ("measure", "document", "certificate", "form", "output_hash"), Privacy.PERSONAL
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "day", "measure", "document", "form"],
                condition=models.Q(document__isnull=False),
                name="one_evaluation_a_measure_and_document",
            ),
            models.UniqueConstraint(
                fields=["purpose", "day", "measure", "certificate", "form"],
                condition=models.Q(certificate__isnull=False),
                name="one_evaluation_a_measure_and_certificate",
            ),
            models.CheckConstraint(
                condition=models.Q(document__isnull=False, certificate__isnull=True)
                | models.Q(document__isnull=True, certificate__isnull=False),
                name="token_of_one_document",
            ),
        ]
        indexes = [models.Index(fields=["output_hash"], name="token_output")]

    def __str__(self) -> str:
        return f"token {self.pk}"


class Disclosure(models.Model):
    """A confirmed hit: its number, kind of desk, effect and day. The place is sealed and deleted after its time."""

    number = models.CharField(max_length=13, unique=True)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="disclosures")
    purpose = models.CharField(max_length=30, choices=_PURPOSES)
    effect = models.CharField(max_length=10, choices=[(effect.value, effect.value) for effect in EffectKind])
    day = models.DateField()
    #: The ground of the stop at which a vehicle was asked about; empty at other desks.
    ground = models.CharField(max_length=60, blank=True)
    point = models.ForeignKey(ServicePoint, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    seal_until = models.DateField()

    PRIVACY = {"id": Privacy.OPEN, "point": Privacy.SEALED, "seal_until": Privacy.OPEN} | dict.fromkeys(
        ("number", "measure", "purpose", "effect", "day", "ground"), Privacy.PERSONAL
    )

    def __str__(self) -> str:
        return f"disclosure {self.pk}"


class ConfirmationNonce(models.Model):
    """A nonce that a point has used: a confirmation request is answered once. Deleted after two minutes."""

    point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    nonce = models.BinaryField(max_length=16)
    used_at = models.DateTimeField()

    PRIVACY = dict.fromkeys(("id", "point", "nonce", "used_at"), Privacy.OPEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "nonce"], name="a_nonce_once")]

    def __str__(self) -> str:
        return f"nonce {self.pk}"
