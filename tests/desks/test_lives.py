"""The judge's other decisions, the agent's, and the person's request: on pages, in the order of their lives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from aiqyn import law
from aiqyn.register.acts.suspend_measure import suspend_measure
from aiqyn.register.law_book import book
from aiqyn.register.queries import pages
from aiqyn.register.rows import Measure, Person, Review, Suspension, SuspensionRequest
from tests.desks.conftest import Enter
from tests.desks.stage import Stage


@pytest.fixture
def judge(enter: Enter) -> Client:
    return enter("judge-1")


def as_person(person: Person | None) -> Client:
    assert person is not None
    assert person.user is not None
    client = Client(headers={"accept-language": "en"})
    client.force_login(person.user)
    return client


def ask(stage: Stage, measure: Measure, **changed: str) -> SuspensionRequest:
    today = book().local_day(stage.now)
    form = {
        "ground": "treatment", "starts_on": f"{today + timedelta(days=3):%d.%m.%Y}",
        "ends_on": f"{today + timedelta(days=9):%d.%m.%Y}", "words": "An operation in Seoul.", "papers": "on",
    }  # fmt: skip
    client = as_person(measure.person)
    page = f"/me/measures/{measure.ref}/suspension/"
    assert client.get(page).status_code == 200
    done = client.post(page, form | changed, follow=True)
    assert done.status_code == 200, done.content.decode()
    assert "Your request is with the court." in done.content.decode()
    return SuspensionRequest.objects.get()


def test_a_request_is_due_within_a_day_and_granted_with_reasons(stage: Stage, judge: Client) -> None:
    measure = stage.in_force(stage.person(account=True))
    asked = ask(stage, measure)
    assert timedelta(0) < asked.due_at - asked.asked_at <= timedelta(days=1)
    listed = judge.get("/court/requests/").content.decode()
    assert measure.ref in listed
    page = f"/court/requests/{asked.pk}/"
    shown = judge.get(page).content.decode()
    assert "An operation in Seoul." in shown
    form = {
        "answer": "grant", "starts_on": f"{asked.starts_on:%d.%m.%Y}", "ends_on": f"{asked.ends_on:%d.%m.%Y}",
        "reasons": "The letter of the clinic is genuine.",
    }  # fmt: skip
    done = judge.post(page, form, follow=True)
    assert "The measure is suspended." in done.content.decode()
    slept = Suspension.objects.get()
    middle = book().start_of(asked.starts_on) + timedelta(days=1)
    assert pages.state(measure, middle) is law.MeasureState.SUSPENDED
    assert pages.state(measure, stage.now) is law.MeasureState.IN_FORCE
    assert pages.state(measure, book().end_of(asked.ends_on)) is law.MeasureState.IN_FORCE
    told = as_person(measure.person).get(f"/me/measures/{measure.ref}/suspension/").content.decode()
    assert "Granted." in told
    assert slept.reasons in told


def test_a_refusal_owes_its_reasons(stage: Stage, judge: Client) -> None:
    asked = ask(stage, stage.in_force(stage.person(account=True)))
    page = f"/court/requests/{asked.pk}/"
    days = {"starts_on": f"{asked.starts_on:%d.%m.%Y}", "ends_on": f"{asked.ends_on:%d.%m.%Y}"}
    assert judge.post(page, {"answer": "refuse", "reasons": " ", **days}).status_code == 422
    done = judge.post(page, {"answer": "refuse", "reasons": "The letter names another patient.", **days}, follow=True)
    assert "The request is refused." in done.content.decode()
    asked.refresh_from_db()
    assert asked.refusal_reasons == "The letter names another patient."
    assert not Suspension.objects.exists()


def test_another_court_and_another_person_see_no_request(stage: Stage, enter: Enter) -> None:
    measure = stage.in_force(stage.person(account=True))
    asked = ask(stage, measure)
    assert enter("judge-2").get(f"/court/requests/{asked.pk}/").status_code == 404
    stranger = stage.person(account=True)
    assert as_person(stranger).get(f"/me/measures/{measure.ref}/suspension/").status_code == 404


def test_a_review_then_a_renewal_and_no_renewal_before_it(stage: Stage, judge: Client) -> None:
    measure = stage.in_force()
    today = book().local_day(stage.now)
    longer = {
        "ends_on": f"{today + timedelta(days=300):%d.%m.%Y}",
        "review_by": f"{today + timedelta(days=90):%d.%m.%Y}",
    }
    renewal = longer | {"reasons": "Nothing was paid."}
    page = f"/court/measures/{measure.ref}"
    assert judge.get(f"{page}/renew/").status_code == 200
    assert judge.post(f"{page}/renew/", renewal).status_code == 422
    review = {"reasons": "Still owed, and still abroad.", "review_by": f"{today + timedelta(days=60):%d.%m.%Y}"}
    assert judge.get(f"{page}/review/").status_code == 200
    assert "The measure is kept" in judge.post(f"{page}/review/", review, follow=True).content.decode()
    assert Review.objects.get().threshold_now_minor == book().value("threshold-mci", today) * book().mci(today)
    assert judge.post(f"{page}/renew/", longer | {"reasons": ""}).status_code == 422
    assert "new last day" in judge.post(f"{page}/renew/", renewal, follow=True).content.decode()
    measure.refresh_from_db()
    assert measure.ends_on == today + timedelta(days=300)


def test_the_court_suspends_and_wakes_by_itself(stage: Stage, judge: Client) -> None:
    measure = stage.in_force()
    today = book().local_day(stage.now)
    page = f"/court/measures/{measure.ref}"
    form = {"ground": "court", "starts_on": f"{today:%d.%m.%Y}", "ends_on": "", "reasons": "A settlement is near."}
    assert judge.get(f"{page}/suspend/").status_code == 200
    assert "The measure is suspended." in judge.post(f"{page}/suspend/", form, follow=True).content.decode()
    sleep = Suspension.objects.get()
    assert sleep.ref in judge.get(f"{page}/").content.decode()
    wake = f"{page}/resume/{sleep.ref}/"
    assert judge.get(wake).status_code == 200
    assert "binds again" in judge.post(wake, {"reasons": "No settlement."}, follow=True).content.decode()
    assert judge.post(wake, {"reasons": "Once more."}).status_code == 422


def test_a_suspended_measure_stands_apart_on_the_persons_page(stage: Stage) -> None:
    measure = stage.in_force(stage.person(account=True))
    suspend_measure(
        measure=measure, ground=law.SuspensionGround.COURT, starts_on=None, ends_on=None, reasons="Near a settlement.",
        actor=stage.actor("judge-1"), at=stage.ago(minutes=5),
    )  # fmt: skip
    text = as_person(measure.person).get("/me/").content.decode()
    assert "No measure is in force against you" in text
    assert "While a measure is suspended it restricts you nowhere." in text


@pytest.mark.parametrize(
    ("role", "path", "said", "reason"),
    [
        ("judge-1", "/court/measures/{ref}/annul/", "The measure is annulled.", "annulled"),
        ("agent-1", "/proceedings/{number}/measures/{ref}/withdraw/", "the creditor took it back", "withdrawn"),
    ],
)
def test_other_ends(stage: Stage, enter: Enter, role: str, path: str, said: str, reason: str) -> None:
    measure = stage.in_force()
    page = path.format(ref=measure.ref, number=measure.proceeding.number)
    client = enter(role)
    assert client.get(page).status_code == 200
    assert client.post(page, {"reasons": ""}).status_code == 422
    assert said in client.post(page, {"reasons": "It should not have been."}, follow=True).content.decode()
    measure.refresh_from_db()
    assert measure.end_reason == reason
