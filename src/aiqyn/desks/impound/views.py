"""A lot's pages: what is kept there, taking in, photographs, and handing over by two people. Nothing is paid here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from aiqyn import law
from aiqyn.desks.access import actor, door, visitor
from aiqyn.desks.doing import carry_out
from aiqyn.desks.fields import DeskForm
from aiqyn.desks.impound.forms import FetchForm, IntakeForm, PhotoForm
from aiqyn.register import photographs
from aiqyn.register.acting import ActError
from aiqyn.register.acts.add_photo import add_photo
from aiqyn.register.acts.approve_release import approve_release
from aiqyn.register.acts.receive_vehicle import receive_vehicle
from aiqyn.register.acts.release_vehicle import release_vehicle
from aiqyn.register.models import ImpoundLot, Intake
from aiqyn.register.queries import contests, impound

_LEFT = 20


def _lot(request: HttpRequest) -> ImpoundLot | None:
    return impound.lot_of(visitor(request).officer)


def _own(request: HttpRequest, ref: str) -> Intake:
    where = _lot(request)
    found = None if where is None else impound.own_intake(where, ref)
    if found is None:
        raise Http404
    return found


@door("custodian")
def lot(request: HttpRequest) -> HttpResponse:
    """What is kept: first what may be fetched; what left last."""
    where, now = _lot(request), timezone.now()
    context = {
        "lot": where,
        "kept": impound.keeping(where, now) if where else [],
        "left": impound.handed_over(where, _LEFT) if where else [],
        "now": now,
    }
    return render(request, "desks/impound/lot.html", context)


@door("custodian")
def take_in(request: HttpRequest) -> HttpResponse:
    """Take a vehicle in under the number of a stop."""
    taken: list[Intake] = []

    def work(typed: dict[str, Any]) -> None:
        taken.append(receive_vehicle(actor=actor(request), at=timezone.now(), **typed))

    def page(form: forms.Form, refused: law.Refused | None) -> HttpResponse:
        return render(request, "desks/impound/take_in.html", {"form": form, "refused": refused})

    def back() -> str:
        return reverse("desks:intake", args=[taken[0].ref])

    return carry_out(request, IntakeForm(request.POST or None), work, done="taken-in", back=back, page=page)


@door("custodian")
def intake(request: HttpRequest, ref: str) -> HttpResponse:
    """One vehicle: its condition, its photographs, storage so far, and what can be done."""
    return _shown(request, _own(request, ref), PhotoForm())


def _shown(request: HttpRequest, one: Intake, form: forms.Form, refused: law.Refused | None = None) -> HttpResponse:
    now = timezone.now()
    kept = impound.kept(one, now)
    context = {
        "kept": kept,
        "intake": one,
        "photos": one.photos.order_by("pk"),
        "tariff": impound.tariff(now),
        "form": form,
        "photo_form": form if isinstance(form, PhotoForm) else PhotoForm(),
        "refused": refused,
        "own_approval": kept.release is not None and kept.release.first_official == visitor(request).officer,
        "now": now,
    }
    return render(request, "desks/impound/intake.html", context)


@door("custodian")
def photo(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a photograph."""
    one = _own(request, ref)

    def work(typed: dict[str, Any]) -> None:
        folder = settings.AIQYN.photographs
        add_photo(intake=one, content=typed["photo"], folder=folder, actor=actor(request), at=timezone.now())

    return _deed(request, one, PhotoForm(request.POST, request.FILES), work, done="photo-added")


@door("custodian")
def picture(request: HttpRequest, ref: str, digest: str) -> HttpResponse:
    """One photograph, as it was added: a picture that is another one now is not shown."""
    found = impound.photo(_own(request, ref), digest)
    if found is None:
        raise Http404
    try:
        content = photographs.load(settings.AIQYN.photographs, found.sha256)
    except (OSError, photographs.PhotoError) as error:
        raise Http404 from error
    return HttpResponse(content, content_type=found.media_type)


@door("custodian")
def approve(request: HttpRequest, ref: str) -> HttpResponse:
    """The first of two people: to whom the vehicle may go."""
    one = _own(request, ref)

    def work(typed: dict[str, Any]) -> None:
        person = contests.by_two_facts(typed["iin"], typed["document"])
        if person is None:
            raise ActError("document", "names-nobody")
        approve_release(
            intake=one,
            released_to=person,
            relation=typed["relation"],
            paper=typed["paper"],
            actor=actor(request),
            at=timezone.now(),
        )

    def page(form: forms.Form, refused: law.Refused | None) -> HttpResponse:
        context = {"form": form, "refused": refused, "kept": impound.kept(one, timezone.now()), "intake": one}
        return render(request, "desks/impound/approve.html", context)

    back = reverse("desks:intake", args=[one.ref])
    form = FetchForm(request.POST or None)
    return carry_out(request, form, work, done="release-approved", back=back, page=page)


@door("custodian")
def hand_over(request: HttpRequest, ref: str) -> HttpResponse:
    """The second of two people: the vehicle goes."""
    one = _own(request, ref)

    def work(typed: dict[str, Any]) -> None:
        release_vehicle(intake=one, actor=actor(request), at=timezone.now())

    return _deed(request, one, DeskForm(request.POST), work, done="handed-over")


def _deed(
    request: HttpRequest, one: Intake, form: forms.Form, work: Callable[[dict[str, Any]], object], *, done: str
) -> HttpResponse:
    """Something done on the vehicle's own page."""
    back = reverse("desks:intake", args=[one.ref])
    if request.method != "POST":
        return redirect(back)

    def page(shown: forms.Form, refused: law.Refused | None) -> HttpResponse:
        return _shown(request, one, shown, refused)

    return carry_out(request, form, work, done=done, back=back, page=page)
