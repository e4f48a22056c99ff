"""The person says no: contests a measure, takes a contest back, says "this is not my debt"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiqyn import law
from aiqyn.desks.access import door, visitor
from aiqyn.desks.doing import carry_out
from aiqyn.desks.fields import AmountField, DeskForm, ReasonsField, TextField
from aiqyn.protocol import number as confirmation_number
from aiqyn.protocol.errors import ProtocolError
from aiqyn.register.acting import ActError, Actor
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.acts.raise_dispute import raise_dispute
from aiqyn.register.acts.withdraw_contest import withdraw_contest
from aiqyn.register.law_book import book
from aiqyn.register.queries import contests

#: The account behind it stays out of the ledger: who filed is in the row, for the person and the court.
PERSON = Actor("person", "person")
_MET = "met"


class ContestForm(DeskForm):
    """Why, in the filer's words, and how much of the debt is disputed."""

    optional = ("disputed",)

    words = ReasonsField(
        label=_("Why, in your own words"),
        help_text=_("The judge reads them, and nobody at a desk does. Papers may follow to the court."),
    )
    disputed = AmountField(
        label=_("How much of the debt you dispute, in tenge"),
        help_text=_("Leave it empty when it is not about the sum. What you do not dispute can be paid meanwhile."),
        required=False,
    )


class DisputeForm(DeskForm):
    """What the duty officer should know."""

    optional = ("words",)

    words = ReasonsField(
        label=_("What the duty officer should know"),
        help_text=_("For example: I have never been before this court; somebody else has my name."),
    )


class NumberForm(DeskForm):
    """The number of the slip that a desk handed over."""

    number = TextField(label=_("Confirmation number"), wide=False, max_length=20)

    def clean_number(self) -> str:
        """The number in its normal form."""
        try:
            return confirmation_number.read(self.cleaned_data["number"])
        except ProtocolError as error:
            raise forms.ValidationError(_("11 letters and digits, as on the slip.")) from error


def objections(request: HttpRequest, now: datetime) -> dict[str, object]:
    """What the person's page tells of their own contests and disputes."""
    person = visitor(request).citizen
    return {
        "contests": contests.contests_of(person),
        "disputes": [contests.waiting(dispute, now) for dispute in contests.disputes_of(person)],
        "today": book().local_day(now),
    }


def deadline_words(now: datetime) -> dict[str, object]:
    """How many days a court has, and whether the law suspends after them."""
    today = book().local_day(now)
    return {"decide_days": book().value("contest-decide-days", today), "rule": contests.overdue_rule(today)}


def filing(request: HttpRequest, on: contests.Filing, *, back: str) -> HttpResponse:
    """The page on which a contest is filed: by the person, a representative, an owner or a buyer."""

    def work(typed: dict[str, Any]) -> None:
        file_contest(
            measure=on.measure,
            filer=on.filer,
            words=typed["words"],
            disputed_minor=typed["disputed"].minor if typed["disputed"] else 0,
            power=on.power,
            met=on.met,
            actor=PERSON,
            at=timezone.now(),
        )

    def page(form: forms.Form, refused: law.Refused | None) -> HttpResponse:
        context = {"form": form, "refused": refused, "filing": on, "back": back}
        return render(request, "desks/person/contest.html", context | deadline_words(timezone.now()))

    return carry_out(request, ContestForm(request.POST or None), work, done="contested", back=back, page=page)


@door("person")
def contest(request: HttpRequest, ref: str) -> HttpResponse:
    """Contest a measure that names the person, or restricts their vehicle."""
    on = contests.contestable(visitor(request).citizen, ref, timezone.now())
    if on is None:
        raise Http404
    return filing(request, on, back=reverse("desks:me"))


@door("person")
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a contest back."""
    found = contests.own_contest(visitor(request).citizen, ref)
    if found is None:
        raise Http404

    def page(form: forms.Form, refused: law.Refused | None) -> HttpResponse:
        return render(request, "desks/person/withdraw_contest.html", {"form": form, "contest": found})

    return _sure(
        request,
        lambda _: withdraw_contest(contest=found, actor=PERSON, at=timezone.now()),
        done="contest-withdrawn",
        page=page,
    )


def _sure(
    request: HttpRequest,
    work: Callable[[dict[str, Any]], object],
    *,
    done: str,
    page: Callable[[forms.Form, law.Refused | None], HttpResponse],
) -> HttpResponse:
    return carry_out(request, DeskForm(request.POST or None), work, done=done, back=reverse("desks:me"), page=page)


@door("person")
def not_mine(request: HttpRequest, ref: str) -> HttpResponse:
    """Say "this is not my debt" of a measure that names the person."""
    now = timezone.now()
    on = contests.contestable(visitor(request).citizen, ref, now)
    if on is None:
        raise Http404

    def work(typed: dict[str, Any]) -> None:
        raise_dispute(measure=on.measure, words=typed["words"], actor=PERSON, at=timezone.now())

    def page(form: forms.Form, refused: law.Refused | None) -> HttpResponse:
        minutes = book().value("not-my-debt-minutes", book().local_day(now))
        context = {"form": form, "refused": refused, "measure": on.measure, "minutes": minutes}
        return render(request, "desks/person/not_mine.html", context)

    form = DisputeForm(request.POST or None)
    return carry_out(request, form, work, done="disputed", back=reverse("desks:me"), page=page)


@door("person")
def by_number(request: HttpRequest) -> HttpResponse:
    """Who met a measure at a desk and holds its number: a buyer in good faith finds the way to contest here."""

    def work(typed: dict[str, Any]) -> None:
        if contests.contestable_met(visitor(request).citizen, typed["number"]) is None:
            raise ActError("number", "unknown-number")
        # Kept by the session: whoever holds the number may act on it, so that it stands in no address.
        request.session[_MET] = typed["number"]

    def page(form: forms.Form, refused: law.Refused | None) -> HttpResponse:
        return render(request, "desks/person/by_number.html", {"form": form, "refused": refused})

    form = NumberForm(request.POST or None)
    return carry_out(request, form, work, done="", back=reverse("desks:contest-met"), page=page)


@door("person")
def contest_met(request: HttpRequest) -> HttpResponse:
    """Contest the measure behind the number that was just typed."""
    on = contests.contestable_met(visitor(request).citizen, request.session.get(_MET, ""))
    if on is None:
        return redirect("desks:by-number")
    return filing(request, on, back=reverse("desks:me"))
