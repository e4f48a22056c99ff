"""Papers on pages and as PDFs: for whom they are, what they say, that they are sealed and prove themselves."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyhanko.pdf_utils.reader import PdfFileReader
from pytest_django import Settings

from aiqyn import law
from aiqyn.desks.formats import moment
from aiqyn.desks.papers.kinds import KINDS
from aiqyn.register import seal
from aiqyn.register.acting import IMPORT, Actor
from aiqyn.register.acts.annul_measure import annul_measure
from aiqyn.register.acts.correct_writ import correct_writ
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.raise_dispute import raise_dispute
from aiqyn.register.acts.record_payment import Entry, record_payment
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.acts.request_suspension import request_suspension
from aiqyn.register.money import Money
from aiqyn.register.neighbours.errors import NeighbourUnavailable
from aiqyn.register.queries import papers
from aiqyn.register.rows import Measure, Person
from tests.desks.conftest import Enter
from tests.desks.papers.conftest import Place, signed_in
from tests.desks.stage import ACCOUNT, Stage

pytestmark = pytest.mark.usefixtures("folder")
PERSON = Actor("person", "person")


@pytest.fixture
def person(stage: Stage) -> Person:
    return stage.person(account=True)


@pytest.fixture
def measure(stage: Stage, person: Person) -> Measure:
    return stage.in_force(person)


def papers_of(visitor: Client) -> dict[str, str]:
    """Title → address of the newest paper of this title."""
    text = visitor.get("/me/papers/").content.decode()
    found = re.findall(r'<a href="(/me/papers/[0-9a-f]{64}/)">([^<]+)</a>', text)
    return {title: address for address, title in reversed(found)}


def pdf_of(visitor: Client, address: str, language: str = "en") -> bytes:
    response = visitor.get(f"{address}{language}.pdf")
    assert response.status_code == 200, response.content.decode()[-400:]
    assert response.headers["Content-Type"] == "application/pdf"
    return response.content


def brought(visitor: Client, content: bytes) -> str:
    file = SimpleUploadedFile("paper.pdf", content, content_type="application/pdf")
    return visitor.post("/verify/paper/", {"paper": file}).content.decode()


def test_a_person_has_a_paper_of_each_act(stage: Stage, person: Person, measure: Measure) -> None:
    lift_measure(measure=measure, reasons="Agreed with the creditor.", actor=stage.actor(), at=stage.now)
    found = papers_of(signed_in(person))
    assert set(found) == {
        "An enforcement proceeding was opened",
        "Special notice: departure may be restricted",
        "A notice was served",
        "A measure was proposed",
        "Departure was restricted",
        "The measure has ended: the measure was lifted",
    }
    text = signed_in(person).get(found["The measure has ended: the measure was lifted"]).content.decode()
    for words in (person.full_name, measure.ref, measure.proceeding.number, "Agreed with the creditor."):
        assert words in text, words


def test_an_order_says_what_who_why_and_until_when(person: Person, measure: Measure) -> None:
    text = signed_in(person).get(papers_of(signed_in(person))["Departure was restricted"]).content.decode()
    sanctioned_by = measure.sanctioned_by
    assert sanctioned_by is not None
    writ = measure.proceeding.writ
    for words in (sanctioned_by.name, writ.number, writ.creditor, measure.reasons, "Art. 33, Law No. 261-IV"):
        assert words in text, words
    assert "KZT\u00a0500,000.00" in text
    assert "{" not in re.sub(r"<[^>]+>", "", text)


def test_a_paper_states_its_own_day(stage: Stage, person: Person, measure: Measure) -> None:
    visitor = signed_in(person)

    def order() -> str:
        text = visitor.get(papers_of(visitor)["Departure was restricted"]).content.decode()
        return text[text.index("<article") : text.index("</article>")]

    before = order()
    correct_writ(
        proceeding=measure.proceeding, column="amount_minor", value=41_000_000, reasons="A typo.", actor=stage.actor(),
        at=stage.ago(days=1),
    )  # fmt: skip
    annul_measure(measure=measure, reasons="Served on somebody else.", actor=stage.actor("judge-1"), at=stage.now)
    assert order() == before


def test_nobody_else_sees_it(stage: Stage, enter: Enter, person: Person, measure: Measure) -> None:
    address = papers_of(signed_in(person))["Departure was restricted"]
    commitment = address.split("/")[3]
    other = signed_in(stage.person(account=True))
    for path in (address, f"{address}en.pdf"):
        assert other.get(path).status_code == 404
        assert enter("agent-1").get(path).status_code == 403
        assert Client().get(path).status_code == 302
    number = measure.proceeding.number
    assert enter("agent-1").get(f"/proceedings/{number}/papers/{commitment}/").status_code == 200
    assert enter("agent-2").get(f"/proceedings/{number}/papers/{commitment}/").status_code == 404
    assert enter("judge-1").get(f"/court/measures/{measure.ref}/papers/{commitment}/").status_code == 200
    assert enter("agent-1").get(f"/proceedings/{number}/papers/{'0' * 64}/").status_code == 404
    assert enter("agent-1").get(f"/proceedings/{number}/papers/{commitment}/fr.pdf").status_code == 404


@pytest.mark.parametrize("language", law.LANGUAGES)
def test_the_pdf_is_sealed_and_proves_itself(
    stage: Stage, person: Person, measure: Measure, place: Place, language: str
) -> None:
    place()
    content = pdf_of(signed_in(person), papers_of(signed_in(person))["Departure was restricted"], language)
    reader = PdfFileReader(io.BytesIO(content))
    assert reader.root["/Lang"] == language
    (signature,) = reader.embedded_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    text = brought(Client(headers={"accept-language": "en"}), content)
    for words in ("This paper holds", "Sealed by this register.", "Unchanged since it was sealed.", "as number"):
        assert words in text, words
    assert person.surname not in text


def test_another_reader_of_pdf_agrees(person: Person, measure: Measure, place: Place, tmp_path: Path) -> None:
    place()
    (tmp_path / "paper.pdf").write_bytes(
        pdf_of(signed_in(person), papers_of(signed_in(person))["Departure was restricted"])
    )
    program = shutil.which("pdfsig")
    assert program, "poppler-utils is installed by make packages"
    told = subprocess.run([program, "-nocert", str(tmp_path / "paper.pdf")], capture_output=True, text=True, timeout=60)
    assert "Signature is Valid." in told.stdout, told.stdout
    assert "ETSI.CAdES.detached" in told.stdout
    assert "Total document signed" in told.stdout


def test_one_changed_byte_is_seen(person: Person, measure: Measure, place: Place) -> None:
    place()
    content = bytearray(pdf_of(signed_in(person), papers_of(signed_in(person))["Departure was restricted"]))
    content[content.index(b"/Producer") + 12] ^= 1
    text = brought(Client(headers={"accept-language": "en"}), bytes(content))
    assert "This paper does not hold" in text
    assert "Changed after it was sealed" in text


def test_a_seal_of_somebody_else_is_seen(
    person: Person, measure: Measure, place: Place, folder: Path, tmp_path: Path
) -> None:
    place()
    content = pdf_of(signed_in(person), papers_of(signed_in(person))["Departure was restricted"])
    for file in ("seal.key", "seal.crt"):
        (folder / "keys" / file).unlink()
    seal.create(folder / "keys", "another register")
    text = brought(Client(headers={"accept-language": "en"}), content)
    assert "Not sealed by this register." in text
    assert "This paper does not hold" in text


def test_a_paper_before_its_place_says_so(person: Person, measure: Measure) -> None:
    content = pdf_of(signed_in(person), papers_of(signed_in(person))["Departure was restricted"])
    text = brought(Client(headers={"accept-language": "en"}), content)
    assert "had no place in the ledger yet" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ledger entry"),
        (b"%PDF-1.4\nnothing", "not a PDF of this register"),
        (b"hello", "not a PDF of this register"),
        (b"%PDF-1.7\n" + b"a" * 2_000_001, "over 2 MB"),
    ],
)
def test_what_is_no_paper_is_said(db: None, content: bytes, words: str) -> None:
    visitor = Client(headers={"accept-language": "en"})
    file = SimpleUploadedFile("paper.pdf", content)
    response = visitor.post("/verify/paper/", {"paper": file})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_everybody_may_look_an_entry_up_and_learns_only_its_number(
    person: Person, measure: Measure, place: Place
) -> None:
    commitment = papers_of(signed_in(person))["Departure was restricted"].split("/")[3]
    visitor = Client(headers={"accept-language": "en"})
    assert "No entry of this kind" in visitor.get(f"/verify/{commitment}/").content.decode()
    place()
    text = visitor.get(f"/verify/{commitment}/").content.decode()
    assert "This entry stands in the ledger" in text
    for secret in ("sanction", "Departure was restricted", measure.ref, person.surname):
        assert secret not in text
    picture = visitor.get(f"/verify/{commitment}.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert visitor.get("/verify/nothing/").status_code == 404


def test_a_refusal_reaches_the_person(stage: Stage, person: Person) -> None:
    proposed = stage.proposed(person)
    refuse_measure(measure=proposed, reasons="They pay.", actor=stage.actor("judge-1"), at=stage.ago(days=1))
    visitor = signed_in(person)
    text = visitor.get(papers_of(visitor)["The court refused a measure"]).content.decode()
    assert "They pay." in text
    assert "You are not restricted." in text


def test_what_the_person_asked_for_says_by_when_it_is_answered(stage: Stage, person: Person, measure: Measure) -> None:
    suspension = request_suspension(
        measure=measure, ground=law.SuspensionGround.TREATMENT, starts_on=stage.now.date() + timedelta(days=2),
        ends_on=stage.now.date() + timedelta(days=9), words="An operation.", papers=True, asked_by=person.user,
        actor=PERSON, at=stage.now,
    )  # fmt: skip
    dispute = raise_dispute(measure=measure, words="Another man.", actor=PERSON, at=stage.now)
    visitor = signed_in(person)
    found = papers_of(visitor)
    text = visitor.get(found["A suspension was asked for"]).content.decode()
    assert moment(suspension.due_at, "en") in text
    text = visitor.get(found["&quot;This is not my debt&quot; was received"]).content.decode()
    assert moment(dispute.due_at, "en") in text
    assert dispute.ref in text
    assert "Another man." not in text


def test_money_has_its_papers(stage: Stage, person: Person, measure: Measure) -> None:
    reference = measure.proceeding.reference
    stage.pay(reference, 7, at=stage.ago(days=1))
    announced = Entry(
        ACCOUNT, "E-soon", Money(900, "KZT"), booked=False, returned=False, reference=reference, booked_on=None
    )
    record_payment(announced, actor=IMPORT, at=stage.now)
    visitor = signed_in(person)
    found = papers_of(visitor)
    assert "KZT\u00a07.00" in visitor.get(found["A payment came in"]).content.decode()
    text = visitor.get(found["A bank announced an entry"]).content.decode()
    assert "KZT\u00a09.00" in text
    assert "only once the bank has booked it" in text


def test_the_agent_reads_the_day_after_what_happened_at_a_desk(stage: Stage, enter: Enter, measure: Measure) -> None:
    """At once, it would say where the person is now."""
    raise_dispute(measure=measure, words="", actor=PERSON, at=stage.now)
    agent, number = stage.official("agent-1"), measure.proceeding.number
    assert "This is not my debt" not in enter("agent-1").get(f"/proceedings/{number}/papers/").content.decode()

    def read(at: datetime) -> set[str]:
        return set(papers.in_case(agent, number, KINDS, at).values_list("kind", flat=True))

    assert read(stage.now + timedelta(days=1)) - read(stage.now) == {"dispute"}


def test_without_a_seal_the_page_still_stands(
    settings: Settings, person: Person, measure: Measure, folder: Path
) -> None:
    def none() -> None:
        raise NeighbourUnavailable("there is no seal")

    settings.AIQYN_SIGNING = none
    visitor = signed_in(person)
    address = papers_of(visitor)["Departure was restricted"]
    response = visitor.get(f"{address}en.pdf")
    assert response.status_code == 503
    assert "No PDF can be made now" in response.content.decode()
    assert visitor.get(address).status_code == 200
