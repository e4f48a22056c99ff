"""What everybody may read: what the register is and refuses, counts, the release clock, how to verify."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.vary import vary_on_cookie

from aiqyn.desks.access import door
from aiqyn.desks.public import picture, verification
from aiqyn.register.queries import counts


@door("everyone")
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    context = {"counts": counts.public_counts(timezone.now()), "times": counts.release_times()}
    return render(request, "desks/public/home.html", context)


@door("everyone")
@vary_on_cookie
def release_picture(request: HttpRequest) -> HttpResponse:
    """The last releases as a picture; the page beside it says the same in words."""
    chart = picture.draw(counts.release_times().series)
    body = render_to_string("desks/public/release-times.svg", {"chart": chart})
    return HttpResponse(body, content_type="image/svg+xml")


@door("everyone")
def verify(request: HttpRequest) -> HttpResponse:
    """How anybody checks that the register tells everyone the same."""
    here = settings.AIQYN
    context = {
        "counts": counts.public_counts(timezone.now()),
        "keys": verification.public_keys(here.keys, here.origin),
        "address": here.public_url.rstrip("/"),
        "origin": here.origin,
    }
    return render(request, "desks/public/verify.html", context)
