"""Comparisons with the state's system: how many measures differ, how, and which cases they are. Nobody is named."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from aiqyn.desks import wording
from aiqyn.desks.access import door
from aiqyn.desks.prosecutor import difference_picture
from aiqyn.register.queries import reconciling, trials

_PER_PAGE = 50


@door("prosecutor")
def listing(request: HttpRequest) -> HttpResponse:
    """All comparisons, the newest first, and what a trial of the check counted."""
    page = Paginator(reconciling.reconciliations(), _PER_PAGE).get_page(request.GET.get("page"))
    rows = [(made, sum(tally.count for tally in reconciling.tallies(made))) for made in page]
    context = {"page": page, "rows": rows, "trials": trials.counts()}
    return render(request, "desks/prosecutor/reconciliations.html", context)


@door("prosecutor")
def one(request: HttpRequest, made_pk: int) -> HttpResponse:
    """One comparison: counts by kind, the differences by case, the rows that could not be read."""
    made = reconciling.reconciliation(made_pk)
    if made is None:
        raise Http404
    kinds = wording.VOCABULARIES["difference"]
    chosen = request.GET.get("kind", "")
    kind = chosen if chosen in kinds else ""
    context = {
        "made": made,
        "tallies": reconciling.tallies(made),
        "kinds": kinds.items(),
        "kind": kind,
        "page": Paginator(reconciling.differences(made, kind), _PER_PAGE).get_page(request.GET.get("page")),
        "faults": reconciling.faults(made)[:_PER_PAGE],
        "faulty": reconciling.faults(made).count(),
    }
    return render(request, "desks/prosecutor/reconciliation.html", context)


@door("prosecutor")
def picture(request: HttpRequest, made_pk: int) -> HttpResponse:
    """The counts of one comparison as a picture; the page beside it says the same as a table."""
    made = reconciling.reconciliation(made_pk)
    if made is None:
        raise Http404
    chart = difference_picture.draw(reconciling.tallies(made))
    body = render_to_string("desks/prosecutor/differences.svg", {"chart": chart})
    return HttpResponse(body, content_type="image/svg+xml")
