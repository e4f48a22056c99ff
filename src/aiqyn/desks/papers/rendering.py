"""A paper as HTML and as PDF, in one language. The PDF carries the opened ledger entry of its act as an attachment."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from aiqyn.desks.papers import texts
from aiqyn.desks.papers.kinds import name_of
from aiqyn.desks.papers.values import debtor, values
from aiqyn.disclosure.opening import Opener
from aiqyn.register.queries.papers import PaperFacts

#: The name under which the opened entry is attached to a PDF.
ATTACHED = "aiqyn-leaf.json"


class PdfUnavailable(RuntimeError):
    """This machine cannot make PDFs; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ready to be shown."""

    text: texts.Filled
    language: str
    facts: PaperFacts
    debtor: str
    verify: str

    @property
    def commitment(self) -> str:
        """The commitment of the act's ledger entry, in hex."""
        return self.facts.commitment.hex()


def made(facts: PaperFacts, language: str) -> Paper:
    """The paper of an act. TextError when its text cannot be used."""
    here = settings.AIQYN
    text = texts.load(name_of(facts.act.kind, facts.content), language, here.folder / "papers")
    address = here.public_url.rstrip("/") + reverse("desks:verify-entry", args=[facts.commitment.hex()])
    return Paper(text.filled(values(facts, language)), language, facts, debtor(facts), address)


def code(address: str) -> bytes:
    """The address as a QR code, SVG."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=4, border=4, light="#fff")
    return picture.getvalue()


def pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1), unsigned. PdfUnavailable when Pango is not installed."""
    try:
        import weasyprint
    except OSError:
        raise PdfUnavailable("libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0") from None
    opened = Opener(settings.AIQYN.public / "ledger").open(paper.facts.leaf)
    attached = weasyprint.Attachment(
        string=json.dumps(opened.to_json(), ensure_ascii=False, indent=1),
        name=ATTACHED,
        relationship="Data",
    )
    with override(paper.language):
        body = render_to_string("desks/papers/pdf.html", _context(paper))
    # Nothing is fetched from anywhere while a paper is made.
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
    document = weasyprint.HTML(string=body, url_fetcher=fetcher)
    sheet = weasyprint.CSS(string=(Path(__file__).parent / "paper.css").read_text(encoding="utf-8"))
    written = document.write_pdf(stylesheets=[sheet], attachments=[attached], pdf_variant="pdf/ua-1")
    return bytes(written)


def _context(paper: Paper) -> Mapping[str, Any]:
    picture = base64.b64encode(code(paper.verify)).decode("ascii")
    return {"paper": paper, "code": f"data:image/svg+xml;base64,{picture}"}
