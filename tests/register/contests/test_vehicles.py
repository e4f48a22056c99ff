"""A measure on a vehicle is contested by the debtor, its owner, or who bought it in good faith and met it at a desk."""

from __future__ import annotations

from datetime import date

import pytest

from aiqyn import law
from aiqyn.register.acting import OPERATOR, Actor, ActRefused
from aiqyn.register.acts.disclose import disclose
from aiqyn.register.acts.enrol_point import enrol_point
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.facts import contests
from aiqyn.register.rows import (
    Contest,
    Disclosure,
    Measure,
    Organisation,
    OrganisationHead,
    Person,
    ServicePoint,
    Vehicle,
)
from tests.register.conftest import T0
from tests.register.contests.conftest import FILED, PERSON, Contested, later

BAN = law.MeasureKind.VEHICLE_DISPOSAL_BAN


@pytest.fixture
def banned(contested: Contested) -> Measure:
    country = contested.country
    proceeding = country.noticed()
    debtor = proceeding.writ.debtor
    vehicle = Vehicle.objects.create(ref="V-1", vin="XTA210990Y2766389", plate="123ABC02", owner_person=debtor)
    measure = propose_measure(
        proceeding=proceeding,
        kind=BAN,
        vehicle=vehicle,
        ends_on=date(2026, 12, 31),
        reasons="Unpaid.",
        actor=Actor.of(country.agent),
        at=later(days=-4),
    )
    return sanction_measure(
        measure=measure, review_by=date(2026, 8, 1), actor=Actor.of(country.judge), at=later(days=-3)
    )


@pytest.fixture
def met(banned: Measure) -> Disclosure:
    enrol_point(
        ref="registrar-1",
        purpose=law.Purpose.VEHICLE_REGISTRATION,
        place="Hall",
        public_key=b"p" * 32,
        actor=OPERATOR,
        at=T0,
    )
    return disclose(
        measure=banned,
        point=ServicePoint.objects.get(),
        effect=law.EffectKind.BAR,
        number="N5Y71-YFEEMS",
        actor=OPERATOR,
        at=FILED,
    )


def contest(measure: Measure, filer: Person, met: Disclosure | None = None) -> Contest:
    return file_contest(
        measure=measure, filer=filer, words="I bought it.", disputed_minor=0, met=met, actor=PERSON, at=FILED
    )


def test_the_debtor_contests(banned: Measure) -> None:
    debtor = banned.proceeding.writ.debtor
    assert debtor is not None
    assert contest(banned, debtor).filed_as == "person"


def test_the_owner_contests(contested: Contested, banned: Measure) -> None:
    Vehicle.objects.update(owner_person=contested.lawyer)
    fresh = Measure.objects.get(pk=banned.pk)
    assert contest(fresh, contested.lawyer).filed_as == "owner"


def test_the_head_of_an_owning_organisation_contests(contested: Contested, banned: Measure) -> None:
    firm = Organisation.objects.create(bin="940140000385", name="Firm")
    Vehicle.objects.update(owner_person=None, owner_organisation=firm)
    fresh = Measure.objects.get(pk=banned.pk)
    assert contests.concern(fresh, contested.lawyer, FILED) == ""
    OrganisationHead.objects.create(organisation=firm, person=contested.lawyer, since=date(2020, 1, 1))
    assert contest(fresh, contested.lawyer).filed_as == "owner"


def test_a_buyer_who_holds_the_number_contests_and_nobody_without_it(
    contested: Contested, banned: Measure, met: Disclosure
) -> None:
    with pytest.raises(ActRefused) as caught:
        contest(banned, contested.lawyer)
    assert caught.value.refused.code == "not-entitled"
    assert contest(banned, contested.lawyer, met).filed_as == "buyer"


def test_the_number_of_another_measure_is_worth_nothing(contested: Contested, met: Disclosure) -> None:
    with pytest.raises(ActRefused) as caught:
        contest(contested.measure, contested.lawyer, met)
    assert caught.value.refused.code == "not-entitled"
