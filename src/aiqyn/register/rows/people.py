"""People as the population register knows them, and the documents issued to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from aiqyn.register.rows.privacy import Privacy


class Person(models.Model):
    """A person, with an IIN or (foreigners, stateless people, refugees) known by a document and the date of birth.

    Names are for people to read after a hit; nothing matches by them.
    """

    iin = models.CharField(max_length=12, unique=True, null=True, blank=True)
    surname = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100)
    patronymic = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()
    died_on = models.DateField(null=True, blank=True)
    guardian_iin = models.CharField(max_length=12, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(
        ("iin", "surname", "given_name", "patronymic", "birth_date", "died_on", "guardian_iin", "user"),
        Privacy.PERSONAL,
    )

    def __str__(self) -> str:
        # The number of the row: this text ends up in error pages and logs.
        return f"person {self.pk}"

    @property
    def number(self) -> str:
        """The IIN as text; empty for who has none."""
        return self.iin or ""

    @property
    def full_name(self) -> str:
        """The name as read out: surname, given name, patronymic."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


class PersonDocument(models.Model):
    """A document issued to a person: `state:number` with its kind and the days it is valid."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=3)
    number = models.CharField(max_length=20)
    issued_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)

    PRIVACY = {"id": Privacy.OPEN} | dict.fromkeys(
        ("person", "kind", "state", "number", "issued_on", "valid_until", "cancelled_on"), Privacy.PERSONAL
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["state", "number"], name="one_holder_a_document")]

    def __str__(self) -> str:
        return f"document {self.pk}"
