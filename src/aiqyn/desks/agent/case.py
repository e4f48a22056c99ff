"""One proceeding of the agent's own, and every act in it. Another agent's number is not found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from aiqyn import law
from aiqyn.desks import reading
from aiqyn.desks.access import actor, door, visitor
from aiqyn.desks.agent.forms import (
    AmountForm,
    ArrearsForm,
    InformedForm,
    NoticeForm,
    ProposalForm,
    ReasonsForm,
    ReturnForm,
    ServiceForm,
)
from aiqyn.desks.doing import carry_out
from aiqyn.register.acts.close_proceeding import close_proceeding
from aiqyn.register.acts.correct_writ import correct_writ
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.record_informed import record_informed
from aiqyn.register.acts.record_notice_returned import record_notice_returned
from aiqyn.register.acts.record_service import record_service
from aiqyn.register.acts.resume_proceeding import resume_proceeding
from aiqyn.register.acts.send_notice import send_notice
from aiqyn.register.acts.withdraw_measure import withdraw_measure
from aiqyn.register.queries import cases, pages


def _own(request: HttpRequest, number: str) -> pages.Case:
    found = pages.own_case(visitor(request).officer, number, timezone.now())
    if found is None:
        raise Http404
    return found


def _act(
    request: HttpRequest,
    case: pages.Case,
    form: forms.Form,
    work: Callable[[dict[str, Any]], object],
    *,
    template: str,
    done: str,
    more: Mapping[str, object] | None = None,
    renamed: Mapping[str, str] | None = None,
) -> HttpResponse:
    def page(shown: forms.Form, refused: law.Refused | None) -> HttpResponse:
        context = {"case": case, "form": shown, "refused": refused, **(more or {})}
        return render(request, f"desks/agent/{template}.html", context)

    back = reverse("desks:case", args=[case.proceeding.number])
    return carry_out(request, form, work, done=done, back=back, page=page, renamed=renamed)


@door("agent")
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The proceeding with its debtor, debt, notices, measures, payments and corrections."""
    own = _own(request, number)
    reading.shown(request, own.proceeding)
    return render(request, "desks/agent/case.html", {"case": own})


@door("agent")
def send(request: HttpRequest, number: str) -> HttpResponse:
    """Record that a notice was sent."""
    own = _own(request, number)

    def work(typed: dict[str, Any]) -> None:
        send_notice(proceeding=own.proceeding, actor=actor(request), at=timezone.now(), **typed)

    return _act(request, own, NoticeForm(request.POST or None), work, template="send", done="notice-sent")


@door("agent")
def service(request: HttpRequest, number: str, notice: int) -> HttpResponse:
    """Record when a notice was served."""
    own = _own(request, number)
    sent = cases.notice(own.proceeding, notice)
    if sent is None:
        raise Http404

    def work(typed: dict[str, Any]) -> None:
        now = timezone.now()
        record_service(notice=sent, served_at=_within(typed["served_at"], now), actor=actor(request), at=now)

    form = ServiceForm(request.POST or None)
    return _act(request, own, form, work, template="service", done="notice-served", more={"notice": sent})


@door("agent")
def returned(request: HttpRequest, number: str, notice: int) -> HttpResponse:
    """Record that a notice came back: its addressee was not found."""
    return _way(request, number, notice, ReturnForm(request.POST or None), record_notice_returned, "notice-returned")


@door("agent")
def informed(request: HttpRequest, number: str, notice: int) -> HttpResponse:
    """Record that a message arrived. It informs; it does not serve."""
    return _way(request, number, notice, InformedForm(request.POST or None), record_informed, "informed")


def _way(
    request: HttpRequest, number: str, notice: int, form: forms.Form, note: Callable[..., object], done: str
) -> HttpResponse:
    own = _own(request, number)
    sent = cases.notice(own.proceeding, notice)
    if sent is None:
        raise Http404

    def work(typed: dict[str, Any]) -> None:
        now = timezone.now()
        moments = {name: _within(minute, now) for name, minute in typed.items()}
        note(notice=sent, actor=actor(request), at=now, **moments)

    return _act(request, own, form, work, template=done.replace("-", "_"), done=done, more={"notice": sent})


