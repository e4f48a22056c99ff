"""Papers on pages: of the person, of an agent's own case, of a measure before the court; each also as a PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from aiqyn import law
from aiqyn.desks.access import door, visitor
from aiqyn.desks.papers import rendering, sealing, texts
from aiqyn.desks.papers.kinds import KINDS, name_of
from aiqyn.desks.templatetags.speech import language
from aiqyn.register.models import Act
from aiqyn.register.neighbours.errors import NeighbourRefused, NeighbourUnavailable
from aiqyn.register.queries import papers

_COMMITMENT = re.compile(r"[0-9a-f]{64}")
#: Papers on one page of a list.
_LISTED = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper in a list: when, what, and where it is."""

    at: Any
    title: str
    href: str
    pdfs: tuple[tuple[str, str], ...]


Address = Callable[[str, str], str]


def _listed(acts: QuerySet[Act], address: Address) -> list[Listed]:
    found = []
    titles: dict[str, str] = {}  # a text is a file: each is read once a list
    for act, name, commitment in papers.headings(acts, _LISTED, name_of):
        if name not in titles:
            titles[name] = texts.load(name, language(), settings.AIQYN.folder / "papers").title
        pdfs = tuple((code, address("paper-pdf", f"{commitment}/{code}")) for code in law.LANGUAGES)
        found.append(Listed(act.at, titles[name], address("paper", commitment), pdfs))
    return found


def _facts(acts: QuerySet[Act], commitment: str) -> papers.PaperFacts:
    found = papers.one(acts, bytes.fromhex(commitment)) if _COMMITMENT.fullmatch(commitment) else None
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, acts: QuerySet[Act], commitment: str, address: Address, back: str) -> HttpResponse:
    paper = rendering.made(_facts(acts, commitment), language())
    pdfs = [(code, address("paper-pdf", f"{commitment}/{code}")) for code in law.LANGUAGES]
    return render(request, "desks/papers/paper.html", {"paper": paper, "pdfs": pdfs, "back": back})


def _pdf(request: HttpRequest, acts: QuerySet[Act], commitment: str, code: str) -> HttpResponse:
    if code not in law.LANGUAGES:
        raise Http404
    paper = rendering.made(_facts(acts, commitment), code)
    try:
        body = sealing.sealed(rendering.pdf(paper), settings.AIQYN_SIGNING())
    except (rendering.PdfUnavailable, NeighbourUnavailable, NeighbourRefused) as error:
        missing = str(error) if isinstance(error, rendering.PdfUnavailable) else ""
        return render(request, "desks/papers/no_pdf.html", {"missing": missing}, status=503)
    response = HttpResponse(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="aiqyn-{commitment[:12]}-{code}.pdf"'
    return response


def _own_address(name: str, rest: str) -> str:
    return reverse(f"desks:my-{name}", args=rest.split("/"))


@door("person")
def mine(request: HttpRequest) -> HttpResponse:
    """Every paper that was made for the person."""
    acts = papers.about(visitor(request).citizen, KINDS)
    return render(request, "desks/papers/list.html", {"papers": _listed(acts, _own_address), "back": "", "case": ""})


@door("person")
def my_paper(request: HttpRequest, commitment: str) -> HttpResponse:
    """One of the person's papers."""
    acts = papers.about(visitor(request).citizen, KINDS)
    return _page(request, acts, commitment, _own_address, reverse("desks:my-papers"))


@door("person")
def my_paper_pdf(request: HttpRequest, commitment: str, code: str) -> HttpResponse:
    """One of the person's papers as a signed PDF."""
    return _pdf(request, papers.about(visitor(request).citizen, KINDS), commitment, code)


def _case_acts(request: HttpRequest, number: str) -> QuerySet[Act]:
    return papers.in_case(visitor(request).officer, number, KINDS, timezone.now())


def _address_in(prefix: str, key: str) -> Address:
    return lambda name, rest: reverse(f"desks:{prefix}-{name}", args=[key, *rest.split("/")])


@door("agent")
def of_case(request: HttpRequest, number: str) -> HttpResponse:
    """The papers of the agent's own case."""
    listed = _listed(_case_acts(request, number), _address_in("case", number))
    context = {"papers": listed, "case": number, "back": reverse("desks:case", args=[number])}
    return render(request, "desks/papers/list.html", context)


@door("agent")
def case_paper(request: HttpRequest, number: str, commitment: str) -> HttpResponse:
    """One paper of the agent's own case."""
    back = reverse("desks:case-papers", args=[number])
    return _page(request, _case_acts(request, number), commitment, _address_in("case", number), back)


@door("agent")
def case_paper_pdf(request: HttpRequest, number: str, commitment: str, code: str) -> HttpResponse:
    """One paper of the agent's own case as a signed PDF."""
    return _pdf(request, _case_acts(request, number), commitment, code)


@door("judge")
def of_measure(request: HttpRequest, ref: str) -> HttpResponse:
    """The papers of a measure over a writ of the judge's court."""
    listed = _listed(papers.in_court(visitor(request).bench, ref, KINDS), _address_in("court", ref))
    context = {"papers": listed, "case": ref, "back": reverse("desks:measure", args=[ref])}
    return render(request, "desks/papers/list.html", context)


@door("judge")
def court_paper(request: HttpRequest, ref: str, commitment: str) -> HttpResponse:
    """One paper of a measure before the court."""
    acts = papers.in_court(visitor(request).bench, ref, KINDS)
    return _page(request, acts, commitment, _address_in("court", ref), reverse("desks:court-papers", args=[ref]))


@door("judge")
def court_paper_pdf(request: HttpRequest, ref: str, commitment: str, code: str) -> HttpResponse:
    """One paper of a measure before the court as a signed PDF."""
    return _pdf(request, papers.in_court(visitor(request).bench, ref, KINDS), commitment, code)
