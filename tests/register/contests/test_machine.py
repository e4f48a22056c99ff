"""The machine of random acts, with contests, powers and disputes among them: the same invariants hold, and these."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import CLOCK, Actor
from aiqyn.register.acts.answer_dispute import answer_dispute
from aiqyn.register.acts.decide_contest import decide_contest
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.acts.give_power import give_power
from aiqyn.register.acts.raise_dispute import raise_dispute
from aiqyn.register.acts.revoke_power import revoke_power
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.acts.suspend_for_overdue_contest import suspend_for_overdue_contest
from aiqyn.register.acts.withdraw_contest import withdraw_contest
from aiqyn.register.queries import cases, contests, dispute_clock
from aiqyn.register.queries.debts import disputed_minor
from aiqyn.register.rows import Contest, Dispute, Measure, Person, Representation
from tests.register.contests.conftest import PERSON, appoint
from tests.register.test_machine import Register

_BINDING = {law.MeasureState.IN_FORCE, law.MeasureState.SUSPENDED}


class Objected(Register):
    """Everybody of the register's machine, and people who say no."""

    def __init__(self) -> None:
        super().__init__()
        self.second = Actor.of(appoint("judge-3", law.Role.JUDGE, "7501"))
        self.duty = Actor.of(appoint("duty-1", law.Role.DUTY_OFFICER))
        found = cases.person_by_iin(self.country.person().iin)
        assert found is not None
        self.lawyer: Person = found

    def _person(self) -> Person:
        found = cases.person_by_iin(self.debtor.iin)
        assert found is not None
        return found

    @initialize(amounts=st.tuples(st.integers(20_000_000, 60_000_000), st.integers(20_000_000, 60_000_000)))
    def sued(self, amounts: tuple[int, int]) -> None:
        self.debtor = self.country.person()
        self.cases = [self.country.proceeding(amount, person=self.debtor) for amount in amounts]
        self.restrict(0)

    @rule(case=st.integers(0, 1))
    def restrict(self, case: int) -> None:
        """Everything that leads to a measure in force, at once: random histories come there too seldom."""
        self.notify(case, served=True)
        self.at += timedelta(minutes=2)
        self.propose(case, law.MeasureKind.DEPARTURE_RESTRICTION, days=120)
        self._on(
            lambda measure: sanction_measure(
                measure=measure, review_by=self.today + timedelta(days=60), actor=self.judge, at=self.at
            )
        )

    @rule(days=st.integers(0, 60), everything=st.booleans())
    def trust(self, days: int, everything: bool) -> None:
        self._try(
            lambda: give_power(
                person=self._person(),
                representative=self.lawyer,
                scope="all" if everything else "contest",
                until=self.today + timedelta(days=days),
                actor=PERSON,
                at=self.at,
            )
        )

    @rule()
    def trust_no_more(self) -> None:
        power = Representation.objects.order_by("-pk").first()
        if power is not None:
            self._try(lambda: revoke_power(power=power, actor=PERSON, at=self.at))

    @rule(represented=st.booleans(), disputed=st.integers(0, 60_000_000), forgotten=st.booleans())
    def contest(self, represented: bool, disputed: int, forgotten: bool) -> None:
        power = Representation.objects.order_by("-pk").first() if represented else None

        def act(measure: Measure) -> None:
            file_contest(
                measure=measure,
                filer=self.lawyer if represented else self._person(),
                words="I paid.",
                disputed_minor=disputed,
                power=power,
                actor=PERSON,
                at=self.at,
            )

        self._on(act)
        if forgotten:
            self.the_clock_runs(12)

    @rule(granted=st.booleans(), another=st.booleans())
    def decide(self, granted: bool, another: bool) -> None:
        contest = Contest.objects.order_by("-pk").first()
        actor = self.second if another else self.judge
        if contest is not None:
            self._try(
                lambda: decide_contest(
                    contest=contest, granted=granted, reasons=f"Looked at {self.at}.", actor=actor, at=self.at
                )
            )

    @rule()
    def take_back(self) -> None:
        contest = Contest.objects.order_by("-pk").first()
        if contest is not None:
            self._try(lambda: withdraw_contest(contest=contest, actor=PERSON, at=self.at))

    @rule(days=st.integers(0, 25))
    def the_clock_runs(self, days: int) -> None:
        self.at += timedelta(days=days, minutes=1)
        for contest in contests.overdue_contests(self.at):
            suspend_for_overdue_contest(contest=contest, actor=CLOCK, at=self.at)
        assert contests.overdue_contests(self.at) == []
        for contest in Contest.objects.filter(decided_at__isnull=True, suspension__isnull=False, due_on__lt=self.today):
            assert contest.suspension is not None
            if contest.suspension.ends_at is None:
                assert facts.state(contest.measure, self.at) is not law.MeasureState.IN_FORCE

    @rule()
    def say_it_is_not_mine(self) -> None:
        self._on(lambda measure: raise_dispute(measure=measure, words="", actor=PERSON, at=self.at))

    @rule(suspend=st.booleans())
    def answer(self, suspend: bool) -> None:
        dispute = Dispute.objects.order_by("-pk").first()
        if dispute is not None:
            self._try(
                lambda: answer_dispute(
                    dispute=dispute, suspend=suspend, reasons=f"Compared at {self.at}.", actor=self.duty, at=self.at
                )
            )

    @invariant()
    def what_was_granted_binds_nobody(self) -> None:
        for contest in Contest.objects.filter(outcome="granted").select_related("measure"):
            assert facts.state(contest.measure, self.at) not in _BINDING

    @invariant()
    def who_sanctioned_never_decided(self) -> None:
        for contest in Contest.objects.filter(decided_by__isnull=False).select_related("measure"):
            assert contest.decided_by_id != contest.measure.sanctioned_by_id

    @invariant()
    def what_is_disputed_is_told_by_open_contests_alone(self) -> None:
        if not hasattr(self, "cases"):
            return
        for case in self.cases:
            waiting = Contest.objects.filter(measure__proceeding=case, decided_at__isnull=True)
            assert disputed_minor(case) == max((one.disputed_minor for one in waiting), default=0)

    @invariant()
    def the_published_clock_counts_every_dispute(self) -> None:
        times = dispute_clock.answer_times(self.at)
        assert times.count + times.waiting == Dispute.objects.count()
        assert times.overdue <= times.waiting
        assert all(span >= 0 for span in times.series)


@pytest.mark.django_db
def test_the_record_stays_sound_when_people_say_no() -> None:
    run_state_machine_as_test(
        Objected,
        settings=settings(
            max_examples=25,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
