"""The agent's own proceedings, and new ones: on a writ typed in, or on one that was imported."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiqyn import law
from aiqyn.desks.access import actor, door, visitor
from aiqyn.desks.agent.forms import OpenForm, SearchForm, WritForm
from aiqyn.desks.doing import carry_out
from aiqyn.register.acting import ActError
from aiqyn.register.acts.open_proceeding import open_proceeding
from aiqyn.register.acts.record_writ import DebtorClaim, WritRecord, record_writ
from aiqyn.register.queries import cases as case_queries
from aiqyn.register.queries import pages

_PER_PAGE = 50
FILTERS = {
    "": _("All"),
    "open": _("Open"),
    "proposed": _("Waiting for the judge"),
    "in-force": _("Measure in force"),
    "closed": _("Closed"),
}


@door("agent")
def cases(request: HttpRequest) -> HttpResponse:
    """Own proceedings by standing; a number is looked for by POST, so that it stands in no address."""
    agent, now = visitor(request).officer, timezone.now()
    form = SearchForm(request.POST if request.method == "POST" else None)
    standing = request.GET.get("standing", "")
    found = pages.proceedings_like(agent, standing, now)
    searched = ""
    if request.method == "POST" and form.is_valid() and form.cleaned_data["number"]:
        searched = form.cleaned_data["number"].strip()
        found = pages.proceedings_numbered(agent, searched)
        if found.count() == 1:
            return redirect("desks:case", number=found.get().number)
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (proceeding, [(measure, pages.state(measure, now)) for measure in proceeding.measures.all()])
        for proceeding in page
    ]
    context = {"rows": rows, "page": page, "form": form, "standing": standing, "searched": bool(searched)}
    return render(request, "desks/agent/cases.html", {"filters": FILTERS, **context})


@door("agent")
def take_up(request: HttpRequest) -> HttpResponse:
    """Register a writ and open its proceeding, both or neither."""
    opened: list[str] = []

    def work(typed: dict[str, Any]) -> None:
        agent, now = visitor(request).officer, timezone.now()
        with transaction.atomic():
            writ = record_writ(_writ(typed), actor=actor(request), at=now)
            opened.append(open_proceeding(writ=writ, agent=agent, actor=actor(request), at=now).number)

    def page(form: WritForm, refused: law.Refused | None) -> HttpResponse:
        return render(request, "desks/agent/take_up.html", {"form": form, "refused": refused})

    return carry_out(
        request,
        WritForm(request.POST or None),
        work,
        done="case-opened",
        back=lambda: reverse("desks:case", args=opened),
        page=page,
    )


def _writ(typed: dict[str, Any]) -> WritRecord:
    debtor = DebtorClaim(typed["iin"], typed["surname"], typed["given_name"], typed["patronymic"], typed["birth_date"])
    return WritRecord(
        court_code=typed["court"],
        number=typed["number"],
        issued_on=typed["issued_on"],
        claim=law.ClaimKind(typed["claim"]),
        amount=typed["amount"],
        debtor=debtor,
        arrears_since=typed["arrears_since"],
        creditor=typed["creditor"],
    )


@door("agent")
def open_imported(request: HttpRequest) -> HttpResponse:
    """Open a proceeding on a writ that came in as a file."""
    opened: list[str] = []

    def work(typed: dict[str, Any]) -> None:
        writ = case_queries.unopened_writ(typed["court"], typed["number"])
        if writ is None:
            raise ActError("number", "unknown-writ")
        agent = visitor(request).officer
        opened.append(open_proceeding(writ=writ, agent=agent, actor=actor(request), at=timezone.now()).number)

    def page(form: OpenForm, refused: law.Refused | None) -> HttpResponse:
        return render(request, "desks/agent/open.html", {"form": form, "refused": refused})

    return carry_out(
        request,
        OpenForm(request.POST or None),
        work,
        done="case-opened",
        back=lambda: reverse("desks:case", args=opened),
        page=page,
    )
