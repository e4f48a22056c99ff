"""Opening a case leaves a trace, for the person whom the case is about."""

from __future__ import annotations

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from aiqyn.desks.access import actor
from aiqyn.register.acting import ActError
from aiqyn.register.acts.record_reading import record_reading
from aiqyn.register.models import Proceeding


def shown(request: HttpRequest, proceeding: Proceeding) -> None:
    """Record that the visitor in office reads this case. The day's first reading counts; a second is the same one."""
    with suppress(ActError, IntegrityError), transaction.atomic():
        record_reading(proceeding=proceeding, actor=actor(request), at=timezone.now())
