"""Each proposal and each refusal has reasons of its own: nobody restricts many by one text."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from aiqyn import law
from aiqyn.register.acting import ActError, Actor
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.rows import Measure
from tests.register.conftest import T0, Country

pytestmark = pytest.mark.django_db
DAY = T0 + timedelta(days=1)


def propose(country: Country, reasons: str, at: datetime = DAY) -> Measure:
    return propose_measure(
        proceeding=country.noticed(), kind=law.MeasureKind.DEPARTURE_RESTRICTION, ends_on=date(2026, 12, 31),
        reasons=reasons, actor=Actor.of(country.agent), at=at,
    )  # fmt: skip


@pytest.mark.parametrize("again", ["Nothing was paid.", "nothing  was PAID", " Nothing was paid... "])
def test_reasons_of_another_proposal_of_the_day_are_refused(country: Country, again: str) -> None:
    propose(country, "Nothing was paid.")
    with pytest.raises(ActError) as refused:
        propose(country, again)
    assert (refused.value.field, refused.value.code) == ("reasons", "copied")
    assert Measure.objects.count() == 1


def test_own_words_and_another_day_are_taken(country: Country) -> None:
    propose(country, "Nothing was paid.")
    propose(country, "Nothing was paid since March; the debtor sold a car.")
    propose(country, "Nothing was paid.", DAY + timedelta(days=1))
    assert Measure.objects.count() == 3


def test_a_judge_refuses_each_with_reasons_of_its_own(country: Country) -> None:
    one, two = country.proposed(), country.proposed()
    judge, at = Actor.of(country.judge), DAY + timedelta(hours=1)
    refuse_measure(measure=one, reasons="They pay.", actor=judge, at=at)
    with pytest.raises(ActError) as refused:
        refuse_measure(measure=two, reasons="They pay", actor=judge, at=at)
    assert refused.value.code == "copied"
    refuse_measure(measure=two, reasons="The notice was served on a neighbour.", actor=judge, at=at)
