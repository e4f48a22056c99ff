"""The projection that acts write equals the law's definition, over random histories."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiqyn.register import facts
from aiqyn.register.acting import CLOCK, ActError, Actor, ActRefused
from aiqyn.register.acts.expire_measure import expire_measure
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.rows import Measure
from tests.register.conftest import Country

STEPS = ("sanction", "refuse", "pay-all", "pay-part", "return", "lift", "expire")


def do(step: str, country: Country, measure: Measure, at: datetime) -> None:
    try:
        if step == "sanction":
            review = min(at.date() + timedelta(days=30), date(2026, 12, 31))
            sanction_measure(measure=measure, review_by=review, actor=Actor.of(country.judge), at=at)
        elif step == "refuse":
            refuse_measure(measure=measure, reasons="no", actor=Actor.of(country.judge), at=at)
        elif step == "lift":
            lift_measure(measure=measure, reasons="yes", actor=Actor.of(country.agent), at=at)
        elif step == "expire":
            expire_measure(measure=measure, actor=CLOCK, at=at)
        else:
            amount = 50_000_000 if step == "pay-all" else 1_000_000
            country.pay(measure.proceeding, amount, at=at, returned=step == "return")
    except (ActRefused, ActError):
        return


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 120)), max_size=8))
def test_projection_equals_definition(country: Country, history: list[tuple[str, int]]) -> None:
    measure = country.proposed()
    at = datetime(2026, 3, 3, 10, tzinfo=UTC)
    for step, days in history:
        at += timedelta(days=days)
        do(step, country, measure, at)
        fresh = Measure.objects.get(pk=measure.pk)
        for moment in (at, at + timedelta(days=1), at + timedelta(days=400)):
            assert facts.state(fresh, moment) is facts.standing(fresh, moment).state
