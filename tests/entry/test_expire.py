"""`aiqyn expire` suspends what the law suspends: contests that nobody decided in time, an act each, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from aiqyn import law
from aiqyn.entry.commands.expire import suspend_overdue
from aiqyn.register import facts
from aiqyn.register.acting import Actor
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.law_book import book
from aiqyn.register.rows import Act, Contest, Measure
from tests.register.conftest import T0, Country, make_country


@pytest.fixture
def country(db: None) -> Country:
    return make_country()


def contested(country: Country, days: int) -> Measure:
    measure = country.in_force()
    assert measure.person is not None
    file_contest(
        measure=measure,
        filer=measure.person,
        words="Paid.",
        disputed_minor=0,
        actor=Actor("person", "person"),
        at=timezone.now() - timedelta(days=days),
    )
    return measure


def test_overdue_contests_suspend_and_others_do_not(country: Country) -> None:
    now = timezone.now()
    days = book().value("contest-decide-days", book().local_day(now))
    late, young = contested(country, days + 1), contested(country, days - 1)
    assert late.in_force_from is not None
    assert late.in_force_from > T0
    assert suspend_overdue() == 1
    assert suspend_overdue() == 0
    states = {measure.pk: facts.state(measure, timezone.now()) for measure in Measure.objects.all()}
    assert states == {late.pk: law.MeasureState.SUSPENDED, young.pk: law.MeasureState.IN_FORCE}
    assert Act.objects.get(kind="contest-overdue").actor == "clock"
    assert Contest.objects.filter(suspension__isnull=False).count() == 1


def test_what_the_law_does_not_suspend_stays(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = contested(country, 60)
    real = law.LawBook.value

    def value(self: law.LawBook, code: str, on: date) -> int:
        return 0 if code == "contest-overdue-suspends" else real(self, code, on)

    monkeypatch.setattr(law.LawBook, "value", value)
    assert suspend_overdue() == 0
    assert facts.state(Measure.objects.get(pk=measure.pk), timezone.now()) is law.MeasureState.IN_FORCE
