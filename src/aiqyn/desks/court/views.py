"""The judge's pages: what waits, the whole basis of one measure, the two answers, and what is in force."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from aiqyn import law
from aiqyn.desks import basis, reading
from aiqyn.desks.access import actor, door, visitor
from aiqyn.desks.court.forms import LiftForm, RefusalForm, SanctionForm
from aiqyn.desks.doing import carry_out
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.law_book import book
from aiqyn.register.queries import cases, money, pages

_PER_PAGE = 50


@door("judge")
def queue(request: HttpRequest) -> HttpResponse:
    """Proposals to this court, the longest waiting first."""
    now = timezone.now()
    page = Paginator(cases.judge_queue(visitor(request).bench), _PER_PAGE).get_page(request.GET.get("page"))
    today = book().local_day(now)
    rows = [(pages.shown(measure, now), (today - book().local_day(measure.proposed_at)).days) for measure in page]
    same_day = money.for_the_same_day(visitor(request).bench)
    return render(request, "desks/court/queue.html", {"rows": rows, "page": page, "same_day": same_day})


@door("judge")
def in_force(request: HttpRequest) -> HttpResponse:
    """Measures of this court in force, the next review first."""
    now = timezone.now()
    found = cases.court_measures_in_force(visitor(request).bench)
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    context = {"rows": pages.all_shown(page, now), "page": page, "today": book().local_day(now)}
    return render(request, "desks/court/in_force.html", context)


@door("judge")
def measure(request: HttpRequest, ref: str) -> HttpResponse:
    """One measure with its whole basis, and the two answers when it waits for one."""
    shown = _own(request, ref)
    reading.shown(request, shown.measure.proceeding)
    return _page(request, shown)


@door("judge")
def sanction(request: HttpRequest, ref: str) -> HttpResponse:
    """Let it come into force; the law decides again on the facts of this moment."""
    if request.method != "POST":
        return redirect("desks:measure", ref=ref)
    shown = _own(request, ref)

    def work(typed: dict[str, Any]) -> None:
        sanction_measure(measure=shown.measure, review_by=typed["review_by"], actor=actor(request), at=timezone.now())

    return carry_out(
        request,
        SanctionForm(request.POST, auto_id="sanction_%s"),
        work,
        done="sanctioned",
        back=reverse("desks:measure", args=[ref]),
        page=lambda form, refused: _page(request, shown, refused=refused, sanction_form=form),
    )


@door("judge")
def refuse(request: HttpRequest, ref: str) -> HttpResponse:
    """Refuse it, with reasons."""
    if request.method != "POST":
        return redirect("desks:measure", ref=ref)
    shown = _own(request, ref)

    def work(typed: dict[str, Any]) -> None:
        refuse_measure(measure=shown.measure, reasons=typed["reasons"], actor=actor(request), at=timezone.now())

    return carry_out(
        request,
        RefusalForm(request.POST, auto_id="refusal_%s"),
        work,
        done="refused",
        back=reverse("desks:measure", args=[ref]),
        page=lambda form, refused: _page(request, shown, refused=refused, refusal_form=form),
    )


@door("judge")
def lift(request: HttpRequest, ref: str) -> HttpResponse:
    """End a measure in force, with reasons."""
    shown = _own(request, ref)

    def work(typed: dict[str, Any]) -> None:
        lift_measure(measure=shown.measure, reasons=typed["reasons"], actor=actor(request), at=timezone.now())

    def page(form: LiftForm, refused: law.Refused | None) -> HttpResponse:
        return render(request, "desks/court/lift.html", {"form": form, "refused": refused, "shown": shown})

    back = reverse("desks:measure", args=[ref])
    return carry_out(request, LiftForm(request.POST or None), work, done="lifted", back=back, page=page)


def _own(request: HttpRequest, ref: str) -> pages.Shown:
    found = cases.court_measure(visitor(request).bench, ref)
    if found is None:
        raise Http404
    return pages.shown(found, timezone.now())


def _page(
    request: HttpRequest,
    shown: pages.Shown,
    *,
    refused: law.Refused | None = None,
    sanction_form: SanctionForm | None = None,
    refusal_form: RefusalForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    review = {"review_by": pages.latest_review(shown.measure, now)}
    context = basis.of(shown, now) | {
        "refused": refused,
        "faulty": sanction_form or refusal_form,
        "sanction_form": sanction_form or SanctionForm(initial=review, auto_id="sanction_%s"),
        "refusal_form": refusal_form or RefusalForm(auto_id="refusal_%s"),
    }
    return render(request, "desks/court/measure.html", context)
