"""Record that the border service knows of releases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.rows import Measure, ReleaseAcknowledgement


@act
def record_acknowledgements(receipts: Mapping[str, str], *, actor: Actor, at: datetime) -> int:
    """Write the service's receipts by order reference, the first one of each measure. Returns how many are new.

    ActError `not-released` when one of them is not over: a service that acknowledges what nobody told is refused whole.
    """
    found = {
        measure.ref: measure
        for measure in Measure.objects.select_for_update(of=("self",)).filter(ref__in=receipts).order_by("pk")
    }
    if len(found) != len(receipts) or any(measure.ended_at is None for measure in found.values()):
        raise ActError("measure", "not-released")
    known = set(
        ReleaseAcknowledgement.objects.filter(measure__in=found.values()).values_list("measure__ref", flat=True)
    )
    new = sorted(set(found) - known)
    record("acknowledgement", actor=actor, at=at, content={"measures": new})
    ReleaseAcknowledgement.objects.bulk_create(
        [ReleaseAcknowledgement(measure=found[ref], receipt=receipts[ref], acknowledged_at=at) for ref in new]
    )
    return len(new)
