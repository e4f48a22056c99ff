"""Imports: how far each file came, and what was refused, without repeating what stood there."""

from __future__ import annotations

from django.db import models

from aiqyn.register.rows.privacy import Privacy


class ImportRun(models.Model):
    """One file, by its digest. `position` is where the next row starts: a killed import goes on from there."""

    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    line = models.PositiveBigIntegerField(default=0)
    position = models.PositiveBigIntegerField(default=0)
    accepted = models.PositiveBigIntegerField(default=0)
    known = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveBigIntegerField(default=0)
    delete_after = models.DateField()

    PRIVACY = dict.fromkeys(
        (
            "id", "kind", "digest", "started_at", "finished_at", "line", "position", "accepted", "known", "refused",
            "delete_after",
        ),
        Privacy.OPEN,
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="one_run_a_file")]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportRefusal(models.Model):
    """A row that was refused: line, field and reason; never the value."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="refusals")
    line = models.PositiveBigIntegerField()
    column = models.CharField(max_length=60)
    code = models.CharField(max_length=60)

    PRIVACY = dict.fromkeys(("id", "run", "line", "column", "code"), Privacy.OPEN)

    def __str__(self) -> str:
        return f"refusal {self.pk}"
