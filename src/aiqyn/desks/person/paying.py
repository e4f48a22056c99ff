"""How a person pays: the reference, the sum, a code to scan. No payment is ever taken here or at a desk."""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from aiqyn.desks.access import door, visitor
from aiqyn.register.acting import ActError, Actor
from aiqyn.register.acts.issue_reference import issue_reference
from aiqyn.register.models import Proceeding
from aiqyn.register.queries import cases, money


def _own(request: HttpRequest, number: str) -> Proceeding:
    found = money.own_debt(visitor(request).citizen, number)
    if found is None:
        raise Http404
    return found


@door("person")
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that a bank asks for, claim and fees apart; and one reference for all debts, if there are several."""
    person = visitor(request).citizen
    context = {
        "owed": money.owed(_own(request, number), timezone.now()),
        "all_debts": cases.debts_of(person).filter(closed_at__isnull=True),
        "one": money.reference_for_all(person),
    }
    return render(request, "desks/person/pay.html", context)


@door("person")
def code(request: HttpRequest, number: str) -> HttpResponse:
    """The code to scan, as a picture."""
    proceeding = _own(request, number)
    owed = money.owed(proceeding, timezone.now())
    text = money.payment_text(proceeding, proceeding.reference, owed.total)
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", scale=5, border=4, light="#fff")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@door("person")
def one_reference(request: HttpRequest) -> HttpResponse:
    """Give the person one reference for all debts."""
    person = visitor(request).citizen
    if request.method == "POST":
        try:
            issue_reference(person=person, actor=Actor("person", "person"), at=timezone.now())
            request.session["done"] = "reference-issued"
        except ActError:
            # There is one already: the page shows it.
            return redirect("desks:me")
    return redirect("desks:me")
