"""A machine of random acts, payments and days: whatever officials, banks and clocks do, the record stays sound.

Rules do what somebody may try at any time; what the law refuses is a step too. After each step every invariant holds:
one answer to "in force at this moment", by projection and definition; a basis for every measure in force; no release
lost; the money in balance; exactly one leaf an act.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from aiqyn import law
from aiqyn.register.acting import CLOCK, IMPORT, ActError, Actor, ActRefused
from aiqyn.register.acts.agree_plan import agree_plan
from aiqyn.register.acts.annul_measure import annul_measure
from aiqyn.register.acts.correct_writ import correct_writ
from aiqyn.register.acts.expire_measure import expire_measure
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.order_refund import order_refund
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.record_charge import record_charge
from aiqyn.register.acts.record_notice_returned import record_notice_returned
from aiqyn.register.acts.record_population import PersonRecord, record_population
from aiqyn.register.acts.record_refund_paid import record_refund_paid
from aiqyn.register.acts.record_service import record_service
from aiqyn.register.acts.record_withholding import record_withholding
from aiqyn.register.acts.refuse_measure import refuse_measure
from aiqyn.register.acts.renew_measure import renew_measure
from aiqyn.register.acts.request_suspension import request_suspension
from aiqyn.register.acts.resume_measure import resume_measure
from aiqyn.register.acts.resume_proceeding import resume_proceeding
from aiqyn.register.acts.review_measure import review_measure
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.acts.send_notice import send_notice
from aiqyn.register.acts.suspend_measure import suspend_measure
from aiqyn.register.acts.withdraw_measure import withdraw_measure
from aiqyn.register.law_book import book
from aiqyn.register.queries import debts, invariants
from aiqyn.register.rows import Act, Leaf, Measure, Notice, Proceeding, Refund, Suspension, SuspensionRequest
from tests.register.conftest import make_country

DEPARTURE, SEARCH = law.MeasureKind.DEPARTURE_RESTRICTION, law.MeasureKind.DEBTOR_SEARCH
DAYS = st.integers(0, 90)


class Register(RuleBasedStateMachine):
    """One debtor with two proceedings, and everybody who may act on them."""

    def __init__(self) -> None:
        super().__init__()
        self.saved = transaction.atomic()
        self.saved.__enter__()
        self.country = make_country()
        self.at = datetime(2026, 3, 3, 10, tzinfo=UTC)
        self.entries = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.saved.__exit__(None, None, None)

    @initialize(amounts=st.tuples(st.integers(1, 60_000_000), st.integers(17_000_000, 60_000_000)))
    def sued(self, amounts: tuple[int, int]) -> None:
        self.debtor: PersonRecord = self.country.person()
        self.cases = [self.country.proceeding(amount, person=self.debtor) for amount in amounts]

    def _try(self, act: Callable[[], object]) -> None:
        self.at += timedelta(minutes=1)
        try:
            act()
        except (ActRefused, ActError):
            return

    def _newest(self) -> Measure | None:
        return Measure.objects.order_by("-pk").first()

    def _on(self, act: Callable[[Measure], object]) -> None:
        measure = self._newest()
        if measure is not None:
            self._try(lambda: act(measure))

    @property
    def agent(self) -> Actor:
        return Actor.of(self.country.agent)

    @property
    def judge(self) -> Actor:
        return Actor.of(self.country.judge)

    @property
    def today(self) -> date:
        return book().local_day(self.at)

    @rule(days=DAYS)
    def days_pass(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule(case=st.integers(0, 1), served=st.booleans())
    def notify(self, case: int, served: bool) -> None:
        proceeding = self.cases[case]
        sent = send_notice(proceeding=proceeding, kind="special", channel="sms", actor=self.agent, at=self.at)
        later = self.at + timedelta(minutes=1)
        if served:
            self._try(lambda: record_service(notice=sent, served_at=later, actor=self.agent, at=later))
        else:
            self._try(lambda: record_notice_returned(notice=sent, returned_at=later, actor=self.agent, at=later))

    @rule(case=st.integers(0, 1), kind=st.sampled_from((DEPARTURE, SEARCH)), days=st.integers(1, 400))
    def propose(self, case: int, kind: law.MeasureKind, days: int) -> None:
        def act() -> None:
            propose_measure(
                proceeding=Proceeding.objects.get(pk=self.cases[case].pk), kind=kind, reasons=f"Unpaid at {self.at}.",
                ends_on=self.today + timedelta(days=days), actor=self.agent, at=self.at,
            )  # fmt: skip

        self._try(act)

    @rule(days=st.integers(1, 200))
    def sanction(self, days: int) -> None:
        for measure in Measure.objects.filter(in_force_from__isnull=True, refused_at__isnull=True):
            review_by = min(self.today + timedelta(days=days), measure.ends_on)
            self._try(partial(self._sanction, measure, review_by))

    def _sanction(self, measure: Measure, review_by: date) -> None:
        sanction_measure(measure=measure, review_by=review_by, actor=self.judge, at=self.at)

    @rule()
    def refuse(self) -> None:
        self._on(lambda m: refuse_measure(measure=m, reasons=f"No, {self.at}.", actor=self.judge, at=self.at))

    @rule(act=st.sampled_from((lift_measure, annul_measure)))
    def end_by_court(self, act: Callable[..., Measure]) -> None:
        self._on(lambda m: act(measure=m, reasons=f"So it is, {self.at}.", actor=self.judge, at=self.at))

    @rule()
    def withdraw(self) -> None:
        self._on(lambda m: withdraw_measure(measure=m, reasons=f"Back, {self.at}.", actor=self.agent, at=self.at))

    @rule(start=st.integers(0, 20), length=st.integers(0, 30))
    def suspend(self, start: int, length: int) -> None:
        first = self.today + timedelta(days=start)
        self._on(
            lambda m: suspend_measure(
                measure=m, ground=law.SuspensionGround.TREATMENT, starts_on=first, reasons=f"Ill, {self.at}.",
                ends_on=first + timedelta(days=length), actor=self.judge, at=self.at,
            )
        )  # fmt: skip

    @rule(length=st.integers(0, 30))
    def ask_and_be_granted(self, length: int) -> None:
        first = self.today
        terms: dict[str, Any] = {"ground": law.SuspensionGround.SICK_CHILD, "starts_on": first, "papers": True}
        last = first + timedelta(days=length)
        self._on(
            lambda m: request_suspension(
                measure=m, ends_on=last, words="My child.", asked_by=None, actor=Actor("person", "person"),
                at=self.at, **terms,
            )
        )  # fmt: skip
        asked = SuspensionRequest.objects.filter(decided_at__isnull=True).first()
        if asked is not None:
            self._try(
                lambda: suspend_measure(
                    measure=asked.measure, ends_on=last, reasons=f"Papers seen, {self.at}.", request=asked,
                    actor=self.judge, at=self.at, **terms,
                )
            )  # fmt: skip

    @rule()
    def resume(self) -> None:
        for sleep in Suspension.objects.order_by("-pk")[:1]:
            self._try(partial(self._resume, sleep))

    def _resume(self, sleep: Suspension) -> None:
        resume_measure(suspension=sleep, reasons=f"Well, {self.at}.", actor=self.judge, at=self.at)

    @rule(days=st.integers(1, 200))
    def review(self, days: int) -> None:
        self._on(
            lambda m: review_measure(
                measure=m, review_by=self.today + timedelta(days=days), reasons=f"Still, {self.at}.",
                actor=self.judge, at=self.at,
            )
        )  # fmt: skip

    @rule(days=st.integers(1, 400))
    def renew(self, days: int) -> None:
        last = self.today + timedelta(days=days)
        review_by = min(self.today + timedelta(days=100), last)
        self._on(
            lambda m: renew_measure(
                measure=m, ends_on=last, review_by=review_by, reasons=f"Longer, {self.at}.", actor=self.judge,
                at=self.at,
            )
        )  # fmt: skip

    @rule()
    def expire(self) -> None:
        self._on(lambda m: expire_measure(measure=m, actor=CLOCK, at=self.at))

    @rule(case=st.integers(0, 1), share=st.integers(1, 150))
    def pay(self, case: int, share: int) -> None:
        proceeding = self.cases[case]
        self.entries += 1
        minor = max(1, proceeding.writ.amount_minor * share // 100)
        self._try(lambda: self.country.pay(proceeding, minor, at=self.at, entry_ref=f"P{self.entries}"))

    @rule(case=st.integers(0, 1), share=st.integers(1, 100))
    def give_back(self, case: int, share: int) -> None:
        proceeding = self.cases[case]
        self.entries += 1
        minor = max(1, proceeding.writ.amount_minor * share // 100)
        self._try(lambda: self.country.pay(proceeding, minor, at=self.at, returned=True, entry_ref=f"R{self.entries}"))

    @rule(case=st.integers(0, 1), share=st.integers(1, 200))
    def correct(self, case: int, share: int) -> None:
        proceeding = Proceeding.objects.get(pk=self.cases[case].pk)
        value = max(1, proceeding.writ.amount_minor * share // 100)
        self._try(
            lambda: correct_writ(
                proceeding=proceeding, column="amount_minor", value=value, reasons="A typo.", actor=self.agent,
                at=self.at,
            )
        )  # fmt: skip

    @rule(case=st.integers(0, 1), share=st.integers(1, 60))
    def charge(self, case: int, share: int) -> None:
        proceeding = Proceeding.objects.get(pk=self.cases[case].pk)
        minor = max(1, proceeding.writ.amount_minor * share // 100)
        self._try(
            lambda: record_charge(
                proceeding=proceeding, kind="fee", amount_minor=minor, reasons=f"Costs, {self.at}.", actor=self.agent,
                at=self.at,
            )
        )  # fmt: skip

    @rule(case=st.integers(0, 1), share=st.integers(1, 60))
    def withhold(self, case: int, share: int) -> None:
        proceeding = Proceeding.objects.get(pk=self.cases[case].pk)
        minor = max(1, proceeding.writ.amount_minor * share // 100)
        self._try(
            lambda: record_withholding(
                proceeding=proceeding, employer="Teplo", withheld_on=self.today, amount_minor=minor, actor=self.agent,
                at=self.at,
            )
        )  # fmt: skip

    @rule(case=st.integers(0, 1))
    def agree(self, case: int) -> None:
        proceeding = Proceeding.objects.get(pk=self.cases[case].pk)
        self._try(
            lambda: agree_plan(
                proceeding=proceeding, monthly_minor=1_000_000, first_due=self.today, actor=self.agent, at=self.at
            )
        )

    @rule()
    def order_back(self) -> None:
        for entry in debts.waiting_entries()[:1]:
            self._try(partial(order_refund, entry=entry, actor=self.agent, at=self.at))

    @rule()
    def pay_back(self) -> None:
        for refund in Refund.objects.filter(paid_at__isnull=True)[:1]:
            self._try(partial(record_refund_paid, refund=refund, actor=self.agent, at=self.at))

    @rule()
    def property_is_found(self) -> None:
        for proceeding in Proceeding.objects.filter(paused_at__isnull=False):
            self._try(partial(self._wake, proceeding))

    def _wake(self, proceeding: Proceeding) -> None:
        resume_proceeding(proceeding=proceeding, reasons="A flat was found.", actor=self.agent, at=self.at)

    @rule()
    def die(self) -> None:
        dead = PersonRecord(
            self.debtor.iin, self.debtor.surname, self.debtor.given_name, self.debtor.patronymic,
            self.debtor.birth_date, died_on=self.today,
        )  # fmt: skip
        self._try(lambda: record_population([dead], actor=IMPORT, at=self.at))

    @invariant()
    def sound(self) -> None:
        if not hasattr(self, "cases"):
            return
        assert {words: count for words, count in invariants.broken(self.at) if count} == {}
        assert Act.objects.count() == Leaf.objects.count()
        assert Notice.objects.filter(served_at__isnull=False, returned_at__isnull=False).count() == 0

    @invariant()
    def nobody_dead_is_restricted(self) -> None:
        assert not Measure.objects.filter(
            person__died_on__isnull=False, in_force_from__isnull=False, ended_at__isnull=True
        ).exists()


@pytest.mark.django_db
def test_the_record_stays_sound_whatever_is_tried() -> None:
    run_state_machine_as_test(
        Register,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )  # fmt: skip
