"""Powers: given to somebody and revoked at any moment; and what a representative sees, who signs in as themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiqyn import law
from aiqyn.desks.access import door, visitor
from aiqyn.desks.doing import carry_out
from aiqyn.desks.fields import ChoiceField, DayField, DeskForm, IinField, TextField
from aiqyn.desks.person.contesting import PERSON, filing
from aiqyn.desks.words_of_contests import SCOPES
from aiqyn.identifiers import document
from aiqyn.identifiers.document import Document
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.law.calendar import add_months
from aiqyn.register.acting import ActError
from aiqyn.register.acts.give_power import give_power
from aiqyn.register.acts.revoke_power import revoke_power
from aiqyn.register.law_book import book
from aiqyn.register.queries import cases, contests, pages


class PowerForm(DeskForm):
    """To whom, by the two facts that a desk would ask for; for what; until when."""

    iin = IinField()
    document = TextField(
        label=_("Number of their document"),
        help_text=_(
            "Of an identity card or passport of Kazakhstan; for another state its three letters first: UZB:AA1234567."
        ),
        wide=False,
        max_length=30,
    )
    scope = ChoiceField(label=_("What they may do"), choices=list(SCOPES.items()))
    until = DayField(label=_("Last day"))

    def clean_document(self) -> Document:
        """The document in normal form."""
        typed = self.cleaned_data["document"]
        try:
            return document.parse(typed if ":" in typed else f"KAZ:{typed}")
        except IdentifierError as error:
            raise forms.ValidationError(_("The letters and digits as on the document.")) from error


@door("person")
def powers(request: HttpRequest) -> HttpResponse:
    """Powers given and held, and the form to give one."""
    person, now = visitor(request).citizen, timezone.now()

    def work(typed: dict[str, Any]) -> None:
        representative = contests.by_two_facts(typed["iin"], typed["document"])
        if representative is None:
            raise ActError("document", "names-nobody")
        give_power(
            person=person,
            representative=representative,
            scope=typed["scope"],
            until=typed["until"],
            actor=PERSON,
            at=timezone.now(),
        )

    def page(form: forms.Form, refused: law.Refused | None) -> HttpResponse:
        context = {
            "form": form,
            "refused": refused,
            "given": contests.powers_given(person, now),
            "held": contests.powers_held(person, now),
        }
        return render(request, "desks/person/powers.html", context)

    until = add_months(book().local_day(now), 3)
    form = PowerForm(request.POST or None, initial={"until": until})
    renamed = {"representative": "iin"}
    back = reverse("desks:powers")
    return carry_out(request, form, work, done="power-given", back=back, page=page, renamed=renamed)


@door("person")
def revoke(request: HttpRequest, power_pk: int) -> HttpResponse:
    """Revoke a power of one's own."""
    power = contests.power_given(visitor(request).citizen, power_pk, timezone.now())
    if power is None:
        raise Http404

    def page(form: forms.Form, refused: law.Refused | None) -> HttpResponse:
        return render(request, "desks/person/revoke.html", {"form": form, "power": power})

    return carry_out(
        request,
        DeskForm(request.POST or None),
        lambda _: revoke_power(power=power, actor=PERSON, at=timezone.now()),
        done="power-revoked",
        back=reverse("desks:powers"),
        page=page,
    )


@door("person")
def held(request: HttpRequest, power_pk: int) -> HttpResponse:
    """What a representative sees of whom they represent: as far as the power goes, and no further."""
    now = timezone.now()
    power = contests.power_held(visitor(request).citizen, power_pk, now)
    if power is None:
        raise Http404
    everything = power.scope == "all"
    context = {
        "power": power,
        "everything": everything,
        "held": pages.held(power.person, now),
        "debts": cases.debts_of(power.person) if everything else (),
        "contests": contests.contests_of(power.person),
    }
    return render(request, "desks/person/held_power.html", context)


@door("person")
def contest_for(request: HttpRequest, power_pk: int, ref: str) -> HttpResponse:
    """Contest a measure for whom one represents."""
    on = contests.contestable_for(visitor(request).citizen, power_pk, ref, timezone.now())
    if on is None:
        raise Http404
    return filing(request, on, back=reverse("desks:held-power", args=[power_pk]))
