"""Claim and fees, one payment for all debts, plans, wages withheld, returns, refunds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from aiqyn import law
from aiqyn.register.acting import OPERATOR, ActError, Actor, ActRefused
from aiqyn.register.acts.agree_plan import agree_plan
from aiqyn.register.acts.end_plan import end_plan
from aiqyn.register.acts.issue_reference import issue_reference
from aiqyn.register.acts.match_payment import match_payment
from aiqyn.register.acts.order_refund import order_refund
from aiqyn.register.acts.record_charge import record_charge
from aiqyn.register.acts.record_refund_paid import record_refund_paid
from aiqyn.register.acts.record_withholding import record_withholding
from aiqyn.register.queries import debts
from aiqyn.register.rows import Measure, PaymentMatch, Proceeding, Withholding
from tests.register.conftest import T0, Country

LATER = T0 + timedelta(days=4)


def charge(country: Country, proceeding: Proceeding, minor: int, at: datetime = LATER) -> None:
    record_charge(
        proceeding=proceeding, kind="fee", amount_minor=minor, reasons="By the tariff.",
        actor=Actor.of(country.agent), at=at,
    )  # fmt: skip


def withhold(country: Country, proceeding: Proceeding, minor: int, on: date, at: datetime = LATER) -> None:
    record_withholding(
        proceeding=proceeding, employer="Teplo", withheld_on=on, amount_minor=minor,
        actor=Actor.of(country.agent), at=at,
    )  # fmt: skip


def test_fees_alone_never_sustain_a_measure(country: Country) -> None:
    measure = country.in_force()
    charge(country, measure.proceeding, 5_000_000)
    country.pay(measure.proceeding, 50_000_000, at=LATER + timedelta(days=1))
    measure.refresh_from_db()
    assert measure.end_reason == "paid"
    assert debts.fees_outstanding_minor(measure.proceeding) == 5_000_000
    country.pay(measure.proceeding, 5_000_001, at=LATER + timedelta(days=2))
    assert debts.fees_outstanding_minor(measure.proceeding) == 0
    assert [debts.left_of(entry) for entry in debts.waiting_entries()] == [1]
    assert debts.unbalanced_minor() == 0


def test_fees_are_no_ground(country: Country) -> None:
    proceeding = country.noticed(17_300_000)
    charge(country, proceeding, 90_000_000)
    with pytest.raises(ActRefused) as refused:
        country.proposed(proceeding, at=LATER)
    assert refused.value.refused.code == "no-ground"


def test_one_payment_satisfies_all_debts_in_the_laws_order(country: Country) -> None:
    person = country.person()
    terms = {"claim": law.ClaimKind.PERIODIC, "arrears_since": date(2025, 10, 1), "category": law.ClaimCategory.ALIMONY}
    other = country.in_force(country.noticed(30_000_000, person=person))
    alimony = country.in_force(country.noticed(9_000_000, person=person, **terms))
    debtor = other.person
    assert debtor is not None
    reference = issue_reference(person=debtor, actor=OPERATOR, at=LATER).reference
    with pytest.raises(ActError):
        issue_reference(person=debtor, actor=OPERATOR, at=LATER)
    country.pay(other.proceeding, 19_000_000, reference=reference, at=LATER)
    alimony.refresh_from_db()
    other.refresh_from_db()
    assert alimony.end_reason == "paid"
    assert debts.outstanding_minor(other.proceeding) == 20_000_000
    assert other.ended_at is None
    country.pay(other.proceeding, 25_000_000, reference=reference, at=LATER + timedelta(days=1))
    other.refresh_from_db()
    assert other.end_reason == "paid"
    assert [debts.left_of(entry) for entry in debts.waiting_entries()] == [5_000_000]
    assert debts.unbalanced_minor() == 0


def test_a_return_takes_back_what_its_original_was_matched_to(country: Country) -> None:
    person = country.person()
    first, second = (country.noticed(10_000_000, person=person) for _ in range(2))
    debtor = first.writ.debtor
    assert debtor is not None
    reference = issue_reference(person=debtor, actor=OPERATOR, at=LATER).reference
    country.pay(first, 4_000_000, at=LATER)
    country.pay(first, 15_000_000, reference=reference, entry_ref="BIG", at=LATER)
    assert (debts.outstanding_minor(first), debts.outstanding_minor(second)) == (0, 1_000_000)
    country.pay(first, 15_000_000, reference=reference, entry_ref="BACK", returned=True, at=LATER)
    assert (debts.outstanding_minor(first), debts.outstanding_minor(second)) == (6_000_000, 10_000_000)
    assert debts.unbalanced_minor() == 0


def test_money_that_went_back_waits_for_nobody(country: Country) -> None:
    proceeding = country.noticed()
    entry = country.pay(proceeding, 1_000, reference="", entry_ref="STRAY")
    assert debts.waiting_entries().count() == 1
    country.pay(proceeding, 1_000, reference="", entry_ref="STRAY", returned=True)
    assert debts.waiting_entries().count() == 0
    with pytest.raises(ActError):
        match_payment(entry=entry, proceeding=proceeding, actor=Actor.of(country.agent), at=LATER)
    assert debts.unbalanced_minor() == 0


def test_a_return_of_money_nobody_knows_is_the_banks_to_explain(country: Country) -> None:
    back = country.pay(country.noticed(), 700, reference="RF00NOBODY", returned=True)
    assert debts.unexplained_minor(back) == 700
    assert debts.unbalanced_minor() == 0


def test_the_same_payment_twice_is_a_surplus_and_due_back(country: Country) -> None:
    measure = country.in_force()
    for _ in range(2):
        country.pay(measure.proceeding, 50_000_000, at=LATER)
    surplus = debts.waiting_entries().get()
    refund = order_refund(entry=surplus, actor=Actor.of(country.agent), at=LATER)
    assert refund.amount_minor == 50_000_000
    assert debts.waiting_entries().count() == 0
    with pytest.raises(ActError):
        order_refund(entry=surplus, actor=Actor.of(country.agent), at=LATER)
    record_refund_paid(refund=refund, actor=Actor.of(country.agent), at=LATER)
    with pytest.raises(ActError):
        record_refund_paid(refund=refund, actor=Actor.of(country.agent), at=LATER)
    assert debts.unbalanced_minor() == 0


def test_wages_are_paid_when_withheld_and_counted_once(country: Country) -> None:
    measure = country.in_force()
    withhold(country, measure.proceeding, 40_000_000, LATER.date())
    measure.refresh_from_db()
    # 10,000,000 are left: not over the threshold of the day of its sanction.
    assert measure.end_reason == "paid"
    assert debts.outstanding_minor(measure.proceeding) == 10_000_000
    country.pay(measure.proceeding, 40_000_000, at=LATER + timedelta(days=9))
    assert debts.outstanding_minor(measure.proceeding) == 10_000_000
    assert Withholding.objects.get().settled_by is not None
    assert debts.waiting_entries().count() == 0
    assert debts.unbalanced_minor() == 0
    with pytest.raises(ActError) as error:
        withhold(country, measure.proceeding, 10_000_001, LATER.date())
    assert error.value.code == "more-than-owed"


@pytest.mark.parametrize(("months", "refused"), [((1, 2), True), ((2,), False), ((1,), False), ((2, 3), False)])
def test_regular_withholding_blocks_a_proposal(country: Country, months: tuple[int, ...], refused: bool) -> None:
    proceeding = country.noticed()
    at = T0.replace(month=6, day=15)
    for back in months:
        withhold(country, proceeding, 100, date(2026, 6 - back, 20), at=at)
    if not refused:
        assert country.proposed(proceeding, at=at)
        return
    with pytest.raises(ActRefused) as error:
        country.proposed(proceeding, at=at)
    assert error.value.refused.code == "wages-withheld"


def test_a_plan_blocks_a_proposal_while_it_is_kept(country: Country) -> None:
    proceeding = country.noticed()
    agent = Actor.of(country.agent)
    plan = agree_plan(proceeding=proceeding, monthly_minor=1_000_000, first_due=date(2026, 4, 1), actor=agent, at=LATER)
    with pytest.raises(ActError):
        agree_plan(proceeding=proceeding, monthly_minor=1, first_due=date(2026, 4, 1), actor=agent, at=LATER)
    before, after = T0.replace(month=3, day=20), T0.replace(month=4, day=2)
    with pytest.raises(ActRefused) as error:
        country.proposed(proceeding, at=before)
    assert error.value.refused.code == "payment-plan-kept"
    assert not debts.plan_kept(proceeding, after)
    country.pay(proceeding, 1_000_000, at=after)
    assert debts.plan_kept(proceeding, after)
    assert not debts.plan_kept(proceeding, T0.replace(month=5, day=2))
    end_plan(plan=plan, reasons="Broken twice.", actor=agent, at=after)
    assert not debts.plan_kept(proceeding, after)


def test_a_return_after_a_release_revives_nothing(country: Country) -> None:
    measure = country.in_force()
    country.pay(measure.proceeding, 50_000_000, at=LATER, entry_ref="A")
    country.pay(measure.proceeding, 50_000_000, at=LATER + timedelta(days=1), entry_ref="A", returned=True)
    assert Measure.objects.get().end_reason == "paid"
    assert debts.outstanding_minor(measure.proceeding) == 50_000_000
    assert PaymentMatch.objects.count() == 2


def test_only_the_agent_of_the_case_charges_plans_and_withholds(country: Country) -> None:
    proceeding = country.noticed()
    stranger = Actor.of(country.other_agent)
    with pytest.raises(ActError, match="not-own-case"):
        record_charge(proceeding=proceeding, kind="fee", amount_minor=1, reasons="x", actor=stranger, at=LATER)
    with pytest.raises(ActError, match="not-own-case"):
        agree_plan(proceeding=proceeding, monthly_minor=1, first_due=date(2026, 4, 1), actor=stranger, at=LATER)
    with pytest.raises(ActError, match="not-own-case"):
        record_withholding(
            proceeding=proceeding, employer="x", withheld_on=LATER.date(), amount_minor=1, actor=stranger, at=LATER
        )
