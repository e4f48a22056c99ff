"""Fees, plans and wages withheld in an own proceeding; refunds of money that nobody owed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from aiqyn import law
from aiqyn.desks.access import actor, door, visitor
from aiqyn.desks.agent.forms import ChargeForm, PlanForm, ReasonsForm, WithholdingForm
from aiqyn.desks.doing import carry_out
from aiqyn.register.acting import ActError
from aiqyn.register.acts.agree_plan import agree_plan
from aiqyn.register.acts.end_plan import end_plan
from aiqyn.register.acts.order_refund import order_refund
from aiqyn.register.acts.record_charge import record_charge
from aiqyn.register.acts.record_refund_paid import record_refund_paid
from aiqyn.register.acts.record_withholding import record_withholding
from aiqyn.register.models import Proceeding
from aiqyn.register.queries import money, pages


def _own(request: HttpRequest, number: str) -> pages.Case:
    found = pages.own_case(visitor(request).officer, number, timezone.now())
    if found is None:
        raise Http404
    return found


def _deed(
    request: HttpRequest,
    number: str,
    form: forms.Form,
    work: Callable[[Proceeding, dict[str, Any]], object],
    *,
    deed: str,
    done: str,
    renamed: dict[str, str] | None = None,
) -> HttpResponse:
    own = _own(request, number)

    def page(shown: forms.Form, refused: law.Refused | None) -> HttpResponse:
        context = {"case": own, "form": shown, "refused": refused, "owed": money.owed(own.proceeding, timezone.now())}
        return render(request, f"desks/agent/{deed}.html", context)

    back = reverse("desks:case", args=[number])
    return carry_out(
        request,
        form,
        lambda typed: work(own.proceeding, typed),
        done=done,
        back=back,
        page=page,
        renamed=renamed,
    )


@door("agent")
def charge(request: HttpRequest, number: str) -> HttpResponse:
    """Charge a fee or a cost."""

    def work(proceeding: Proceeding, typed: dict[str, Any]) -> None:
        record_charge(
            proceeding=proceeding,
            kind=typed["kind"],
            amount_minor=typed["amount"].minor,
            reasons=typed["reasons"],
            actor=actor(request),
            at=timezone.now(),
        )

    renamed = {"charge": "kind", "amount_minor": "amount"}
    form = ChargeForm(request.POST or None)
    return _deed(request, number, form, work, deed="charge", done="charged", renamed=renamed)


@door("agent")
def plan(request: HttpRequest, number: str) -> HttpResponse:
    """Agree on instalments."""

    def work(proceeding: Proceeding, typed: dict[str, Any]) -> None:
        agree_plan(
            proceeding=proceeding,
            monthly_minor=typed["monthly"].minor,
            first_due=typed["first_due"],
            actor=actor(request),
            at=timezone.now(),
        )

    return _deed(request, number, PlanForm(request.POST or None), work, deed="plan", done="plan-agreed")


@door("agent")
def stop_plan(request: HttpRequest, number: str) -> HttpResponse:
    """End a plan."""

    def work(proceeding: Proceeding, typed: dict[str, Any]) -> None:
        open_plan = money.owed(proceeding, timezone.now()).plan
        if open_plan is None:
            raise ActError("proceeding", "plan-ended")
        end_plan(plan=open_plan, reasons=typed["reasons"], actor=actor(request), at=timezone.now())

    return _deed(request, number, ReasonsForm(request.POST or None), work, deed="stop_plan", done="plan-ended")


@door("agent")
def withholding(request: HttpRequest, number: str) -> HttpResponse:
    """Record wages that an employer withheld."""

    def work(proceeding: Proceeding, typed: dict[str, Any]) -> None:
        record_withholding(
            proceeding=proceeding,
            employer=typed["employer"],
            withheld_on=typed["withheld_on"],
            amount_minor=typed["amount"].minor,
            actor=actor(request),
            at=timezone.now(),
        )

    form = WithholdingForm(request.POST or None)
    return _deed(request, number, form, work, deed="withholding", done="withheld", renamed={"withheld": "amount"})


@door("agent")
def refund(request: HttpRequest, entry: int) -> HttpResponse:
    """Order back what an entry has left."""
    waiting = pages.waiting_for(visitor(request).officer).filter(pk=entry).first()
    if waiting is None:
        raise Http404
    return _press(
        request, lambda: order_refund(entry=waiting, actor=actor(request), at=timezone.now()), "refund-ordered"
    )


@door("agent")
def refund_paid(request: HttpRequest, refund_pk: int) -> HttpResponse:
    """Record that an own order was paid back."""
    ordered = money.refund(visitor(request).officer, refund_pk)
    if ordered is None:
        raise Http404
    return _press(
        request, lambda: record_refund_paid(refund=ordered, actor=actor(request), at=timezone.now()), "refund-paid"
    )


def _press(request: HttpRequest, work: Callable[[], object], done: str) -> HttpResponse:
    """A button without a form: done, or said why not."""
    if request.method == "POST":
        try:
            work()
            request.session["done"] = done
        except ActError:
            # Somebody was faster: the list that follows says what is left.
            return redirect("desks:money")
    return redirect("desks:money")