def _within(minute: datetime, now: datetime) -> datetime:
    """A minute as typed means the last moment of it that has happened, so that service at once follows sending."""
    return min(minute + timedelta(minutes=1, microseconds=-1), now) if minute <= now else minute


@door("agent")
def propose(request: HttpRequest, number: str) -> HttpResponse:
    """Propose a measure; the law answers."""
    own = _own(request, number)

    def work(typed: dict[str, Any]) -> None:
        propose_measure(
            proceeding=own.proceeding,
            actor=actor(request),
            at=timezone.now(),
            **typed,
        )

    suggested = {"ends_on": pages.latest_end(timezone.now())}
    form = ProposalForm(own.proceeding, request.POST or None, initial=suggested)
    return _act(request, own, form, work, template="propose", done="proposed")


@door("agent")
def lift(request: HttpRequest, number: str, ref: str) -> HttpResponse:
    """Lift a measure of the proceeding before its end."""
    return _end(request, number, ref, lift_measure, template="lift", done="lifted")


@door("agent")
def withdraw(request: HttpRequest, number: str, ref: str) -> HttpResponse:
    """End a measure because the creditor took it back."""
    return _end(request, number, ref, withdraw_measure, template="withdraw", done="withdrawn")


def _end(
    request: HttpRequest, number: str, ref: str, end: Callable[..., object], *, template: str, done: str
) -> HttpResponse:
    own = _own(request, number)
    shown = next((shown for shown in own.measures if shown.measure.ref == ref), None)
    if shown is None:
        raise Http404

    def work(typed: dict[str, Any]) -> None:
        end(measure=shown.measure, reasons=typed["reasons"], actor=actor(request), at=timezone.now())

    form = ReasonsForm(request.POST or None)
    return _act(request, own, form, work, template=template, done=done, more={"shown": shown})


@door("agent")
def wake(request: HttpRequest, number: str) -> HttpResponse:
    """Let a paused proceeding go on: property was found."""
    own = _own(request, number)

    def work(typed: dict[str, Any]) -> None:
        resume_proceeding(proceeding=own.proceeding, reasons=typed["reasons"], actor=actor(request), at=timezone.now())

    return _act(request, own, ReasonsForm(request.POST or None), work, template="wake", done="woken")


@door("agent")
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Close the proceeding."""
    own = _own(request, number)

    def work(typed: dict[str, Any]) -> None:
        close_proceeding(proceeding=own.proceeding, reasons=typed["reasons"], actor=actor(request), at=timezone.now())

    return _act(request, own, ReasonsForm(request.POST or None), work, template="close", done="closed")


@door("agent")
def correct_amount(request: HttpRequest, number: str) -> HttpResponse:
    """Mend a mistyped amount."""
    form = AmountForm(request.POST or None)
    return _correct(request, number, form, "amount_minor", lambda typed: typed["amount"].minor)


@door("agent")
def correct_arrears(request: HttpRequest, number: str) -> HttpResponse:
    """Mend a mistyped day of arrears."""
    form = ArrearsForm(request.POST or None)
    return _correct(request, number, form, "arrears_since", lambda typed: typed["arrears_since"])


def _correct(
    request: HttpRequest, number: str, form: forms.Form, column: str, value: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    own = _own(request, number)

    def work(typed: dict[str, Any]) -> None:
        correct_writ(
            proceeding=own.proceeding,
            column=column,
            value=value(typed),
            reasons=typed["reasons"],
            actor=actor(request),
            at=timezone.now(),
        )

    return _act(
        request,
        own,
        form,
        work,
        template="correct",
        done="corrected",
        more={"column": column},
        renamed={"amount_minor": "amount"},
    )
