"""The published clock of "this is not my debt": figures, each with its definition, and a picture."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.vary import vary_on_cookie

from aiqyn.desks.access import door
from aiqyn.desks.public import dispute_picture
from aiqyn.register.queries import dispute_clock


@door("everyone")
def clock(request: HttpRequest) -> HttpResponse:
    """How fast duty officers answer, and what is overdue now."""
    now = timezone.now()
    return render(request, "desks/public/disputes.html", {"times": dispute_clock.answer_times(now), "now": now})


@door("everyone")
@vary_on_cookie
def picture(request: HttpRequest) -> HttpResponse:
    """The last answers as bars; the page beside it says the same in words."""
    times = dispute_clock.answer_times(timezone.now())
    chart = dispute_picture.draw(times.series, times.promise)
    body = render_to_string("desks/public/dispute-times.svg", {"chart": chart})
    return HttpResponse(body, content_type="image/svg+xml")
