"""The judge's other decisions while a measure lives: review, renewal, suspension and its end, annulment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from aiqyn import law
from aiqyn.desks.access import actor, door, visitor
from aiqyn.desks.court.forms import AnnulmentForm, DecisionForm, RenewalForm, ResumptionForm, ReviewForm, SuspensionForm
from aiqyn.desks.doing import carry_out
from aiqyn.register.acts.annul_measure import annul_measure
from aiqyn.register.acts.refuse_suspension import refuse_suspension
from aiqyn.register.acts.renew_measure import renew_measure
from aiqyn.register.acts.resume_measure import resume_measure
from aiqyn.register.acts.review_measure import review_measure
from aiqyn.register.acts.suspend_measure import suspend_measure
from aiqyn.register.queries import cases, lives, pages


def _own(request: HttpRequest, ref: str) -> pages.Shown:
    found = cases.court_measure(visitor(request).bench, ref)
    if found is None:
        raise Http404
    return pages.shown(found, timezone.now())


def _decide(
    request: HttpRequest,
    ref: str,
    form: forms.Form,
    work: Callable[[pages.Shown, dict[str, Any]], object],
    *,
    deed: str,
    done: str,
) -> HttpResponse:
    shown = _own(request, ref)

    def page(faulty: forms.Form, refused: law.Refused | None) -> HttpResponse:
        context = {
            "form": faulty,
            "refused": refused,
            "shown": shown,
            "thresholds": lives.thresholds(shown.measure, now),
        }
        return render(request, f"desks/court/{deed}.html", context)

    now = timezone.now()
    back = reverse("desks:measure", args=[ref])
    return carry_out(request, form, lambda typed: work(shown, typed), done=done, back=back, page=page)


@door("judge")
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """Look at a measure again and keep it, with reasons."""

    def work(shown: pages.Shown, typed: dict[str, Any]) -> None:
        review_measure(measure=shown.measure, actor=actor(request), at=timezone.now(), **typed)

    initial = {"review_by": pages.latest_review(_own(request, ref).measure, timezone.now())}
    form = ReviewForm(request.POST or None, initial=initial)
    return _decide(request, ref, form, work, deed="review", done="reviewed")


@door("judge")
def renew(request: HttpRequest, ref: str) -> HttpResponse:
    """Let a reviewed measure go on to another last day, with reasons."""

    def work(shown: pages.Shown, typed: dict[str, Any]) -> None:
        renew_measure(measure=shown.measure, actor=actor(request), at=timezone.now(), **typed)

    now = timezone.now()
    initial = {"ends_on": pages.latest_end(now), "review_by": lives.latest_review(now)}
    form = RenewalForm(request.POST or None, initial=initial)
    return _decide(request, ref, form, work, deed="renew", done="renewed")


@door("judge")
def annul(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that the measure should not have been."""

    def work(shown: pages.Shown, typed: dict[str, Any]) -> None:
        annul_measure(measure=shown.measure, actor=actor(request), at=timezone.now(), **typed)

    return _decide(request, ref, AnnulmentForm(request.POST or None), work, deed="annul", done="annulled")


@door("judge")
def suspend(request: HttpRequest, ref: str) -> HttpResponse:
    """Let a measure sleep for a time, of the court's own motion or on papers that came another way."""

    def work(shown: pages.Shown, typed: dict[str, Any]) -> None:
        ground = law.SuspensionGround(typed.pop("ground"))
        suspend_measure(measure=shown.measure, ground=ground, actor=actor(request), at=timezone.now(), **typed)

    return _decide(request, ref, SuspensionForm(request.POST or None), work, deed="suspend", done="suspended")


@door("judge")
def resume(request: HttpRequest, ref: str, suspension: str) -> HttpResponse:
    """End a suspension before its time."""
    found = lives.suspension(_own(request, ref).measure, suspension)
    if found is None:
        raise Http404

    def work(_: pages.Shown, typed: dict[str, Any]) -> None:
        resume_measure(suspension=found, actor=actor(request), at=timezone.now(), **typed)

    return _decide(request, ref, ResumptionForm(request.POST or None), work, deed="resume", done="resumed")


@door("judge")
def requests(request: HttpRequest) -> HttpResponse:
    """Requests for suspension that wait for this court, the most urgent first."""
    found = lives.open_requests(visitor(request).bench)
    return render(request, "desks/court/requests.html", {"requests": found, "now": timezone.now()})


@door("judge")
def decide_request(request: HttpRequest, request_pk: int) -> HttpResponse:
    """Grant or refuse a request for suspension, with reasons either way."""
    asked = lives.open_request(visitor(request).bench, request_pk)
    if asked is None:
        raise Http404

    def work(typed: dict[str, Any]) -> None:
        now = timezone.now()
        if typed["answer"] == "refuse":
            refuse_suspension(request=asked, reasons=typed["reasons"], actor=actor(request), at=now)
            return
        suspend_measure(
            measure=asked.measure,
            ground=law.SuspensionGround(asked.ground),
            starts_on=typed["starts_on"],
            ends_on=typed["ends_on"],
            reasons=typed["reasons"],
            papers=asked.papers,
            request=asked,
            actor=actor(request),
            at=now,
        )

    def page(form: forms.Form, refused: law.Refused | None) -> HttpResponse:
        shown = pages.shown(asked.measure, timezone.now())
        context = {"form": form, "refused": refused, "asked": asked, "shown": shown}
        return render(request, "desks/court/decide_request.html", context)

    form = DecisionForm(request.POST or None, initial={"starts_on": asked.starts_on, "ends_on": asked.ends_on})
    done = "suspension-refused" if request.POST.get("answer") == "refuse" else "suspended"
    return carry_out(request, form, work, done=done, back=reverse("desks:requests"), page=page)
