"""Delete where hits were confirmed, once the time to contest has passed."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn.register.acting import Actor, act, record
from aiqyn.register.rows import Disclosure


@act
def unseal_places(*, today: date, actor: Actor, at: datetime) -> int:
    """Forget the place of disclosures whose seal ended before `today`. Returns how many."""
    due = Disclosure.objects.filter(point__isnull=False, seal_until__lt=today)
    count = due.update(point=None)
    record("retention", actor=actor, at=at, content={"places": count})
    return count
