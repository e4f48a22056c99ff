"""The law's own table for everybody: measure × purpose → effect, from the same data that desks decide by."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from aiqyn import law
from aiqyn.desks.access import door
from aiqyn.desks.fields import DayField
from aiqyn.register.law_book import book


def _day(request: HttpRequest) -> date:
    """The day that is asked for; today for what is none."""
    try:
        asked: date | None = DayField(required=False).clean(request.GET.get("on", ""))
    except ValidationError:
        asked = None
    return asked or book().local_day(timezone.now())


@door("everyone")
def page(request: HttpRequest) -> HttpResponse:
    """The table of a day, every rule and value of it, and which of them are verified."""
    on = _day(request)
    purposes = [purpose for purpose in book().purposes if _named(purpose, on)]
    rules = [rule for rule in book().rules if rule.since <= on and (rule.until is None or on <= rule.until)]
    context = {
        "on": on,
        "purposes": [(purpose, book().purpose(purpose, on), book().unknown(purpose, on)) for purpose in purposes],
        "rows": [
            (kind, [(purpose, book().effect(kind, purpose, on)) for purpose in purposes]) for kind in law.MeasureKind
        ],
        "effects": [
            effect
            for kind in law.MeasureKind
            for purpose in purposes
            if (effect := book().effect(kind, purpose, on)) is not None
        ],
        "measures": [found for kind in law.MeasureKind if (found := book().measure(kind, on)) is not None],
        "values": [rule for rule in rules if rule.value is not None],
        "rules": [rule for rule in rules if rule.value is None],
    }
    return render(request, "desks/public/law.html", context)


def _named(purpose: law.Purpose, on: date) -> bool:
    try:
        book().purpose(purpose, on)
    except law.LawDataError:
        return False
    return True
