"""The synthetic country: the same for the same seed, valid through and through, every life where it should end."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from aiqyn import law
from aiqyn.identifiers import document, iin
from aiqyn.register import facts, installation
from aiqyn.register.queries.debts import waiting_entries
from aiqyn.register.rows import Act, Contest, Dispute, Leaf, Measure, Official, Person, Proceeding
from aiqyn.simulate import country
from aiqyn.simulate.histories import LIVES
from aiqyn.simulate.people import population

TODAY = date(2026, 11, 25)


def test_the_same_seed_gives_the_same_people() -> None:
    assert population(50, TODAY) == population(50, TODAY)
    assert population(50, TODAY, seed=2) != population(50, TODAY)


def test_everybody_is_valid_and_nobody_twice() -> None:
    people = population(3000, TODAY)
    assert all(iin.is_valid(person.iin) for person in people)
    assert all(document.is_valid(person.document) for person in people)
    assert len({person.iin for person in people}) == 3000
    assert len({number for person in people for _, number, _, _ in person.documents}) > 3000
    assert all(iin.birth_date(person.iin) == person.birth_date for person in people)
    assert sum(not person.adult(TODAY) for person in people) > 300


def test_shares_of_lives_add_up() -> None:
    assert sum(life.share for life in LIVES) == 100


@pytest.mark.django_db
def test_every_life_ends_where_it_should(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "AIQYN", replace(settings.AIQYN, folder=tmp_path / "run"))
    personas = country.make(tmp_path / "files", 700, lambda text: None)
    assert Person.objects.count() == 700
    # Every life once, and by their shares three more in force and one more proposed.
    assert Proceeding.objects.count() == len(LIVES) + 4
    now = timezone.now()
    states = Counter(facts.state(measure, now) for measure in Measure.objects.all())
    assert states == {
        law.MeasureState.PROPOSED: 2,
        law.MeasureState.IN_FORCE: 8,  # in force, alimony, partly paid, two on vehicles
        law.MeasureState.REFUSED: 1,
        law.MeasureState.RELEASED: 3,  # paid, returned, lifted
        law.MeasureState.EXPIRED: 1,
    }
    assert all(facts.standing(m, now).state is facts.state(m, now) for m in Measure.objects.all())
    assert Dispute.objects.filter(answered_at__isnull=True).count() == 1
    assert Contest.objects.filter(decided_at__isnull=True).count() == 2
    assert waiting_entries().count() == 3  # two strays and a surplus
    assert Act.objects.count() == Leaf.objects.count()
    assert {persona.role for persona in personas} == {
        "agent", "judge", "duty-officer", "prosecutor", "custodian", "person", "vehicle"
    }  # fmt: skip
    assert Official.objects.filter(user__isnull=True).count() == 0
    # An order without its place in the ledger would not be published, and the first desk would hear CLEAR.
    installation.create_keys(tmp_path / "run", settings.AIQYN.origin)
    assert country.place_leaves() == Leaf.objects.count()
    assert not Leaf.objects.filter(index__isnull=True).exists()
