"""For whoever holds a paper: whether its entry stands in the ledger, and whether a PDF is what it says."""

from __future__ import annotations

import re

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aiqyn import ledger
from aiqyn.desks.access import door
from aiqyn.desks.fields import REQUIRED, DeskForm
from aiqyn.desks.papers import rendering, sealing
from aiqyn.desks.public import verification
from aiqyn.register import seal
from aiqyn.register.queries import papers

_COMMITMENT = re.compile(r"[0-9a-f]{64}")
#: Why what was brought is no paper.
FAULTS = {
    "too-large": _("The file is over 2 MB: a paper of this register is smaller."),
    "not-a-pdf": _("This is not a PDF of this register: no ledger entry is attached to it."),
    "no-seal": _("This PDF bears no seal."),
    "no-entry": _("The ledger entry in this PDF cannot be read."),
}


class PaperForm(DeskForm):
    """A PDF to be looked at. It is not kept."""

    paper = forms.FileField(
        label=_("The paper, a PDF file"),
        help_text=_("It is looked at and forgotten: nothing of it is kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": REQUIRED, "missing": REQUIRED, "empty": FAULTS["not-a-pdf"]},
    )


def _entry(commitment: str) -> int | None:
    return papers.placed(bytes.fromhex(commitment))


@door("everyone")
def entry(request: HttpRequest, commitment: str) -> HttpResponse:
    """Whether an entry of this commitment stands in the ledger: its number, and nothing of what it says."""
    if not _COMMITMENT.fullmatch(commitment):
        raise Http404
    context = {"commitment": commitment, "index": _entry(commitment), "form": PaperForm()}
    return render(request, "desks/public/entry.html", context)


@door("everyone")
def code(request: HttpRequest, commitment: str) -> HttpResponse:
    """The address of the entry's page as a QR code."""
    if not _COMMITMENT.fullmatch(commitment):
        raise Http404
    address = settings.AIQYN.public_url.rstrip("/") + reverse("desks:verify-entry", args=[commitment])
    return HttpResponse(rendering.code(address), content_type="image/svg+xml")


@door("everyone")
def look(request: HttpRequest) -> HttpResponse:
    """Look at a PDF: its seal, whether it was changed, whether its entry stands in the ledger."""
    if request.method != "POST":
        return render(request, "desks/public/look.html", {"form": PaperForm()})
    form, found = PaperForm(request.POST, request.FILES), None
    if form.is_valid():
        here = settings.AIQYN
        verifier = ledger.NoteVerifier.from_vkey(verification.public_keys(here.keys, here.origin)["ledger"])
        brought = form.cleaned_data["paper"].read(sealing.LARGEST + 1)
        try:
            found = sealing.look(brought, seal.trusted(here.keys), verifier)
        except sealing.NotAPaper as error:
            form.add_error("paper", FAULTS[error.code])
    status = 200 if found is not None else 422
    return render(request, "desks/public/look.html", {"form": form, "found": found}, status=status)
