"""The person asks that a measure sleep for a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiqyn import law
from aiqyn.desks import wording
from aiqyn.desks.access import door, visitor
from aiqyn.desks.doing import carry_out
from aiqyn.desks.fields import ChoiceField, DayField, DeskForm, ReasonsField
from aiqyn.register.acting import Actor
from aiqyn.register.acts.request_suspension import request_suspension
from aiqyn.register.queries import lives


class AskingForm(DeskForm):
    """Why, from when to when, and whether the papers are there."""

    optional = ("papers",)

    ground = ChoiceField(
        label=_("Why"), choices=[(g, wording.GROUNDS[g]) for g in ("treatment", "sick-child", "court")]
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    words = ReasonsField(label=_("In your own words"), help_text=_("The judge reads them, and nobody at a desk does."))
    papers = forms.BooleanField(
        label=_("I have brought or sent the papers to the court: a clinic's letter, a child's medical record"),
        required=False,
    )


@door("person")
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask the court; the decision comes with reasons either way."""
    measure = lives.against(visitor(request).citizen, ref)
    if measure is None:
        raise Http404

    def work(typed: dict[str, Any]) -> None:
        request_suspension(
            measure=measure,
            ground=law.SuspensionGround(typed.pop("ground")),
            asked_by=request.user if request.user.is_authenticated else None,
            actor=Actor("person", "person"),
            at=timezone.now(),
            **typed,
        )

    def page(form: forms.Form, refused: law.Refused | None) -> HttpResponse:
        context = {"form": form, "refused": refused, "measure": measure, "asked": lives.requests_about(measure)}
        return render(request, "desks/person/ask_suspension.html", context)

    return carry_out(
        request,
        AskingForm(request.POST or None),
        work,
        done="suspension-requested",
        back=reverse("desks:me"),
        page=page,
    )
