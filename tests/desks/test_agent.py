"""The agent's desk: own proceedings only, every act by a form, the law's refusal in words with its article."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from aiqyn import law
from aiqyn.law.calendar import add_months
from aiqyn.register.acting import IMPORT, ActError
from aiqyn.register.acts.record_writ import DebtorClaim, record_writ
from aiqyn.register.queries import cases, pages
from aiqyn.register.queries.debts import outstanding_minor
from aiqyn.register.rows import BankEntry, Measure, Notice, Proceeding, Writ
from tests.desks.conftest import Enter
from tests.desks.stage import PLACE, Stage


@pytest.fixture
def agent(enter: Enter) -> Client:
    return enter("agent-1")


def writ_form(stage: Stage, **changes: str) -> dict[str, str]:
    writ = stage.writ(number="7501-26-9001")
    debtor = writ.debtor
    assert isinstance(debtor, DebtorClaim)
    return {
        "court": writ.court_code, "number": writ.number, "issued_on": f"{writ.issued_on:%d.%m.%Y}", "claim": "lump",
        "amount": "157 280,50", "arrears_since": "", "creditor": "Teplo Almaty", "iin": debtor.iin,
        "surname": debtor.surname, "given_name": debtor.given_name, "patronymic": debtor.patronymic,
        "birth_date": f"{debtor.birth_date:%d.%m.%Y}",
    } | changes  # fmt: skip


def test_a_writ_is_taken_up_with_its_proceeding(stage: Stage, agent: Client) -> None:
    response = agent.post("/proceedings/new/", writ_form(stage), follow=True)
    proceeding = Proceeding.objects.get()
    assert response.redirect_chain == [(f"/proceedings/{proceeding.number}/", 302)]
    assert proceeding.writ.amount_minor == 15_728_050
    assert proceeding.agent.ref == "agent-1"
    text = response.content.decode()
    assert "The proceeding is open." in text
    assert "KZT\u00a0157,280.50" in text
    assert "The proceeding is open." not in agent.get(f"/proceedings/{proceeding.number}/").content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("iin", "850615400001", "its check digit does not fit"),
        ("iin", "85061540007", "An IIN has 12 digits."),
        ("iin", "٨٥٠٦١٥٤٠٠٠٧٦", "Type the digits 0 to 9"),
        ("court", "9999", "Choose from the list."),
        ("amount", "-5", "Give the amount in tenge"),
        ("amount", "1e9", "Give the amount in tenge"),
        ("amount", "99999999999999999999", "Give the amount in tenge"),
        ("amount", "0", "The amount must be more than nothing."),
        ("issued_on", "31.02.2026", "Give the day as in 24.05.2026."),
        ("issued_on", "24.05.2190", "This day has not come yet."),
        ("surname", "Someone", "another surname"),
        ("birth_date", "16.06.1985", "another birth date"),
        ("number", "", "Fill in this field."),
        ("claim", "periodic", "Periodic payments need the day"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(stage: Stage, agent: Client, field: str, typed: str, says: str) -> None:
    response = agent.post("/proceedings/new/", writ_form(stage, **{field: typed}))
    blamed = "arrears_since" if field == "claim" else field
    text = response.content.decode()
    assert response.status_code == 422
    assert says in text
    assert f'href="#id_{blamed}"' in text
    assert f'id="id_{blamed}_error"' in text
    assert 'aria-invalid="true"' in text
    assert "<title>Not done:" in text
    assert Writ.objects.count() == 0


def test_neither_writ_nor_proceeding_when_one_cannot_be(
    stage: Stage, agent: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise ActError("agent", "not-an-agent")

    monkeypatch.setattr("aiqyn.desks.agent.listing.open_proceeding", fail)
    response = agent.post("/proceedings/new/", writ_form(stage))
    assert response.status_code == 422
    assert "Only an enforcement agent holds proceedings." in response.content.decode()
    assert Writ.objects.count() == 0


def test_a_notice_handed_over_is_sent_and_served_in_one_minute(stage: Stage, agent: Client) -> None:
    number = stage.proceeding().number
    agent.post(f"/proceedings/{number}/notices/", {"kind": "special", "channel": "in-person"})
    notice = Notice.objects.get()
    there = notice.sent_at.astimezone(law.load("kz").timezone)
    form = {"served_at": f"{there:%d.%m.%Y %H:%M}"}
    assert agent.post(f"/proceedings/{number}/notices/{notice.pk}/", form).status_code == 302
    notice.refresh_from_db()
    assert notice.served_at is not None
    assert notice.served_at >= notice.sent_at


def test_an_imported_writ_is_opened_once(stage: Stage, agent: Client) -> None:
    record_writ(stage.writ(number="7501-26-77"), actor=IMPORT, at=stage.ago(days=3))
    form = {"court": "7501", "number": "7501-26-77"}
    assert agent.post("/proceedings/open/", form).status_code == 302
    again = agent.post("/proceedings/open/", form)
    assert again.status_code == 422
    assert "no unopened writ" in again.content.decode()


def test_notices_are_sent_and_then_served(stage: Stage, agent: Client) -> None:
    number = stage.proceeding().number
    sent = agent.post(f"/proceedings/{number}/notices/", {"kind": "special", "channel": "registered-mail"}, follow=True)
    assert "Sent is not served" in sent.content.decode()
    notice = Notice.objects.get()
    there = f"/proceedings/{number}/notices/{notice.pk}/"
    early = agent.post(there, {"served_at": "01.01.2020 10:00"})
    assert "cannot be served before it is sent" in early.content.decode()
    future = agent.post(there, {"served_at": "01.01.2190 10:00"})
    assert "This moment has not come yet." in future.content.decode()
    Notice.objects.filter(pk=notice.pk).update(sent_at=stage.ago(days=5))
    moment = stage.ago(days=1).astimezone(law.load("kz").timezone).replace(second=0, microsecond=0)
    assert agent.post(there, {"served_at": f"{moment:%d.%m.%Y %H:%M}"}).status_code == 302
    notice.refresh_from_db()
    assert notice.served_at == moment + timedelta(minutes=1, microseconds=-1)
    assert "already recorded" in agent.post(there, {"served_at": f"{moment:%d.%m.%Y %H:%M}"}).content.decode()


@pytest.mark.parametrize(
    ("language", "heading", "words", "article"),
    [
        ("kk", "Заң бұған жол бермейді", "арнайы хабарлама тапсырылмаған", "бабы анықталмаған"),
        ("ru", "Закон этого не допускает", "Не вручено специальное извещение", "статья не установлена"),
        ("en", "The law does not allow this", "special notice", "article not established"),
    ],
)
def test_the_law_refuses_in_the_pages_language(
    stage: Stage, enter: Enter, language: str, heading: str, words: str, article: str
) -> None:
    number = stage.proceeding().number
    form = {
        "kind": "departure-restriction",
        "ends_on": f"{add_months(stage.now.date(), 6):%d.%m.%Y}",
        "reasons": "Unpaid.",
    }
    response = enter("agent-1", language).post(f"/proceedings/{number}/propose/", form)
    text = response.content.decode()
    assert response.status_code == 422
    assert f'<html lang="{language}">' in text
    for expected in (heading, words, article, "tag-unverified", 'role="alert"'):
        assert expected in text
    assert Measure.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "article"),
    [
        ("kk", "2010 жылғы 2 сәуірдегі № 261-IV Заңның 33-бабы"),
        ("ru", "ст. 33 Закона № 261-IV от 2 апреля 2010 г."),
        ("en", "Art. 33, Law No. 261-IV of 2 April 2010"),
    ],
)
def test_a_refusal_names_a_verified_article(stage: Stage, enter: Enter, language: str, article: str) -> None:
    proceeding = stage.noticed(tenge=1_000)
    form = {
        "kind": "departure-restriction",
        "ends_on": f"{add_months(stage.now.date(), 6):%d.%m.%Y}",
        "reasons": "Unpaid.",
    }
    text = enter("agent-1", language).post(f"/proceedings/{proceeding.number}/propose/", form).content.decode()
    assert article in text
    assert "tag-verified" in text


def test_a_proposal_suggests_the_laws_latest_day(stage: Stage, agent: Client) -> None:
    proceeding = stage.noticed()
    there = f"/proceedings/{proceeding.number}/propose/"
    asked = {"kind": "departure-restriction", "reasons": "Unpaid."}
    latest = pages.latest_end(stage.now)
    assert f'value="{latest:%d.%m.%Y}"' in agent.get(there).content.decode()
    late = agent.post(there, asked | {"ends_on": f"{latest + timedelta(days=2):%d.%m.%Y}"})
    assert "A measure lasts at most 12 months." in late.content.decode()
    empty = agent.post(there, asked | {"ends_on": ""})
    assert "The last day is missing" in empty.content.decode()
    assert agent.post(there, asked | {"ends_on": f"{latest:%d.%m.%Y}"}).status_code == 302
    assert Measure.objects.get().ends_on == latest


def test_lifting_needs_reasons_and_then_ends_it(stage: Stage, agent: Client) -> None:
    measure = stage.in_force()
    there = f"/proceedings/{measure.proceeding.number}/measures/{measure.ref}/lift/"
    refused = agent.post(there, {"reasons": "  "})
    assert "The reasons are missing" in refused.content.decode()
    assert agent.post(there, {"reasons": "The creditor asked for it."}).status_code == 302
    assert pages.state(Measure.objects.get(), stage.now + timedelta(minutes=1)) is law.MeasureState.RELEASED


def test_a_typo_is_corrected_and_stays_visible(stage: Stage, agent: Client) -> None:
    number = stage.proceeding().number
    there = f"/proceedings/{number}/amount/"
    assert "what the writ already says" in agent.post(there, {"amount": "500000", "reasons": "x"}).content.decode()
    assert "Give the reasons" in agent.post(there, {"amount": "400000", "reasons": ""}).content.decode()
    done = agent.post(there, {"amount": "400000", "reasons": "A digit was mistyped."}, follow=True)
    text = done.content.decode()
    for expected in ("KZT\u00a0500,000.00", "KZT\u00a0400,000.00", "A digit was mistyped."):
        assert expected in text
    arrears = agent.post(
        f"/proceedings/{number}/arrears/", {"arrears_since": "01.02.2026", "reasons": "Missing."}, follow=True
    )
    assert "1\u00a0February 2026" in arrears.content.decode()


def test_closing_waits_for_open_measures(stage: Stage, agent: Client) -> None:
    measure = stage.in_force()
    there = f"/proceedings/{measure.proceeding.number}/close/"
    assert "A measure is still open" in agent.post(there, {"reasons": "Paid."}).content.decode()
    stage.pay(measure.proceeding.reference, 500_000)
    assert agent.post(there, {"reasons": "Paid."}).status_code == 302
    assert Proceeding.objects.get().closed_at is not None


def test_waiting_money_is_matched_to_an_own_proceeding(stage: Stage, agent: Client) -> None:
    measure = stage.in_force()
    entry = stage.pay("", 500_000)
    assert "KZT\u00a0500,000.00" in agent.get("/money/").content.decode()
    there = f"/money/{entry.pk}/"
    other = stage.proceeding(agent="agent-2")
    for number in ("2026999999999", other.number):
        refused = agent.post(there, {"number": number})
        assert refused.status_code == 422
        assert "None of your own proceedings" in refused.content.decode()
    assert agent.post(there, {"number": measure.proceeding.number}).status_code == 302
    assert outstanding_minor(measure.proceeding) == 0
    assert agent.get(there).status_code == 404
    measure.refresh_from_db()
    assert measure.end_reason == "paid"


def test_money_that_names_another_agents_proceeding_is_not_shown(stage: Stage, agent: Client, enter: Enter) -> None:
    theirs = stage.proceeding(agent="agent-2", tenge=100)
    stage.pay(theirs.reference, 900)
    entry = BankEntry.objects.get()
    assert theirs.reference not in agent.get("/money/").content.decode()
    assert agent.get(f"/money/{entry.pk}/").status_code == 404
    assert enter("agent-2").get(f"/money/{entry.pk}/").status_code == 200


def test_another_agents_proceeding_does_not_exist(stage: Stage, enter: Enter) -> None:
    measure = stage.in_force()
    notice = Notice.objects.get()
    number = measure.proceeding.number
    other = enter("agent-2")
    doors = [
        "",
        "notices/",
        f"notices/{notice.pk}/",
        "propose/",
        f"measures/{measure.ref}/lift/",
        "close/",
        "amount/",
        "arrears/",
    ]
    for door in doors:
        assert other.get(f"/proceedings/{number}/{door}").status_code == 404
        assert other.post(f"/proceedings/{number}/{door}", {"reasons": "mine"}).status_code == 404
    assert number not in other.get("/proceedings/").content.decode()
    found = other.post("/proceedings/", {"number": number}).content.decode()
    assert "None of your own proceedings has this number." in found
    measure.refresh_from_db()
    assert measure.ended_at is None


def test_notices_and_measures_belong_to_their_proceeding(stage: Stage, agent: Client) -> None:
    first, second = stage.in_force(), stage.in_force()
    notice = cases.notices(first.proceeding).get()
    assert agent.get(f"/proceedings/{second.proceeding.number}/notices/{notice.pk}/").status_code == 404
    assert agent.get(f"/proceedings/{second.proceeding.number}/measures/{first.ref}/lift/").status_code == 404
    assert agent.get(f"/proceedings/{second.proceeding.number}/notices/{10**25}/").status_code == 404


def test_search_and_filters_stay_among_own_proceedings(stage: Stage, agent: Client) -> None:
    held, waiting, bare = stage.in_force().proceeding, stage.proposed().proceeding, stage.proceeding()
    for standing, wanted in (("in-force", held), ("proposed", waiting)):
        text = agent.get(f"/proceedings/?standing={standing}").content.decode()
        assert wanted.number in text
        assert bare.number not in text
    assert bare.number in agent.get("/proceedings/?standing=open&page=zz").content.decode()
    for typed in (bare.number, bare.reference.lower(), bare.writ.number):
        found = agent.post("/proceedings/", {"number": typed})
        assert found.headers["Location"] == f"/proceedings/{bare.number}/"


def test_the_agent_learns_of_no_hit(stage: Stage, agent: Client) -> None:
    # Where a person was stopped is for the person and the court; an agent is told of papers served, and only the day.
    measure = stage.in_force()
    hit = stage.disclosed(measure)
    text = agent.get(f"/proceedings/{measure.proceeding.number}/").content.decode()
    assert measure.ref in text
    assert hit.number not in text
    assert "Border desk, leaving the country" not in text
    assert PLACE not in text


def test_two_at_once_are_told_to_look_again(stage: Stage, agent: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def raced(**_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr("aiqyn.desks.agent.case.send_notice", raced)
    number = stage.proceeding().number
    response = agent.post(f"/proceedings/{number}/notices/", {"kind": "special", "channel": "sms"})
    assert response.status_code == 422
    assert "Something changed meanwhile." in response.content.decode()
