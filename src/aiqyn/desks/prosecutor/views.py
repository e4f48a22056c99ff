"""The prosecutor's pages: every measure and what became of it, patterns across offices. Read-only."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from aiqyn import law
from aiqyn.desks import basis, reading, wording
from aiqyn.desks.access import door
from aiqyn.register.queries import cases, counts, pages, patterns

_PER_PAGE = 50
_STATES = ("proposed", "in-force", "refused", "released", "expired")


@door("prosecutor")
def everything(request: HttpRequest) -> HttpResponse:
    """All measures, filtered by standing and court, with the counts that tell patterns."""
    now = timezone.now()
    standing, court = request.GET.get("standing", ""), request.GET.get("court", "")
    state = law.MeasureState(standing) if standing in _STATES else None
    page = Paginator(pages.measures_standing(state, court, now), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": pages.all_shown(page, now),
        "states": [(code, wording.STATES[code]) for code in _STATES],
        "standing": standing,
        "court": court,
        "courts": cases.courts(),
        "offices": patterns.of_offices(now),
        "counts": counts.public_counts(now),
        "times": counts.release_times(),
        "returned": counts.returned_entries(),
        "tiny": patterns.tiny_debts(now),
    }
    return render(request, "desks/prosecutor/everything.html", context)


@door("prosecutor")
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One measure with its whole basis."""
    found = pages.any_measure(ref)
    if found is None:
        raise Http404
    now = timezone.now()
    reading.shown(request, found.proceeding)
    return render(request, "desks/prosecutor/one.html", basis.of(pages.shown(found, now), now))
