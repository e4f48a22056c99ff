"""Two transactions at once, on PostgreSQL with real connections: constraints and locks decide, never luck."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, ActRefused, lock_proceeding
from aiqyn.register.acts.disclose import disclose
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.match_payment import match_payment
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.queries.debts import left_of, outstanding_minor
from aiqyn.register.rows import Act, BankEntry, Leaf, Measure, Proceeding, ServicePoint
from tests.register.conftest import T0, Country, make_country

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
LATER = T0 + timedelta(days=5)


@pytest.fixture
def land() -> Country:
    return make_country()


def together(*works: Callable[[], object]) -> list[object]:
    """Run each in a thread and a connection of its own, let loose at one moment. Results, or the refusals."""
    barrier = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[place] = work()
        except (ActRefused, ActError, IntegrityError) as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.parametrize("attempt", range(5))
def test_a_payment_while_a_judge_sanctions(land: Country, attempt: int) -> None:
    measure = land.proposed()
    together(
        lambda: sanction_measure(measure=measure, review_by=date(2026, 8, 1), actor=Actor.of(land.judge), at=LATER),
        lambda: land.pay(measure.proceeding, 50_000_000, at=LATER),
    )
    fresh = Measure.objects.get(pk=measure.pk)
    # Whoever was first: nobody who has paid is restricted.
    assert outstanding_minor(Proceeding.objects.get(pk=measure.proceeding_id)) == 0
    assert facts.state(fresh, LATER) is not law.MeasureState.IN_FORCE


def test_a_payment_waits_for_the_lock_of_a_sanction(land: Country) -> None:
    measure = land.proposed()
    locked, paid = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            lock_proceeding(measure.proceeding_id)
            locked.set()
            assert not paid.wait(0.5)
            sanction_measure(measure=measure, review_by=date(2026, 8, 1), actor=Actor.of(land.judge), at=LATER)

    def pay() -> None:
        locked.wait(5)
        land.pay(measure.proceeding, 50_000_000, at=LATER)
        paid.set()

    results = together(hold, pay)
    assert results == [None, None]
    assert Measure.objects.get(pk=measure.pk).end_reason == "paid"


@pytest.mark.parametrize("attempt", range(3))
def test_two_proposals_at_once(land: Country, attempt: int) -> None:
    proceeding = land.noticed()
    results = together(lambda: land.proposed(proceeding, LATER), lambda: land.proposed(proceeding, LATER))
    assert sum(isinstance(result, Measure) for result in results) == 1
    assert Measure.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_one_entry_reported_twice_at_once(land: Country, attempt: int) -> None:
    measure = land.in_force()
    results = together(
        *[lambda: land.pay(measure.proceeding, 30_000_000, entry_ref="SAME", at=LATER) for _ in range(3)]
    )
    assert sum(isinstance(result, IntegrityError) for result in results) == 2
    assert outstanding_minor(measure.proceeding) == 20_000_000


def test_two_payments_that_together_pay(land: Country) -> None:
    measure = land.in_force()
    together(
        lambda: land.pay(measure.proceeding, 25_000_000, entry_ref="A", at=LATER),
        lambda: land.pay(measure.proceeding, 25_000_000, entry_ref="B", at=LATER),
    )
    assert Measure.objects.get(pk=measure.pk).end_reason == "paid"
    assert Act.objects.filter(measure=measure, kind="paid").count() == 1


def test_two_agents_reach_for_the_same_money(land: Country) -> None:
    first, second = land.proceeding(), land.proceeding()
    Proceeding.objects.filter(pk=second.pk).update(agent=land.other_agent)
    second.refresh_from_db()
    entry = land.pay(first, 50_000_000, reference="")
    together(
        lambda: match_payment(entry=entry, proceeding=first, actor=Actor.of(land.agent), at=LATER),
        lambda: match_payment(entry=entry, proceeding=second, actor=Actor.of(land.other_agent), at=LATER),
    )
    assert left_of(BankEntry.objects.get(pk=entry.pk)) == 0


@pytest.mark.parametrize("attempt", range(3))
def test_a_confirmation_while_a_measure_is_lifted(land: Country, attempt: int) -> None:
    measure = land.in_force()
    point = ServicePoint.objects.create(
        ref="border-1", purpose="border-departure", place="Border", public_key=b"k" * 32
    )
    _, disclosed = together(
        lambda: lift_measure(measure=measure, reasons="x", actor=Actor.of(land.agent), at=LATER),
        lambda: disclose(
            measure=measure,
            point=point,
            effect=law.EffectKind.BAR,
            number="00000-000000",
            actor=Actor("border-1", "service-point"),
            at=LATER,
        ),
    )
    kinds = list(Act.objects.filter(measure=measure).order_by("pk").values_list("kind", flat=True))
    # Disclosed only before the lift, never after it.
    assert kinds[-1] == "lift"
    assert isinstance(disclosed, ActError) is ("disclosure" not in kinds)
    assert Leaf.objects.count() == Act.objects.count()
