"""“This is not my debt”: said, answered by a duty officer within the law's minutes, and the clock is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import CLOCK, IMPORT, ActError, Actor, ActRefused
from aiqyn.register.acts.annul_measure import annul_measure
from aiqyn.register.acts.answer_dispute import answer_dispute
from aiqyn.register.acts.raise_dispute import raise_dispute
from aiqyn.register.acts.record_population import record_population
from aiqyn.register.acts.resume_measure import resume_measure
from aiqyn.register.law_book import book
from aiqyn.register.queries import contests, dispute_clock
from aiqyn.register.queries.two_records import two_records
from aiqyn.register.rows import Act, Dispute, Measure, Notice, WritClaim
from tests.register.contests.conftest import FILED, PERSON, Contested, later

MINUTES = 30


def said(on: Contested, **span: float) -> Dispute:
    return raise_dispute(measure=on.measure, words="I have never been there.", actor=PERSON, at=later(**span))


def answered(on: Contested, dispute: Dispute, *, suspend: bool = True, **span: float) -> Dispute:
    return answer_dispute(
        dispute=dispute,
        suspend=suspend,
        reasons="The birth dates differ.",
        actor=Actor.of(on.duty),
        at=later(**span),
    )


def fresh(measure: Measure) -> Measure:
    return Measure.objects.select_related("proceeding", "proceeding__writ").get(pk=measure.pk)


def test_the_clock_begins_when_it_is_said(contested: Contested) -> None:
    dispute = said(contested)
    assert dispute.due_at == FILED + timedelta(minutes=book().value("not-my-debt-minutes", date(2026, 3, 7)))
    assert (dispute.channel, dispute.outcome) == ("page", "")
    assert list(contests.open_disputes()) == [dispute]


def test_suspended_at_once_and_until_a_judge_says_otherwise(contested: Contested) -> None:
    dispute = answered(contested, said(contested), minutes=12)
    assert dispute.outcome == "suspended"
    assert dispute.suspension is not None
    assert (dispute.suspension.ground, dispute.suspension.ends_at) == ("not-my-debt", None)
    at = later(minutes=12)
    assert facts.standing(fresh(contested.measure), at).state is law.MeasureState.SUSPENDED
    nested = Act.objects.get(kind="suspension")
    assert nested.parent is not None
    assert nested.parent.kind == "dispute-answer"
    court = contested.country.judge.court
    assert court is not None
    assert list(contests.disputes_to_settle(court, at)) == [dispute]
    resume_measure(
        suspension=dispute.suspension,
        reasons="It is the same person.",
        actor=Actor.of(contested.country.judge),
        at=later(days=1),
    )
    assert list(contests.disputes_to_settle(court, later(days=1))) == []


def test_confirmed_leaves_it_in_force_and_is_not_asked_again_the_same_day(contested: Contested) -> None:
    dispute = answered(contested, said(contested), suspend=False, minutes=5)
    assert dispute.outcome == "confirmed"
    assert facts.state(fresh(contested.measure), later(minutes=5)) is law.MeasureState.IN_FORCE
    with pytest.raises(ActError) as caught:
        said(contested, minutes=6)
    assert caught.value.code == "confirmed-today"
    assert said(contested, days=1).ref != dispute.ref


def test_one_is_open_at_a_time(contested: Contested) -> None:
    said(contested)
    with pytest.raises(ActError) as caught:
        said(contested, minutes=1)
    assert caught.value.code == "dispute-open"
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.create(
            measure=contested.measure, ref="D-2", raised_at=FILED, channel="page", words="", due_at=FILED
        )


def test_what_ended_meanwhile_is_told_so(contested: Contested) -> None:
    dispute = said(contested)
    annul_measure(
        measure=contested.measure, reasons="Wrong.", actor=Actor.of(contested.country.judge), at=later(minutes=3)
    )
    assert answered(contested, dispute, minutes=4).outcome == "ended"
    with pytest.raises(ActError) as caught:
        said(contested, minutes=5)
    assert caught.value.code == "not-in-force"


@pytest.mark.parametrize("who", ["agent", "judge"])
def test_only_a_duty_officer_answers(contested: Contested, who: str) -> None:
    with pytest.raises(ActRefused) as caught:
        answer_dispute(
            dispute=said(contested),
            suspend=True,
            reasons="x",
            actor=Actor.of(getattr(contested.country, who)),
            at=later(minutes=1),
        )
    assert caught.value.refused.code == "not-a-duty-officer"


def test_an_answer_has_reasons_and_is_given_once(contested: Contested) -> None:
    dispute = said(contested)
    for actor, reasons, wanted in ((Actor.of(contested.duty), "", ActRefused), (CLOCK, "x", ActError)):
        with pytest.raises(wanted):
            answer_dispute(dispute=dispute, suspend=True, reasons=reasons, actor=actor, at=later(minutes=1))
    answered(contested, dispute, minutes=2)
    with pytest.raises(ActRefused) as caught:
        answered(contested, dispute, minutes=3)
    assert caught.value.refused.code == "dispute-answered"


@pytest.mark.parametrize(
    "wrong",
    [
        {"answered_at": FILED},
        {"outcome": "confirmed"},
        {"channel": "desk"},
    ],
)
def test_the_database_refuses_half_an_answer(contested: Contested, wrong: dict[str, object]) -> None:
    dispute = said(contested)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.filter(pk=dispute.pk).update(**wrong)


def test_the_published_clock(contested: Contested) -> None:
    empty = dispute_clock.answer_times(later())
    assert (empty.count, empty.p50, empty.p99, empty.overdue, empty.promise) == (0, None, None, 0, MINUTES)
    spans = (10, 20, 45)
    for day, minutes in enumerate(spans):
        answered(contested, said(contested, days=day), suspend=False, days=day, minutes=minutes)
    said(contested, days=9)
    times = dispute_clock.answer_times(later(days=9, minutes=MINUTES + 1))
    assert times.series == tuple(minutes * 60_000 for minutes in spans)
    assert (times.p50, times.p99) == (20 * 60_000, 45 * 60_000)
    assert (times.count, times.late, times.waiting, times.overdue) == (3, 1, 1, 1)
    assert dispute_clock.answer_times(later(days=9, minutes=MINUTES)).overdue == 0


def test_both_records_agree_while_nothing_changed(contested: Contested) -> None:
    records = two_records(fresh(contested.measure))
    assert {line.field for line in records.lines} == {"surname", "given_name", "patronymic", "birth_date"}
    assert all(line.agrees for line in records.lines)
    assert records.differing == 0
    assert len(records.documents) == 1
    assert list(records.notices) == list(Notice.objects.filter(proceeding=contested.measure.proceeding))


def test_a_population_register_that_was_mended_shows_the_difference(contested: Contested) -> None:
    person = contested.country.person()
    measure = contested.country.in_force(contested.country.noticed(person=person))
    mended = replace(person, surname="Ахметова ", patronymic="Ерланқызы", birth_date=date(1985, 6, 16))
    record_population([mended], actor=IMPORT, at=later())
    lines = {line.field: line for line in two_records(fresh(measure)).lines}
    assert lines["surname"].agreement == "written-otherwise"
    assert lines["given_name"].agreement == "same"
    assert lines["patronymic"].agreement == "differs"
    assert (lines["birth_date"].writ, lines["birth_date"].register) == (date(1985, 6, 15), date(1985, 6, 16))
    assert two_records(fresh(measure)).differing == 2


def test_a_writ_of_before_says_that_its_words_were_not_kept(contested: Contested) -> None:
    WritClaim.objects.all().delete()
    lines = two_records(fresh(contested.measure)).lines
    assert {line.agreement for line in lines} == {"not-kept"}
