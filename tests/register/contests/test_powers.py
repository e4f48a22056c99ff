"""A power is limited and revocable: somebody else contests, and only as long as it holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from aiqyn.identifiers.document import Document
from aiqyn.law.calendar import add_months
from aiqyn.register.acting import ActError, ActRefused
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.acts.give_power import give_power
from aiqyn.register.acts.revoke_power import revoke_power
from aiqyn.register.law_book import book
from aiqyn.register.queries import cases, contests
from aiqyn.register.rows import Contest, Person, PersonDocument, Representation
from tests.register.contests.conftest import FILED, PERSON, Contested, later

TODAY = date(2026, 3, 7)


def given(
    on: Contested, *, until: date = TODAY + timedelta(days=30), scope: str = "contest", to: Person | None = None
) -> Representation:
    return give_power(
        person=on.person,
        representative=to or on.lawyer,
        scope=scope,
        until=until,
        actor=PERSON,
        at=FILED,
    )


def contest(on: Contested, power: Representation | None, **span: float) -> Contest:
    return file_contest(
        measure=on.measure,
        filer=on.lawyer,
        words="For my client.",
        disputed_minor=0,
        power=power,
        actor=PERSON,
        at=later(**span),
    )


def test_a_representative_contests_as_themselves(contested: Contested) -> None:
    power = given(contested)
    filed = contest(contested, power, hours=1)
    assert (filed.filed_as, filed.filed_by, filed.representation) == ("representative", contested.lawyer, power)
    assert list(contests.contests_of(contested.person)) == [filed]
    # The lawyer's own page tells nothing of the client.
    assert list(contests.contests_of(contested.lawyer)) == []


def test_a_power_ends_with_its_last_day(contested: Contested) -> None:
    power = given(contested, until=TODAY)
    over = book().end_of(TODAY)
    assert contests.powers_held(contested.lawyer, over - timedelta(seconds=1)) == [power]
    assert contests.powers_held(contested.lawyer, over) == []
    assert contests.power_held(contested.lawyer, power.pk, over) is None
    with pytest.raises(ActRefused) as caught:
        contest(contested, power, days=1)
    assert caught.value.refused.code == "not-entitled"


def test_a_revoked_power_is_worth_nothing_from_that_moment_on(contested: Contested) -> None:
    power = given(contested)
    revoke_power(power=power, actor=PERSON, at=later(hours=2))
    assert contests.powers_given(contested.person, later(hours=2)) == []
    with pytest.raises(ActRefused):
        contest(contested, power, hours=2)
    with pytest.raises(ActError) as caught:
        revoke_power(power=power, actor=PERSON, at=later(hours=3))
    assert caught.value.code == "already-over"
    given_again = give_power(
        person=contested.person,
        representative=contested.lawyer,
        scope="all",
        until=TODAY + timedelta(days=3),
        actor=PERSON,
        at=later(hours=4),
    )
    assert contest(contested, given_again, hours=5).representation == given_again


def test_somebody_elses_power_is_worth_nothing(contested: Contested) -> None:
    power = given(contested)
    stranger = cases.person_by_iin(contested.country.person().iin)
    assert stranger is not None
    with pytest.raises(ActRefused) as caught:
        file_contest(
            measure=contested.measure,
            filer=stranger,
            words="Let me.",
            disputed_minor=0,
            power=power,
            actor=PERSON,
            at=later(hours=1),
        )
    assert caught.value.refused.code == "not-entitled"


def test_a_power_covers_its_giver_only(contested: Contested) -> None:
    power = given(contested)
    other = contested.country.in_force()
    with pytest.raises(ActRefused) as caught:
        file_contest(
            measure=other,
            filer=contested.lawyer,
            words="Let me.",
            disputed_minor=0,
            power=power,
            actor=PERSON,
            at=later(hours=1),
        )
    assert caught.value.refused.code == "not-entitled"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"until": TODAY - timedelta(days=1)}, "until", "in-the-past"),
        ({"until": add_months(TODAY, 12) + timedelta(days=1)}, "until", "too-late"),
        ({"scope": "everything"}, "scope", "unknown"),
    ],
)
def test_a_power_is_limited(contested: Contested, change: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(ActError) as caught:
        given(contested, **change)
    assert (caught.value.field, caught.value.code) == (field, code)


def test_nobody_represents_themselves_and_no_minor_anybody(contested: Contested) -> None:
    minor = cases.person_by_iin(contested.country.person(born=date(2015, 1, 1)).iin)
    for who, code in ((contested.person, "oneself"), (minor, "minor")):
        with pytest.raises(ActError) as caught:
            given(contested, to=who)
        assert caught.value.code == code


def test_one_power_a_pair_holds_at_a_time(contested: Contested) -> None:
    first = given(contested, until=TODAY)
    with pytest.raises(ActError) as caught:
        given(contested)
    assert caught.value.code == "power-exists"
    with pytest.raises(IntegrityError), transaction.atomic():
        Representation.objects.create(
            person=contested.person,
            representative=contested.lawyer,
            scope="all",
            given_at=FILED,
            until=TODAY,
        )
    second = give_power(
        person=contested.person,
        representative=contested.lawyer,
        scope="contest",
        until=TODAY + timedelta(days=9),
        actor=PERSON,
        at=book().end_of(TODAY),
    )
    assert contests.powers_given(contested.person, book().end_of(TODAY)) == [second]
    first.refresh_from_db()
    assert first.revoked_at is not None


def test_a_representative_is_found_by_two_facts_only(contested: Contested) -> None:
    paper = PersonDocument.objects.get(person=contested.lawyer)
    found = Document(paper.state, paper.number)
    assert contests.by_two_facts(contested.lawyer.number, found) == contested.lawyer
    assert contests.by_two_facts(contested.person.number, found) is None
    assert contests.by_two_facts(contested.lawyer.number, Document("KAZ", "N99999999")) is None
