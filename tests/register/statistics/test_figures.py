"""Figures add up, and each is what its definition says, measure by measure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import Actor
from aiqyn.register.acts.annul_measure import annul_measure
from aiqyn.register.acts.record_charge import record_charge
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.acts.suspend_measure import suspend_measure
from aiqyn.register.law_book import book
from aiqyn.register.queries import statistics
from aiqyn.register.rows import Measure
from tests.register.conftest import T0, Country

LIVES = ("proposed", "refused", "in-force", "paid", "annulled", "asleep")
NOW = datetime(2026, 6, 1, tzinfo=UTC)
STATES = {
    law.MeasureState.PROPOSED: "waiting", law.MeasureState.REFUSED: "refused", law.MeasureState.IN_FORCE: "in-force",
    law.MeasureState.SUSPENDED: "suspended", law.MeasureState.RELEASED: "released", law.MeasureState.EXPIRED: "expired",
}  # fmt: skip


def live(country: Country, life: str, number: int) -> None:
    judge, at = Actor.of(country.judge), T0 + timedelta(days=3, minutes=number)
    if life in {"proposed", "refused"}:
        measure = country.proposed()
        if life == "refused":
            refuse_measure(measure=measure, reasons=f"No, {next(country.numbers)}.", actor=judge, at=at)
        return
    measure = country.in_force()
    if life == "paid":
        country.pay(measure.proceeding, 50_000_000, at=at)
    elif life == "annulled":
        annul_measure(measure=measure, reasons=f"Wrong, {next(country.numbers)}.", actor=judge, at=at)
    elif life == "asleep":
        suspend_measure(
            measure=measure, ground=law.SuspensionGround.COURT, starts_on=None, ends_on=None,
            reasons="A settlement.", actor=judge, at=at,
        )  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(LIVES), max_size=6), st.sampled_from((NOW, NOW + timedelta(days=300))))
def test_figures_add_up_and_are_their_definitions(country: Country, lives: list[str], at: datetime) -> None:
    for number, life in enumerate(lives):
        live(country, life, number)
    slow: dict[str, int] = dict.fromkeys(STATES.values(), 0)
    for measure in Measure.objects.all():
        slow[STATES[facts.standing(measure, at).state]] += 1
    for dimension in statistics.DIMENSIONS:
        counts = statistics.counted(dimension, at)
        total = {
            figure: sum(row[figure] for row in counts.values()) for figure in (*statistics.FIGURES, *statistics.RESTS)
        }
        assert {figure: total[figure] for figure in slow} == slow
        for row in (*counts.values(), total):
            for whole, parts in statistics.IDENTITIES:
                assert row[whole] == sum(row[part] for part in parts)


def test_dimensions(country: Country) -> None:
    measure = country.in_force()
    assert list(statistics.counted("court", NOW)) == ["7501"]
    assert list(statistics.counted("region", NOW)) == ["75"]
    assert list(statistics.counted("month", NOW)) == ["2026-03"]
    assert statistics.counted("court", NOW, law.MeasureKind.DEBTOR_SEARCH) == {}
    overdue = book().end_of(date(2026, 8, 1)) + timedelta(hours=1)
    assert statistics.counted("court", overdue)["7501"]["reviews-overdue"] == 1
    assert measure.ref


def test_a_published_table_withholds_what_is_small(country: Country) -> None:
    country.in_force()
    table = statistics.publishable("court", NOW)
    assert table.rows[0][1][statistics.FIGURES.index("in-force")] is None
    assert table.total[statistics.FIGURES.index("in-force")] is None
    assert table.total[statistics.FIGURES.index("refused")] == 0


def test_a_debt_under_the_threshold_is_tiny_whatever_its_fees_are(country: Country) -> None:
    """Arrears of alimony sustain a measure at any sum; what was paid on fees has not made the claim smaller."""
    terms = {"claim": law.ClaimKind.PERIODIC, "arrears_since": date(2025, 10, 1), "category": law.ClaimCategory.ALIMONY}
    large, small = country.noticed(50_000_000, **terms), country.noticed(9_000_000, **terms)
    for proceeding in (large, small):
        country.in_force(proceeding)
    assert statistics.counted("court", NOW)["7501"]["tiny"] == 1
    record_charge(
        proceeding=small, kind="fee", amount_minor=1_000_000, reasons="Poster.", actor=Actor.of(country.agent), at=NOW
    )
    assert statistics.counted("court", NOW)["7501"]["tiny"] == 1
    assert statistics.counted("court", NOW)["7501"]["not-tiny"] == 1


def test_a_small_rest_is_withheld_though_both_figures_are_large(country: Country) -> None:
    terms = {"claim": law.ClaimKind.PERIODIC, "arrears_since": date(2025, 10, 1), "category": law.ClaimCategory.ALIMONY}
    for _ in range(11):
        country.in_force(country.noticed(9_000_000, **terms))
    country.in_force()
    figures = dict(zip(statistics.FIGURES, statistics.publishable("court", NOW).total, strict=True))
    assert None in {figures["in-force"], figures["tiny"]}, "12 in force less 11 tiny would tell of one"


def test_shares_are_of_what_is_shown(country: Country) -> None:
    for _ in range(10):
        country.in_force()
    for _ in range(10):
        measure = country.proposed()
        judge = Actor.of(country.judge)
        refuse_measure(measure=measure, reasons=f"No, {measure.ref}.", actor=judge, at=T0 + timedelta(days=3))
    shares = {
        (part, whole): (some, of, told) for part, whole, some, of, told in statistics.publishable("court", NOW).shares
    }
    assert shares["refused", "proposed"] == (10, 20, "50.0")
    assert shares["contested", "sanctioned"] == (0, 10, "0.0")
    assert ("won", "contested") not in shares
