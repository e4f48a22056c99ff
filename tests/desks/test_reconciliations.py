"""The prosecutor's pages of comparisons: counts, cases by reference, a picture, and nobody's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from aiqyn import law
from aiqyn.desks import wording
from aiqyn.desks.prosecutor import difference_picture
from aiqyn.register.acting import OPERATOR, PUBLISHER
from aiqyn.register.acts.record_reconciliation import DifferenceRecord, FaultRecord, record_reconciliation
from aiqyn.register.acts.record_shadow_hit import record_shadow_hit
from aiqyn.register.intake.extract import There
from aiqyn.register.queries.reconciling import Tally
from aiqyn.register.rows import DIFFERENCE_KINDS, Measure, Reconciliation
from tests.desks.conftest import Enter
from tests.desks.stage import Stage

DEPARTURE = law.MeasureKind.DEPARTURE_RESTRICTION


@pytest.fixture
def prosecutor(enter: Enter) -> Client:
    return enter("prosecutor-1")


def compared(stage: Stage, measure: Measure) -> Reconciliation:
    writ = measure.proceeding.writ
    return record_reconciliation(
        digest="a" * 64,
        as_of=(stage.now - timedelta(days=2)).date(),
        rows=5,
        agreeing=2,
        differences=[
            DifferenceRecord(
                "bound-there-free-here", writ.court.code, writ.number, DEPARTURE, "state", "paid", "in-force",
                measure.pk, 4,
            ),
            DifferenceRecord("only-there", "7101", "W-<b>9</b>", DEPARTURE, "state", there="in-force", line=6),
            DifferenceRecord(
                "dates-differ", "7101", "W-10", DEPARTURE, "ends_on", "2026-12-31", "2027-01-31", measure.pk, 5
            ),
        ],
        faults=[FaultRecord(3, "state", "unknown-word")],
        actor=OPERATOR,
        at=stage.now,
    )  # fmt: skip


def test_a_comparison_by_kind_and_case(stage: Stage, prosecutor: Client) -> None:
    person = stage.person()
    measure = stage.in_force(person)
    made = compared(stage, measure)
    assert f"/prosecutor/comparisons/{made.pk}/" in prosecutor.get("/prosecutor/comparisons/").content.decode()
    text = prosecutor.get(f"/prosecutor/comparisons/{made.pk}/").content.decode()
    assert "Ended here, still binding there" in text
    assert f"/prosecutor/measures/{measure.ref}/" in text
    assert "W-&lt;b&gt;9&lt;/b&gt;" in text
    assert "<code>unknown-word</code>" in text
    assert "2027-01-31" in text
    assert person.surname not in text
    assert str(person.iin) not in text
    one_kind = prosecutor.get(f"/prosecutor/comparisons/{made.pk}/?kind=only-there").content.decode()
    assert "W-&lt;b&gt;9" in one_kind
    assert measure.ref not in one_kind
    assert prosecutor.get(f"/prosecutor/comparisons/{made.pk}/?kind=nonsense&page=x").status_code == 200
    assert prosecutor.get("/prosecutor/comparisons/0/").status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_counts_as_a_picture(stage: Stage, enter: Enter, language: str) -> None:
    made = compared(stage, stage.in_force())
    visitor = enter("prosecutor-1", language)
    response = visitor.get(f"/prosecutor/comparisons/{made.pk}/counts.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.content.decode().count("<rect") == 6
    assert visitor.get("/prosecutor/comparisons/0/counts.svg").status_code == 404


def test_bars_are_as_long_as_their_counts() -> None:
    chart = difference_picture.draw([Tally("bound-there-free-here", 1), Tally("only-here", 1000), Tally("x", 0)])
    small, large, none = chart.bars
    assert (small.width, none.width) == (2.0, 0.0)
    assert large.end < chart.width
    assert (small.grave, large.grave) == (True, False)
    assert difference_picture.draw([]).bars == ()


def test_what_a_trial_counted(stage: Stage, prosecutor: Client) -> None:
    assert "Trial of the check" not in prosecutor.get("/prosecutor/comparisons/").content.decode()
    for _ in range(3):
        record_shadow_hit(
            purpose=law.Purpose.BORDER_DEPARTURE, kind=DEPARTURE, effect=law.EffectKind.BAR,
            actor=PUBLISHER, at=stage.now,
        )  # fmt: skip
    text = prosecutor.get("/prosecutor/comparisons/").content.decode()
    assert "Trial of the check" in text
    assert 'class="num">3</td>' in text


def test_every_difference_and_every_end_has_words() -> None:
    assert set(wording.VOCABULARIES["difference"]) == set(DIFFERENCE_KINDS)
    assert set(wording.VOCABULARIES["extract"]) == {"state", "sanctioned_on", "ends_on", "ended_on"}
    ends = {"paid", "lifted", "annulled", "withdrawn", "replaced", "found", "expired"}
    assert ends | {there.value for there in There} | {""} == set(wording.VOCABULARIES["recorded"])
