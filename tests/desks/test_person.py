"""The person's page: everything held on them and nothing on others, and a proof that works elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from aiqyn import ledger
from aiqyn.register import keys
from aiqyn.register.acting import CLOCK
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.acts.unseal_places import unseal_places
from aiqyn.register.queries import pages
from aiqyn.register.rows import Measure, Person
from aiqyn.register.sequencing import Sequencer
from tests.desks.stage import PLACE, Stage


def enter_as(person: Person, language: str = "en") -> Client:
    visitor = Client(headers={"accept-language": language})
    assert person.user is not None
    visitor.force_login(person.user)
    return visitor


def page_of(person: Person, language: str = "en") -> str:
    return enter_as(person, language).get("/me/").content.decode()


def test_nothing_held_is_said_plainly(stage: Stage) -> None:
    stage.in_force()
    text = page_of(stage.person(account=True))
    assert "No measure is in force against you" in text
    assert "Nothing is held on you: no debt, no measure, no disclosure to anybody." in text
    assert "M-" not in text


@pytest.mark.parametrize(
    ("language", "verdict", "pay"),
    [
        ("kk", "Сізге қатысты шара күшінде", "500\u00a0000,00\u00a0₸"),
        ("ru", "В отношении вас действует 1 мера", "500\u00a0000,00\u00a0₸"),
        ("en", "A measure is in force against you", "KZT\u00a0500,000.00"),
    ],
)
def test_what_is_held_why_until_when_and_what_to_do(stage: Stage, language: str, verdict: str, pay: str) -> None:
    person = stage.person(account=True)
    measure = stage.in_force(person)
    hit = stage.disclosed(measure)
    writ = measure.proceeding.writ
    text = page_of(person, language)
    for expected in (
        verdict, pay, writ.number, writ.court.name(language), measure.proceeding.reference, measure.ref, hit.number,
        PLACE, person.number, "Teplo Almaty", measure.reasons,
    ):  # fmt: skip
        assert expected in text, expected


def test_nobody_elses_measure_is_shown(stage: Stage) -> None:
    mine, theirs = stage.person(account=True), stage.person(account=True)
    own, other = stage.in_force(mine), stage.in_force(theirs)
    assert own.ref in page_of(mine)
    assert other.ref not in page_of(mine)
    assert other.proceeding.number not in page_of(mine)


def test_the_place_is_gone_when_the_time_to_contest_is(stage: Stage) -> None:
    person = stage.person(account=True)
    hit = stage.disclosed(stage.in_force(person))
    later = stage.now + timedelta(days=200)
    unseal_places(today=later.date(), actor=CLOCK, at=later)
    text = page_of(person)
    assert hit.number in text
    assert PLACE not in text
    assert "deleted: the time to contest has passed" in text


def test_proposed_refused_and_ended_are_told_apart(stage: Stage) -> None:
    person = stage.person(account=True)
    waiting, refused, lifted = stage.proposed(person), stage.proposed(person), stage.in_force(person)
    refuse_measure(measure=refused, reasons="Wrong address.", actor=stage.actor("judge-1"), at=stage.ago(days=5))
    lift_measure(measure=lifted, reasons="Agreed.", actor=stage.actor(), at=stage.ago(days=1))
    text = page_of(person)
    assert "No measure is in force against you" in text
    assert "A judge has not decided. Nothing restricts you." in text
    assert "It was never in force." in text
    assert "Wrong address." in text
    assert "lifted by decision" in text
    assert f"/me/releases/{lifted.ref}/" in text
    for measure in (waiting, refused):
        assert f"/me/releases/{measure.ref}/" not in text


def test_a_measure_past_its_last_day_does_not_bind_even_unwritten(stage: Stage) -> None:
    person = stage.person(account=True)
    measure = stage.in_force(person)
    Measure.objects.filter(pk=measure.pk).update(ends_on=stage.ago(days=2).date())
    text = page_of(person)
    assert "No measure is in force against you" in text
    assert "its last day has passed" in text


def test_a_release_is_proved_by_a_file(stage: Stage, settings: Settings, tmp_path: Path) -> None:
    settings.AIQYN = replace(settings.AIQYN, folder=tmp_path)
    person = stage.person(account=True)
    measure = stage.in_force(person)
    there = f"/me/releases/{measure.ref}/"
    assert enter_as(person).get(there).status_code == 404
    stage.pay(measure.proceeding.reference, 500_000)
    assert b'"index": null' in enter_as(person).get(there).content
    keys.create(settings.AIQYN.keys, "ledger")
    signer = keys.signer(settings.AIQYN.keys, "ledger", "register.example/aiqyn")
    Sequencer(settings.AIQYN.public / "ledger", signer).tick()

    response = enter_as(person).get(there)
    assert response.headers["Content-Disposition"] == f'attachment; filename="aiqyn-release-{measure.ref}.json"'
    assert response.headers["Cache-Control"] == "no-store"
    opened = ledger.OpenedLeaf.from_json(json.loads(response.content))
    opened.verify([ledger.NoteVerifier.from_vkey(signer.vkey)])
    assert opened.content["measure"] == measure.ref
    assert opened.content["reason"] == "paid"
    assert person.number not in response.content.decode()

    assert enter_as(stage.person(account=True)).get(there).status_code == 404
    assert pages.own_release_leaf(person, "M-NONE") is None
