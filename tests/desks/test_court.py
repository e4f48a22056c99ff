"""The judge's desk: the queue, the whole basis on one page, both answers, and the end of a measure."""

from __future__ import annotations

import pytest
from django.test import Client

from aiqyn import law
from aiqyn.register.acts.correct_writ import correct_writ
from aiqyn.register.queries import pages
from aiqyn.register.rows import Measure
from tests.desks.conftest import Enter
from tests.desks.stage import Stage


@pytest.fixture
def judge(enter: Enter) -> Client:
    return enter("judge-1")


def test_the_queue_has_the_longest_waiting_first(stage: Stage, judge: Client, enter: Enter) -> None:
    newer, older = stage.proposed(), stage.proposed()
    Measure.objects.filter(pk=older.pk).update(proposed_at=stage.ago(days=33))
    text = judge.get("/court/").content.decode()
    assert text.index(older.ref) < text.index(newer.ref)
    assert "waits 33 days" in text
    elsewhere = enter("judge-2").get("/court/").content.decode()
    assert "Nothing waits for a decision." in elsewhere
    assert newer.ref not in elsewhere


def test_the_whole_basis_stands_on_one_page(stage: Stage, judge: Client) -> None:
    measure = stage.proposed()
    correct_writ(
        proceeding=measure.proceeding, column="amount_minor", value=48_000_000, reasons="A digit was mistyped.",
        actor=stage.actor(), at=stage.ago(days=15),
    )  # fmt: skip
    stage.pay(measure.proceeding.reference, 1_000)
    writ = measure.proceeding.writ
    text = judge.get(f"/court/measures/{measure.ref}/").content.decode()
    for expected in (
        writ.number, "Teplo Almaty", "Almaty district court", "KZT\u00a0479,000.00", "KZT\u00a0480,000.00",
        "KZT\u00a0173,000.00", "Special notice", measure.reasons, "A digit was mistyped.", "KZT\u00a01,000.00",
        "Ground: the debt is over 40 MCI.", "Art. 33, Law No. 261-IV of 2 April 2010", "tag-verified",
        "A measure is reviewed by month 6", "tag-unverified", "Серік Оспанов",
    ):  # fmt: skip
        assert expected in text, expected


def test_sanctioning_suggests_the_laws_review_and_brings_into_force(stage: Stage, judge: Client) -> None:
    measure = stage.proposed()
    page = f"/court/measures/{measure.ref}/"
    latest = pages.latest_review(measure, stage.now)
    assert f'value="{latest:%d.%m.%Y}"' in judge.get(page).content.decode()
    done = judge.post(f"{page}sanction/", {"review_by": f"{latest:%d.%m.%Y}"}, follow=True)
    assert done.redirect_chain == [(page, 302)]
    text = done.content.decode()
    assert "The measure is in force." in text
    assert "/sanction/" not in text
    assert Measure.objects.get().review_by == latest


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Қайта қарау күні"), ("ru", "День пересмотра"), ("en", "The review must fall")],
)
def test_a_review_that_is_too_late_is_refused_by_the_law(stage: Stage, enter: Enter, language: str, words: str) -> None:
    measure = stage.proposed()
    form = {"review_by": f"{measure.ends_on:%d.%m.%Y}"}
    response = enter("judge-1", language).post(f"/court/measures/{measure.ref}/sanction/", form)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert f'value="{measure.ends_on:%d.%m.%Y}"' in response.content.decode()


def test_a_day_that_cannot_be_read_is_blamed_at_its_field(stage: Stage, judge: Client) -> None:
    measure = stage.proposed()
    text = judge.post(f"/court/measures/{measure.ref}/sanction/", {"review_by": "soon"}).content.decode()
    assert 'href="#sanction_review_by"' in text
    assert 'id="sanction_review_by_error"' in text
    assert 'id="refusal_reasons_error"' not in text


def test_a_payment_since_the_proposal_counts(stage: Stage, judge: Client) -> None:
    measure = stage.proposed()
    stage.pay(measure.proceeding.reference, 499_000)
    assert "the law's data finds no ground" in judge.get(f"/court/measures/{measure.ref}/").content.decode().replace(
        "&#x27;", "'"
    )
    form = {"review_by": f"{pages.latest_review(measure, stage.now):%d.%m.%Y}"}
    refused = judge.post(f"/court/measures/{measure.ref}/sanction/", form)
    assert "There is no ground" in refused.content.decode()
    assert Measure.objects.get().in_force_from is None


def test_refusing_needs_reasons(stage: Stage, judge: Client) -> None:
    measure = stage.proposed()
    there = f"/court/measures/{measure.ref}/refuse/"
    assert "The reasons are missing" in judge.post(there, {"reasons": ""}).content.decode()
    done = judge.post(there, {"reasons": "The notice reached another address."}, follow=True)
    assert "The proposal is refused." in done.content.decode()
    assert "The notice reached another address." in done.content.decode()
    again = judge.post(there, {"reasons": "Once more."})
    assert "no longer waits for a decision" in again.content.decode()


def test_a_measure_of_another_court_does_not_exist(stage: Stage, enter: Enter) -> None:
    measure = stage.in_force()
    other = enter("judge-2")
    for door in ("", "sanction/", "refuse/", "lift/"):
        assert other.post(f"/court/measures/{measure.ref}/{door}", {"reasons": "x"}).status_code == 404
    assert other.get(f"/court/measures/{measure.ref}/").status_code == 404
    assert measure.ref not in other.get("/court/in-force/").content.decode()


def test_reviews_due_first_and_overdue_ones_marked(stage: Stage, judge: Client) -> None:
    later, due = stage.in_force(), stage.in_force()
    Measure.objects.filter(pk=due.pk).update(review_by=stage.ago(days=1).date())
    text = judge.get("/court/in-force/").content.decode()
    assert text.index(due.ref) < text.index(later.ref)
    assert text.count("overdue") == 1


def test_the_court_lifts(stage: Stage, judge: Client) -> None:
    measure = stage.in_force()
    there = f"/court/measures/{measure.ref}/lift/"
    assert judge.get(there).status_code == 200
    assert "The reasons are missing" in judge.post(there, {"reasons": ""}).content.decode()
    assert judge.post(there, {"reasons": "Medical treatment abroad."}).status_code == 302
    measure.refresh_from_db()
    assert measure.end_reason == "lifted"
    assert pages.state(measure, stage.now) is law.MeasureState.RELEASED
