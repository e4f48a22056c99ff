"""Money that waits for a debt: an agent matches it to a proceeding of their own."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from aiqyn import law
from aiqyn.desks.access import actor, door, visitor
from aiqyn.desks.agent.forms import MatchForm
from aiqyn.desks.doing import carry_out
from aiqyn.register.acting import ActError
from aiqyn.register.acts.match_payment import match_payment
from aiqyn.register.queries import cases, pages
from aiqyn.register.queries import money as owing_money

_PER_PAGE = 50


@door("agent")
def money(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first."""
    waiting = pages.waiting_for(visitor(request).officer)
    page = Paginator(waiting, _PER_PAGE).get_page(request.GET.get("page"))
    officer = visitor(request).officer
    context = {
        "page": page,
        "refunds": owing_money.refunds(officer),
        "went_back": owing_money.returned_after_release(officer),
    }
    return render(request, "desks/agent/money.html", context)


@door("agent")
def match(request: HttpRequest, entry: int) -> HttpResponse:
    """Put what an entry has left against an own proceeding."""
    agent = visitor(request).officer
    waiting = pages.waiting_for(agent).filter(pk=entry).first()
    if waiting is None:
        raise Http404

    def work(typed: dict[str, Any]) -> None:
        proceeding = cases.own_proceeding(agent, typed["number"])
        if proceeding is None:
            raise ActError("number", "unknown-proceeding")
        match_payment(entry=waiting, proceeding=proceeding, actor=actor(request), at=timezone.now())

    def page(form: MatchForm, refused: law.Refused | None) -> HttpResponse:
        return render(request, "desks/agent/match.html", {"form": form, "refused": refused, "entry": waiting})

    form = MatchForm(request.POST or None)
    back = reverse("desks:money")
    return carry_out(request, form, work, done="matched", back=back, page=page, renamed={"entry": "number"})
