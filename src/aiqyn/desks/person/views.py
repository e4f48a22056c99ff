"""The person's own page, and the proof of a release that works without this register."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from aiqyn import law
from aiqyn.desks.access import door, visitor
from aiqyn.desks.person.contesting import objections
from aiqyn.disclosure.opening import Opener
from aiqyn.register.law_book import book
from aiqyn.register.queries import cases, deliveries, pages

_ENDED = (law.MeasureState.RELEASED, law.MeasureState.EXPIRED)


@door("person")
def me(request: HttpRequest) -> HttpResponse:
    """Everything held on the person who is signed in, and nothing on anybody else."""
    person, now = visitor(request).citizen, timezone.now()
    held = pages.held(person, now)
    context = {
        "person": person,
        "documents": pages.documents(person),
        "debts": cases.debts_of(person),
        "in_force": [shown for shown in held if shown.in_force],
        "asleep": [shown for shown in held if shown.state is law.MeasureState.SUSPENDED],
        "waiting": [shown for shown in held if shown.state is law.MeasureState.PROPOSED],
        "refused": [shown for shown in held if shown.state is law.MeasureState.REFUSED],
        "ended": [shown for shown in held if shown.state in _ENDED],
        "readings": deliveries.readings_about(person)[:50],
        "how_to_pay": _rule("how-to-pay"),
        "how_to_contest": _rule("how-to-contest"),
        "now": now,
    }
    return render(request, "desks/person/me.html", context | objections(request, now))


def _rule(code: str) -> law.Rule:
    return book().rule(code, book().local_day(timezone.now()))


@door("person")
def proof(request: HttpRequest, ref: str) -> HttpResponse:
    """The ledger leaf that ended a measure against this person, opened: a file to keep and to show."""
    leaf = pages.own_release_leaf(visitor(request).citizen, ref)
    if leaf is None:
        raise Http404
    opened = Opener(settings.AIQYN.public / "ledger").open(leaf)
    response = HttpResponse(
        json.dumps(opened.to_json(), ensure_ascii=False, indent=2),
        content_type="application/json; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="aiqyn-release-{ref}.json"'
    return response
