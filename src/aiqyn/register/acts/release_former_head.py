"""End a measure on somebody who no longer heads the debtor organisation. The new head needs a new sanction."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure
from aiqyn.register.acts._ending import end
from aiqyn.register.rows import Measure


@act
def release_former_head(*, measure: Measure, actor: Actor, at: datetime) -> Measure:
    """End the measure with the reason `head-changed`; one past its last day ends as expired."""
    locked = lock_measure(measure)
    if locked.subject_kind != law.SubjectKind.HEAD.value:
        raise ActError("measure", "not-of-a-head")
    expired = facts.state(locked, at) is law.MeasureState.EXPIRED
    kind, reason = ("expiry", "expired") if expired else ("annulment", "head-changed")
    end(locked, kind=kind, reason=reason, actor=actor, at=at)
    return locked
