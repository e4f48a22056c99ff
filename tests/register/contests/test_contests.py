"""A measure is contested, decided in time or asleep, by another judge, with reasons either way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import CLOCK, ActError, Actor, ActRefused
from aiqyn.register.acts.annul_measure import annul_measure
from aiqyn.register.acts.decide_contest import decide_contest
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.suspend_for_overdue_contest import suspend_for_overdue_contest
from aiqyn.register.acts.withdraw_contest import withdraw_contest
from aiqyn.register.law_book import book
from aiqyn.register.queries import contests
from aiqyn.register.queries.debts import disputed_minor
from aiqyn.register.rows import Act, Contest, Leaf, Measure
from tests.register.contests.conftest import FILED, PERSON, Contested, later

WHY = "I paid this debt in January; the receipt is attached."


def filed(on: Contested, disputed: int = 0) -> Contest:
    return file_contest(measure=on.measure, filer=on.person, words=WHY, disputed_minor=disputed, actor=PERSON, at=FILED)


def overdue(contest: Contest) -> Contest:
    return suspend_for_overdue_contest(contest=contest, actor=CLOCK, at=book().end_of(contest.due_on))


def fresh(measure: Measure) -> Measure:
    return Measure.objects.select_related("proceeding", "proceeding__writ").get(pk=measure.pk)


def test_the_person_contests_and_reads_when_it_is_due(contested: Contested) -> None:
    contest = filed(contested, disputed=10_000_000)
    days = book().value("contest-decide-days", book().local_day(FILED))
    assert contest.due_on == book().local_day(FILED) + timedelta(days=days)
    assert (contest.filed_as, contest.outcome) == ("person", "")
    assert list(contests.contests_of(contested.person)) == [contest]
    assert disputed_minor(contested.measure.proceeding) == 10_000_000
    leaf = Leaf.objects.get(act__kind="contest")
    assert WHY.encode() not in bytes(leaf.content)


def test_a_second_contest_waits_for_the_first(contested: Contested) -> None:
    filed(contested)
    with pytest.raises(ActRefused) as caught:
        filed(contested)
    assert caught.value.refused.code == "contest-open"
    with pytest.raises(IntegrityError), transaction.atomic():
        Contest.objects.create(
            measure=contested.measure,
            ref="C-2",
            filed_at=FILED,
            filed_by=contested.person,
            filed_as="person",
            words=WHY,
            disputed_minor=0,
            due_on=book().local_day(FILED),
        )


def test_whom_it_does_not_concern_cannot_contest(contested: Contested) -> None:
    with pytest.raises(ActRefused) as caught:
        file_contest(
            measure=contested.measure,
            filer=contested.lawyer,
            words=WHY,
            disputed_minor=0,
            actor=PERSON,
            at=FILED,
        )
    assert caught.value.refused.code == "not-entitled"


@pytest.mark.parametrize("disputed", [-1, 50_000_001])
def test_more_than_the_claim_cannot_be_disputed(contested: Contested, disputed: int) -> None:
    with pytest.raises(ActError) as caught:
        filed(contested, disputed)
    assert caught.value.code == "not-within-the-claim"


def test_words_are_needed(contested: Contested) -> None:
    with pytest.raises(ActRefused) as caught:
        file_contest(
            measure=contested.measure, filer=contested.person, words=" ", disputed_minor=0, actor=PERSON, at=FILED
        )
    assert caught.value.refused.code == "reasons-missing"


def test_an_ended_measure_can_be_contested_for_the_laws_days(contested: Contested) -> None:
    lift_measure(
        measure=contested.measure, reasons="Lifted.", actor=Actor.of(contested.country.judge), at=later(hours=-1)
    )
    days = book().value("contest-file-days", book().local_day(FILED))

    def at_day(number: int) -> Contest:
        return file_contest(
            measure=contested.measure,
            filer=contested.person,
            words=WHY,
            disputed_minor=0,
            actor=PERSON,
            at=later(days=number),
        )

    with pytest.raises(ActRefused) as caught:
        at_day(days + 1)
    assert caught.value.refused.code == "contest-too-late"
    contest = at_day(days)
    decided = decide_contest(
        contest=contest,
        granted=True,
        reasons="It should not have been.",
        actor=Actor.of(contested.second_judge),
        at=later(days=days, hours=1),
    )
    assert decided.outcome == "granted"
    assert fresh(contested.measure).end_reason == "lifted"


def test_granted_annuls_in_the_same_transaction(contested: Contested) -> None:
    contest, at = filed(contested), later(days=1)
    decide_contest(contest=contest, granted=True, reasons="Paid.", actor=Actor.of(contested.second_judge), at=at)
    measure = fresh(contested.measure)
    assert (measure.ended_at, measure.end_reason) == (at, "annulled")
    nested = Act.objects.get(kind="annulment")
    assert nested.parent is not None
    assert nested.parent.kind == "contest-decision"
    assert facts.standing(measure, at).reason == "annulled"


def test_rejected_leaves_it_in_force(contested: Contested) -> None:
    contest, at = filed(contested), later(days=1)
    decide_contest(contest=contest, granted=False, reasons="No receipt.", actor=Actor.of(contested.second_judge), at=at)
    assert facts.state(fresh(contested.measure), at) is law.MeasureState.IN_FORCE
    assert Contest.objects.get().reasons == "No receipt."
    with pytest.raises(ActRefused) as caught:
        decide_contest(contest=contest, granted=True, reasons="Again.", actor=Actor.of(contested.second_judge), at=at)
    assert caught.value.refused.code == "contest-decided"


@pytest.mark.parametrize(
    ("who", "reasons", "code"),
    [
        ("judge", "Paid.", "own-sanction"),
        ("other_judge", "Paid.", "not-own-case"),
        ("agent", "Paid.", "not-a-judge"),
        ("second", " ", "reasons-missing"),
    ],
)
def test_who_may_not_decide(contested: Contested, who: str, reasons: str, code: str) -> None:
    official = contested.second_judge if who == "second" else getattr(contested.country, who)
    with pytest.raises(ActRefused) as caught:
        decide_contest(
            contest=filed(contested), granted=True, reasons=reasons, actor=Actor.of(official), at=later(days=1)
        )
    assert caught.value.refused.code == code
    assert fresh(contested.measure).ended_at is None


def test_the_clock_decides_nothing(contested: Contested) -> None:
    with pytest.raises(ActError) as caught:
        decide_contest(contest=filed(contested), granted=True, reasons="x", actor=CLOCK, at=later(days=1))
    assert caught.value.code == "not-an-official"


def test_an_overdue_contest_suspends_by_law_and_not_a_moment_earlier(contested: Contested) -> None:
    contest = filed(contested)
    last = book().end_of(contest.due_on) - timedelta(seconds=1)
    assert contests.overdue_contests(last) == []
    with pytest.raises(ActRefused) as caught:
        suspend_for_overdue_contest(contest=contest, actor=CLOCK, at=last)
    assert caught.value.refused.code == "contest-not-overdue"
    over = book().end_of(contest.due_on)
    assert contests.overdue_contests(over) == [contest]
    done = overdue(contest)
    assert done.suspension is not None
    assert (done.suspension.ground, done.suspension.decided_by) == ("contest-overdue", None)
    measure = fresh(contested.measure)
    assert facts.state(measure, over) is law.MeasureState.SUSPENDED
    assert facts.standing(measure, over).state is law.MeasureState.SUSPENDED
    assert contests.overdue_contests(over) == []
    with pytest.raises(ActError) as again:
        overdue(contest)
    assert again.value.code == "already-suspends"


def test_what_slept_wakes_when_the_contest_is_rejected_and_ends_when_granted(contested: Contested) -> None:
    contest = overdue(filed(contested))
    at = book().end_of(contest.due_on) + timedelta(days=1)
    judge = Actor.of(contested.second_judge)
    decide_contest(contest=contest, granted=False, reasons="No receipt.", actor=judge, at=at)
    assert facts.state(fresh(contested.measure), at) is law.MeasureState.IN_FORCE
    again = file_contest(
        measure=contested.measure, filer=contested.person, words=WHY, disputed_minor=0, actor=PERSON, at=at
    )
    decided = book().end_of(again.due_on) + timedelta(hours=1)
    overdue(again)
    decide_contest(contest=again, granted=True, reasons="Here it is.", actor=judge, at=decided)
    assert facts.standing(fresh(contested.measure), decided).reason == "annulled"


def test_a_contest_taken_back_is_closed_and_suspends_nothing(contested: Contested) -> None:
    contest = withdraw_contest(contest=filed(contested, 5), actor=PERSON, at=later(hours=1))
    assert contest.outcome == "withdrawn"
    assert disputed_minor(contested.measure.proceeding) == 0
    assert contests.overdue_contests(book().end_of(contest.due_on)) == []
    deeds: tuple[Callable[[], object], ...] = (
        lambda: overdue(contest),
        lambda: withdraw_contest(contest=contest, actor=PERSON, at=later(hours=2)),
    )
    for deed in deeds:
        with pytest.raises(ActError) as caught:
            deed()
        assert caught.value.code == "already-decided"
    filed(contested)


def test_a_contest_taken_back_wakes_nothing(contested: Contested) -> None:
    contest = overdue(filed(contested))
    at = book().end_of(contest.due_on) + timedelta(hours=1)
    withdraw_contest(contest=contest, actor=PERSON, at=at)
    assert facts.state(fresh(contested.measure), at) is law.MeasureState.SUSPENDED


def test_the_courts_queue_holds_its_own_only_and_the_first_due_on_top(contested: Contested) -> None:
    contest = filed(contested)
    court, other = contested.country.judge.court, contested.country.other_judge.court
    assert court is not None
    assert other is not None
    assert list(contests.open_contests(court)) == [contest]
    assert list(contests.open_contests(other)) == []
    assert contests.court_contest(other, contest.ref) is None


def test_an_ended_measure_is_not_suspended(contested: Contested) -> None:
    contest = filed(contested)
    annul_measure(
        measure=contested.measure, reasons="Wrong.", actor=Actor.of(contested.country.judge), at=later(days=1)
    )
    assert contests.overdue_contests(book().end_of(contest.due_on)) == []
    with pytest.raises(ActRefused) as caught:
        overdue(contest)
    assert caught.value.refused.code == "not-in-force"
    assert Contest.objects.get().suspension is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"decided_at": FILED},
        {"decided_at": FILED, "outcome": "granted"},
        {"outcome": "withdrawn"},
        {"disputed_minor": -1},
        {"filed_as": "representative"},
    ],
)
def test_the_database_refuses_half_a_decision(contested: Contested, wrong: dict[str, object]) -> None:
    contest = filed(contested)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contest.objects.filter(pk=contest.pk).update(**wrong)
