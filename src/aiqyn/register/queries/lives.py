"""What a court reads of living measures: requests for suspension, suspensions, thresholds of then and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from aiqyn.law.calendar import add_months
from aiqyn.register import facts
from aiqyn.register.law_book import book
from aiqyn.register.rows import Court, Measure, Person, Suspension, SuspensionRequest

_CASE = (
    "measure", "measure__person", "measure__vehicle", "measure__proceeding", "measure__proceeding__writ",
    "measure__proceeding__writ__debtor", "measure__proceeding__writ__organisation", "measure__proceeding__writ__court",
    "measure__proceeding__agent", "measure__proposed_by", "measure__sanctioned_by",
)  # fmt: skip


def open_requests(court: Court) -> QuerySet[SuspensionRequest]:
    """Requests that wait for this court's decision, the one due first on top."""
    return (
        SuspensionRequest.objects.filter(measure__proceeding__writ__court=court, decided_at__isnull=True)
        .select_related(*_CASE)
        .order_by("due_at", "pk")
    )


def open_request(court: Court, pk: int) -> SuspensionRequest | None:
    """One of them."""
    return open_requests(court).filter(pk=pk).first()


def requests_about(measure: Measure) -> QuerySet[SuspensionRequest]:
    """What was asked about a measure, the newest first."""
    return SuspensionRequest.objects.filter(measure=measure).select_related("suspension").order_by("-asked_at", "-pk")


def open_suspensions(measure: Measure, at: datetime) -> QuerySet[Suspension]:
    """Suspensions that last, or are still to come."""
    return Suspension.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), measure=measure).order_by("starts_at")


def suspension(measure: Measure, ref: str) -> Suspension | None:
    """A suspension of the measure by its reference."""
    return Suspension.objects.filter(measure=measure, ref=ref).select_related("measure").first()


def against(person: Person, ref: str) -> Measure | None:
    """A measure that names the person, by its reference."""
    return (
        Measure.objects.filter(person=person, ref=ref).select_related("proceeding", "proceeding__writ__court").first()
    )


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The law's threshold on the day of the sanction and today, minor units of `currency`."""

    then: int
    now: int
    currency: str

    @property
    def changed(self) -> bool:
        """Whether it moved: what that means for a measure in force is the judge's to say."""
        return self.then != self.now


def thresholds(measure: Measure, at: datetime) -> Thresholds:
    """The thresholds that a review looks at."""
    then, now = facts.thresholds(measure, at=at)
    return Thresholds(then, now, book().currency)


def latest_review(at: datetime) -> date:
    """The last day to which the law lets the next review be set today."""
    return add_months(book().local_day(at), book().review_by_months)
