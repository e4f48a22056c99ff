"""What can never be false is a constraint, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from aiqyn.register.acting import IMPORT, Actor, LeafRuleBroken, act, record
from aiqyn.register.acts.record_charge import record_charge
from aiqyn.register.rows import Act, BankEntry, Charge, Measure, PaymentMatch, Writ
from tests.register.conftest import T0, Country


def test_nobody_sanctions_what_they_proposed(country: Country) -> None:
    measure = country.in_force()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(sanctioned_by=country.agent)


def test_in_force_needs_its_basis(country: Country) -> None:
    measure = country.proposed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(in_force_from=T0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(
            in_force_from=T0, sanctioned_by=country.judge, review_by=date(2026, 8, 1), article=""
        )


def test_a_refused_measure_has_never_been_in_force(country: Country) -> None:
    measure = country.in_force()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(refused_at=T0)


def test_an_end_has_its_reason(country: Country) -> None:
    measure = country.in_force()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(ended_at=T0)


@pytest.mark.parametrize("amount", [0, -1, 10**15 + 1])
def test_a_writ_has_a_sensible_amount(country: Country, amount: int) -> None:
    proceeding = country.proceeding()
    with pytest.raises(IntegrityError), transaction.atomic():
        Writ.objects.filter(pk=proceeding.writ_id).update(amount_minor=amount)


def test_a_bank_entry_is_recorded_once(country: Country) -> None:
    proceeding = country.proceeding()
    country.pay(proceeding, 5, entry_ref="A")
    with pytest.raises(IntegrityError):
        country.pay(proceeding, 5, entry_ref="A")


def test_acts_and_payments_are_insert_only(country: Country) -> None:
    country.pay(country.proceeding(), 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.update(actor="somebody-else")
    with pytest.raises(IntegrityError), transaction.atomic():
        BankEntry.objects.update(amount_minor=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentMatch.objects.update(amount_minor=1)
    record_charge(
        proceeding=country.proceeding(),
        kind="fee",
        amount_minor=5,
        reasons="Poster.",
        actor=Actor.of(country.agent),
        at=T0,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Charge.objects.update(amount_minor=1)


def test_an_act_without_a_leaf_writes_nothing(country: Country) -> None:
    @act
    def silent() -> None:
        BankEntry.objects.create(
            account="X", entry_ref="1", booked=True, returned=False, amount_minor=1, currency="KZT", accepted_at=T0
        )

    with pytest.raises(LeafRuleBroken):
        silent()
    assert BankEntry.objects.count() == 0


def test_an_act_writes_its_leaf_once(country: Country) -> None:
    @act
    def twice() -> None:
        record("x", actor=IMPORT, at=T0, content={})
        record("x", actor=IMPORT, at=T0 + timedelta(seconds=1), content={})

    before = Act.objects.count()
    with pytest.raises(LeafRuleBroken):
        twice()
    assert Act.objects.count() == before


def test_a_leaf_is_not_written_outside_an_act(country: Country) -> None:
    with pytest.raises(LeafRuleBroken):
        record("x", actor=IMPORT, at=T0, content={})
