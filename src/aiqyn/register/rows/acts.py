"""Acts and their ledger leaves: what was done, by whom, when. Insert-only; a leaf gets its index once."""

from __future__ import annotations

from django.db import models

from aiqyn.register.rows.measures import Measure
from aiqyn.register.rows.privacy import Privacy
from aiqyn.register.rows.writs import Proceeding


class Act(models.Model):
    """One act. `parent` is the act it happened inside (a payment that releases). `at` is the act's legal moment.

    `reasons`: what who acted gave as reasons, where the act wants them. The person reads them; a desk that is shown the
    act's leaf does not.
    """

    kind = models.CharField(max_length=30)
    actor = models.CharField(max_length=40)
    role = models.CharField(max_length=20)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    proceeding = models.ForeignKey(Proceeding, null=True, blank=True, on_delete=models.PROTECT, related_name="acts")
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="acts")
    reasons = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="nested")

    PRIVACY = {
        "id": Privacy.OPEN, "kind": Privacy.CASE, "actor": Privacy.OFFICE, "role": Privacy.OFFICE, "at": Privacy.CASE,
        "recorded_at": Privacy.OPEN, "proceeding": Privacy.CASE, "measure": Privacy.CASE, "parent": Privacy.CASE,
        "reasons": Privacy.CASE,
    }  # fmt: skip

    def __str__(self) -> str:
        return f"act {self.pk}"


class Leaf(models.Model):
    """The act's ledger leaf: the public part is `commitment` at `index`; content and salt open it.

    Destroying the salt erases: the commitment alone says nothing.
    """

    act = models.OneToOneField(Act, on_delete=models.PROTECT, related_name="leaf")
    content = models.BinaryField()
    salt = models.BinaryField(max_length=32)
    commitment = models.BinaryField(max_length=32)
    index = models.BigIntegerField(null=True, blank=True, unique=True)

    PRIVACY = {
        "id": Privacy.OPEN, "act": Privacy.CASE, "content": Privacy.CASE, "salt": Privacy.SECRET,
        "commitment": Privacy.OPEN, "index": Privacy.OPEN,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["id"], condition=models.Q(index__isnull=True), name="leaf_without_index")]

    def __str__(self) -> str:
        return f"leaf {self.pk}"
