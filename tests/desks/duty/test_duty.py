"""The duty officer: a queue with minutes, both records side by side, an answer with reasons, a published clock."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from django.test import Client

from aiqyn.desks.public import dispute_picture
from aiqyn.identifiers.document import Document
from aiqyn.register.acting import IMPORT, Actor
from aiqyn.register.acts.answer_dispute import answer_dispute
from aiqyn.register.acts.raise_dispute import raise_dispute
from aiqyn.register.acts.record_population import DocumentRecord, PersonRecord, record_population
from aiqyn.register.rows import Dispute, Measure, Organisation, Writ, WritClaim
from tests.desks.conftest import Enter
from tests.desks.duty.conftest import Objecting
from tests.desks.stage import Stage

PERSON = Actor("person", "person")


def said(on: Objecting, **ago: float) -> Dispute:
    return raise_dispute(
        measure=on.measure, words="I have never been there.", actor=PERSON, at=on.stage.ago(**(ago or {"minutes": 7}))
    )


def mended(on: Objecting, born: date) -> None:
    """The population register corrects what it said of the person."""
    who = on.person
    document = DocumentRecord(Document("KAZ", on.two_facts(who)["document"]))
    record = PersonRecord(who.number, who.surname, who.given_name, who.patronymic, born, documents=(document,))
    record_population([record], actor=IMPORT, at=on.stage.ago(minutes=1))


def test_the_queue_counts_minutes_and_marks_what_is_overdue(objecting: Objecting, enter: Enter) -> None:
    dispute = said(objecting)
    page = enter("duty-1").get("/duty/").content.decode()
    assert dispute.ref in page
    assert re.search(r"<strong>2[123] minutes left</strong>", page)
    assert "overdue" not in page
    other = objecting.stage.in_force()
    raise_dispute(measure=other, words="", actor=PERSON, at=objecting.stage.ago(minutes=41))
    page = enter("duty-1").get("/duty/").content.decode()
    assert re.search(r"overdue by 1[012] minutes", page)
    assert page.index("overdue by") < page.index("minutes left")


def test_both_records_stand_side_by_side_and_differences_are_told_in_words(objecting: Objecting, enter: Enter) -> None:
    dispute = said(objecting)
    mended(objecting, date(1985, 6, 16))
    page = enter("duty-1").get(f"/duty/{dispute.ref}/").content.decode()
    rows = re.findall(r'<tr class="record record-([a-z-]+)">(.*?)</tr>', page, re.DOTALL)
    assert [kind for kind, _ in rows] == ["same", "same", "same", "differs"]
    assert "15\u00a0June\u00a01985" in rows[3][1].replace(" ", "\u00a0")
    assert "16\u00a0June\u00a01985" in rows[3][1].replace(" ", "\u00a0")
    assert "<strong>differs</strong>" in rows[3][1]
    assert "≠" in rows[3][1]
    assert "1 line differs" in page
    assert objecting.two_facts(objecting.person)["document"] in page
    assert "I have never been there." in page
    assert "Teplo Almaty" in page


def test_suspended_with_reasons_and_the_person_reads_them(objecting: Objecting, enter: Enter) -> None:
    dispute = said(objecting)
    duty = enter("duty-1")
    path = f"/duty/{dispute.ref}/"
    empty = duty.post(path, {"answer": "suspend", "reasons": " "})
    assert empty.status_code == 422
    assert "reasons" in empty.content.decode()
    done = duty.post(path, {"answer": "suspend", "reasons": "The birth dates differ."}, follow=True)
    assert "The answer is given" in done.content.decode()
    assert "Nothing waits for an answer" in done.content.decode()
    mine = objecting.me.get("/me/").content.decode()
    assert "the measure is suspended" in mine
    assert "The birth dates differ." in mine
    assert "No measure is in force against you" in mine
    assert "The birth dates differ." in duty.get(path).content.decode()
    settle = enter("judge-1").get("/court/contests/").content.decode()
    assert objecting.measure.ref in settle
    assert objecting.measure.ref not in enter("judge-2").get("/court/contests/").content.decode()


def test_confirmed_with_reasons(objecting: Objecting, enter: Enter) -> None:
    dispute = said(objecting)
    duty = enter("duty-1")
    duty.post(f"/duty/{dispute.ref}/", {"answer": "confirm", "reasons": "The same person."})
    mine = objecting.me.get("/me/").content.decode()
    assert "confirmed: both records are about this person" in mine
    again = objecting.me.post(f"/me/measures/{objecting.measure.ref}/not-mine/", {"words": ""})
    assert again.status_code == 422
    assert "Contest it before the court instead" in again.content.decode()
    late = duty.post(f"/duty/{dispute.ref}/", {"answer": "suspend", "reasons": "Changed my mind."})
    assert late.status_code == 422
    assert Measure.objects.get(pk=objecting.measure.pk).suspensions.count() == 0


def test_a_dispute_that_is_none_is_not_found(stage: Stage, enter: Enter) -> None:
    assert enter("duty-1").get("/duty/D-0/").status_code == 404


def test_the_clock_is_public_as_figures_and_as_a_picture(objecting: Objecting, enter: Enter, client: Client) -> None:
    empty = client.get("/not-my-debt/", headers={"accept-language": "en"}).content.decode()
    assert "there is nothing to measure" in empty
    dispute = said(objecting, minutes=50)
    waiting = client.get("/not-my-debt/", headers={"accept-language": "en"}).content.decode()
    assert re.search(r"overdue now</dt><dd>1<", waiting)
    answer_dispute(
        dispute=dispute,
        suspend=True,
        reasons="Differs.",
        actor=objecting.stage.actor("duty-1"),
        at=dispute.raised_at + timedelta(minutes=45),
    )
    page = client.get("/not-my-debt/", headers={"accept-language": "en"}).content.decode()
    assert re.search(r"answered late</dt><dd>1<", page)
    assert re.search(r"overdue now</dt><dd>0<", page)
    assert "45.0\u00a0min" in page
    picture = client.get("/not-my-debt.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.content.count(b"<rect") == 1
    assert b"#8c1d18" in picture.content
    assert "/not-my-debt/" in client.get("/").content.decode()


def test_an_organisations_debt_is_told_as_one(objecting: Objecting, enter: Enter) -> None:
    writ = objecting.measure.proceeding.writ
    WritClaim.objects.filter(writ=writ).delete()
    firm = Organisation.objects.create(bin="940140000385", name="Firm of the debt")
    Writ.objects.filter(pk=writ.pk).update(debtor=None, organisation=firm)
    dispute = said(objecting)
    page = enter("duty-1").get(f"/duty/{dispute.ref}/").content.decode()
    assert "The writ names an organisation, Firm of the debt." in page
    assert objecting.person.full_name in page


def test_the_picture_marks_late_answers(stage: Stage) -> None:
    chart = dispute_picture.draw([10 * 60_000.0, 31 * 60_000.0, 999 * 60_000.0], 30)
    assert [bar.late for bar in chart.bars] == [False, True, True]
    assert [line.mark for line in chart.lines] == [0, 15, 30, 45, 60]
    assert [line.promise for line in chart.lines].count(True) == 1
    assert replace(chart.bars[2], x=0).y == chart.lines[4].y
