"""The published clock of "this is not my debt": how fast duty officers answer. Of nobody in particular."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from aiqyn.register.law_book import book
from aiqyn.register.queries.counts import rank
from aiqyn.register.rows import Dispute


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """Milliseconds from *said* to *answered*, over the last answers; None without any.

    `overdue` are open ones past their time, `late` answers that came after it, `waiting` all open ones; `promise` is
    the law's time in minutes.
    """

    promise: int
    count: int
    p50: float | None
    p99: float | None
    late: int
    waiting: int
    overdue: int
    series: tuple[float, ...] = ()


def answer_times(at: datetime, last: int = 1000) -> AnswerTimes:
    """Percentiles of the clock over the `last` answers (nearest rank), and how many wait."""
    waiting = Dispute.objects.filter(answered_at__isnull=True)
    answered = Dispute.objects.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    newest = [(one.answered_at, one.raised_at) for one in answered[:last]]
    spans = [(done - said) / timedelta(milliseconds=1) for done, said in newest if done is not None]
    ordered = sorted(spans)
    late = answered.filter(answered_at__gt=F("due_at")).count()
    return AnswerTimes(
        promise=book().value("not-my-debt-minutes", book().local_day(at)),
        count=len(ordered),
        p50=rank(ordered, 50) if ordered else None,
        p99=rank(ordered, 99) if ordered else None,
        late=late,
        waiting=waiting.count(),
        overdue=waiting.filter(due_at__lt=at).count(),
        series=tuple(reversed(spans)),
    )
