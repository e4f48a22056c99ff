"""The prosecutor reads everything, counts patterns, and can change nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.queries import patterns
from tests.desks.conftest import Enter
from tests.desks.stage import Stage


@pytest.fixture
def prosecutor(enter: Enter) -> Client:
    return enter("prosecutor-1")


def test_filters_by_standing_and_court(stage: Stage, prosecutor: Client) -> None:
    held, waiting = stage.in_force(), stage.proposed()
    text = prosecutor.get("/prosecutor/?standing=in-force&court=7501").content.decode()
    assert held.ref in text
    assert waiting.ref not in text
    assert held.ref not in prosecutor.get("/prosecutor/?court=7101").content.decode()
    everything = prosecutor.get("/prosecutor/?standing=nonsense&page=-3").content.decode()
    assert held.ref in everything
    assert waiting.ref in everything


def test_patterns_of_an_office(stage: Stage, prosecutor: Client) -> None:
    refused, lifted, paid, part = stage.proposed(), stage.in_force(), stage.in_force(), stage.in_force()
    refuse_measure(measure=refused, reasons="No.", actor=stage.actor("judge-1"), at=stage.ago(days=5))
    lift_measure(measure=lifted, reasons="Agreed.", actor=stage.actor(), at=stage.ago(days=1))
    stage.pay(paid.proceeding.reference, 500_000)
    # What is left of this one is under the threshold: released, as a whole payment would.
    stage.pay(part.proceeding.reference, 480_000)
    # Arrears of alimony sustain a measure at any sum.
    stage.in_force(tenge=20_000, arrears_since=stage.ago(days=200).date())
    (office,) = patterns.of_offices(stage.now)
    assert (office.proposed, office.refused, office.lifted, office.paid, office.in_force) == (5, 1, 1, 2, 1)
    assert patterns.tiny_debts(stage.now) == 1
    text = prosecutor.get("/prosecutor/").content.decode()
    assert "Private enforcement office 12, Almaty" in text
    assert "in force over a debt not above the threshold" in text


def test_one_measure_with_its_basis_and_no_button(stage: Stage, prosecutor: Client) -> None:
    measure = stage.proposed()
    text = prosecutor.get(f"/prosecutor/measures/{measure.ref}/").content.decode()
    assert measure.reasons in text
    assert "/sanction/" not in text
    assert text.count('method="post"') == 2  # the language and the way out
    assert prosecutor.get("/prosecutor/measures/M-NONE/").status_code == 404
