"""From a writ to a release, by acts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import CLOCK, IMPORT, ActError, Actor, ActRefused
from aiqyn.register.acts.close_proceeding import close_proceeding
from aiqyn.register.acts.correct_writ import correct_writ
from aiqyn.register.acts.expire_measure import expire_measure
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.match_payment import match_payment
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.record_population import record_population
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.acts.send_notice import send_notice
from aiqyn.register.queries.debts import left_of, outstanding_minor, waiting_entries
from aiqyn.register.rows import Act, Leaf, Measure
from tests.register.conftest import DEPARTURE, T0, Country

LATER = T0 + timedelta(days=5)


def state(measure: Measure, at: datetime = LATER) -> law.MeasureState:
    return facts.state(Measure.objects.get(pk=measure.pk), at)


def test_the_road_to_a_release_by_payment(country: Country) -> None:
    measure = country.in_force()
    assert state(measure) is law.MeasureState.IN_FORCE
    entry = country.pay(measure.proceeding, 50_000_000)
    assert state(measure) is law.MeasureState.RELEASED
    fresh = Measure.objects.get(pk=measure.pk)
    assert (fresh.end_reason, fresh.ended_at) == ("paid", entry.accepted_at)
    release = Act.objects.get(measure=measure, kind="paid")
    assert release.parent is not None
    assert release.parent.kind == "payment"


def test_every_act_has_exactly_one_leaf(country: Country) -> None:
    measure = country.in_force()
    country.pay(measure.proceeding, 50_000_000)
    assert Leaf.objects.count() == Act.objects.count()
    assert Leaf.objects.filter(index__isnull=False).count() == 0


def test_sent_is_not_served(country: Country) -> None:
    proceeding = country.proceeding()
    send_notice(proceeding=proceeding, kind="special", channel="sms", actor=Actor.of(country.agent), at=T0)
    with pytest.raises(ActRefused) as refused:
        country.proposed(proceeding)
    assert refused.value.refused.code == "special-notice-not-served"
    assert set(refused.value.refused.words) == {"kk", "ru", "en"}
    assert Measure.objects.count() == 0


@pytest.mark.parametrize(
    ("amount", "code"), [(17_300_000, "no-ground"), (17_300_001, None)], ids=["at 40 MCI", "over 40 MCI"]
)
def test_threshold_of_40_mci(country: Country, amount: int, code: str | None) -> None:
    proceeding = country.noticed(amount)
    if code is None:
        country.proposed(proceeding)
        return
    with pytest.raises(ActRefused) as refused:
        country.proposed(proceeding)
    assert refused.value.refused.code == code
    assert "Art. 33" in refused.value.refused.article


def test_no_measure_against_a_minor(country: Country) -> None:
    minor = country.person(born=date(2010, 5, 5))
    with pytest.raises(ActRefused) as refused:
        country.proposed(country.noticed(person=minor))
    assert refused.value.refused.code == "debtor-minor"


def test_one_open_measure_a_proceeding(country: Country) -> None:
    measure = country.proposed()
    with pytest.raises(ActRefused) as refused:
        country.proposed(measure.proceeding, at=LATER)
    assert refused.value.refused.code == "measure-already-open"


def test_only_the_proceedings_own_agent_proposes(country: Country) -> None:
    with pytest.raises(ActError) as error:
        propose_measure(
            proceeding=country.noticed(),
            kind=DEPARTURE,
            ends_on=date(2026, 9, 1),
            reasons="x",
            actor=Actor.of(country.other_agent),
            at=LATER,
        )
    assert error.value.code == "not-own-case"


def test_nobody_but_a_judge_of_the_court_sanctions(country: Country) -> None:
    measure = country.proposed()
    with pytest.raises(ActRefused) as refused:
        sanction_measure(measure=measure, review_by=date(2026, 8, 1), actor=Actor.of(country.other_agent), at=LATER)
    assert refused.value.refused.code == "not-a-judge"
    with pytest.raises(ActError) as error:
        sanction_measure(measure=measure, review_by=date(2026, 8, 1), actor=Actor.of(country.other_judge), at=LATER)
    assert error.value.code == "other-court"
    assert state(measure) is law.MeasureState.PROPOSED


def test_a_refused_measure_never_comes_into_force(country: Country) -> None:
    measure = country.proposed()
    refuse_measure(measure=measure, reasons="Too little.", actor=Actor.of(country.judge), at=LATER)
    assert state(measure) is law.MeasureState.REFUSED
    with pytest.raises(ActRefused):
        sanction_measure(measure=measure, review_by=date(2026, 8, 1), actor=Actor.of(country.judge), at=LATER)


def test_a_payment_before_the_sanction_counts(country: Country) -> None:
    measure = country.proposed()
    country.pay(measure.proceeding, 49_000_000)
    with pytest.raises(ActRefused) as refused:
        sanction_measure(measure=measure, review_by=date(2026, 8, 1), actor=Actor.of(country.judge), at=LATER)
    assert refused.value.refused.code == "no-ground"


def test_a_part_payment_releases_once_the_rest_is_not_over_the_threshold(country: Country) -> None:
    measure = country.in_force()
    country.pay(measure.proceeding, 32_699_999)  # 40 MCI of 2026 are 17,300,000
    assert state(measure) is law.MeasureState.IN_FORCE
    country.pay(measure.proceeding, 1)
    assert state(measure) is law.MeasureState.RELEASED


def test_a_part_payment_of_alimony_releases_nothing(country: Country) -> None:
    terms = {"claim": law.ClaimKind.PERIODIC, "arrears_since": date(2025, 10, 1)}
    measure = country.in_force(country.noticed(9_000_000, **terms))
    country.pay(measure.proceeding, 8_999_999)
    assert state(measure) is law.MeasureState.IN_FORCE
    country.pay(measure.proceeding, 1)
    assert state(measure) is law.MeasureState.RELEASED


def test_a_pending_entry_releases_nothing_and_its_booking_does(country: Country) -> None:
    measure = country.in_force()
    country.pay(measure.proceeding, 50_000_000, booked=False, entry_ref="X1")
    assert state(measure) is law.MeasureState.IN_FORCE
    country.pay(measure.proceeding, 50_000_000, entry_ref="X1")
    assert state(measure) is law.MeasureState.RELEASED


def test_a_return_is_recorded_and_revives_nothing(country: Country) -> None:
    measure = country.in_force()
    country.pay(measure.proceeding, 50_000_000)
    country.pay(measure.proceeding, 50_000_000, returned=True, at=T0 + timedelta(days=4))
    assert state(measure) is law.MeasureState.RELEASED
    assert outstanding_minor(measure.proceeding) == 50_000_000


def test_surplus_and_unmatched_money_wait_for_a_person(country: Country) -> None:
    measure = country.in_force()
    country.pay(measure.proceeding, 60_000_000)
    country.pay(measure.proceeding, 5, reference="RF18539007547034")
    country.pay(measure.proceeding, 7, currency="USD")
    assert [left_of(entry) for entry in waiting_entries()] == [10_000_000, 5, 7]


def test_a_person_matches_what_waited_and_that_releases(country: Country) -> None:
    measure = country.in_force()
    entry = country.pay(measure.proceeding, 50_000_000, reference="")
    assert state(measure) is law.MeasureState.IN_FORCE
    with pytest.raises(ActError):
        match_payment(entry=entry, proceeding=measure.proceeding, actor=Actor.of(country.other_agent), at=LATER)
    match_payment(entry=entry, proceeding=measure.proceeding, actor=Actor.of(country.agent), at=LATER)
    assert state(measure) is law.MeasureState.RELEASED
    with pytest.raises(ActError):
        match_payment(entry=entry, proceeding=measure.proceeding, actor=Actor.of(country.agent), at=LATER)


def test_lifting_needs_reasons_and_the_own_case(country: Country) -> None:
    measure = country.in_force()
    with pytest.raises(ActRefused) as refused:
        lift_measure(measure=measure, reasons=" ", actor=Actor.of(country.agent), at=LATER)
    assert refused.value.refused.code == "reasons-missing"
    with pytest.raises(ActRefused) as refused:
        lift_measure(measure=measure, reasons="x", actor=Actor.of(country.other_agent), at=LATER)
    assert refused.value.refused.code == "not-own-case"
    lift_measure(measure=measure, reasons="Paid in cash.", actor=Actor.of(country.agent), at=LATER)
    assert state(measure) is law.MeasureState.RELEASED


def test_the_end_date_means_the_end_of_that_day_in_almaty(country: Country) -> None:
    measure = country.in_force()
    last = datetime(2026, 12, 31, 18, 59, 59, tzinfo=UTC)
    after = datetime(2026, 12, 31, 19, 0, tzinfo=UTC)
    assert state(measure, last) is law.MeasureState.IN_FORCE
    assert state(measure, after) is law.MeasureState.EXPIRED
    with pytest.raises(ActRefused):
        expire_measure(measure=measure, actor=CLOCK, at=last)
    expire_measure(measure=measure, actor=CLOCK, at=after)
    assert state(measure, after) is law.MeasureState.EXPIRED


def test_a_correction_mends_a_typo_and_may_release(country: Country) -> None:
    measure = country.in_force()
    country.pay(measure.proceeding, 5_000_000)
    with pytest.raises(ActError) as error:
        correct_writ(
            proceeding=measure.proceeding, column="amount_minor", value=4_999_999, reasons="typo",
            actor=Actor.of(country.agent), at=LATER,
        )  # fmt: skip
    assert error.value.code == "less-than-paid"
    correct_writ(
        proceeding=measure.proceeding, column="amount_minor", value=5_000_000, reasons="A zero too many.",
        actor=Actor.of(country.agent), at=LATER,
    )  # fmt: skip
    assert state(measure) is law.MeasureState.RELEASED


def test_death_ends_a_measure(country: Country) -> None:
    who = country.person()
    measure = country.in_force(country.noticed(person=who))
    dead = type(who)(**{name: getattr(who, name) for name in who.__slots__} | {"died_on": date(2026, 3, 4)})
    record_population([dead], actor=IMPORT, at=LATER)
    assert state(measure) is law.MeasureState.RELEASED


def test_a_proceeding_with_an_open_measure_does_not_close(country: Country) -> None:
    measure = country.in_force()
    with pytest.raises(ActError):
        close_proceeding(proceeding=measure.proceeding, reasons="x", actor=Actor.of(country.agent), at=LATER)
    country.pay(measure.proceeding, 50_000_000)
    closed = close_proceeding(proceeding=measure.proceeding, reasons="Paid.", actor=Actor.of(country.agent), at=LATER)
    assert closed.closed_at == LATER
