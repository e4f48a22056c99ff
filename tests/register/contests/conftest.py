"""A country with a duty officer, a second judge of the same court, and somebody to act for the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from aiqyn import law
from aiqyn.register.acting import OPERATOR, Actor
from aiqyn.register.acts.appoint_official import appoint_official
from aiqyn.register.queries import cases
from aiqyn.register.rows import Measure, Official, Person
from tests.register.conftest import T0, Country

PERSON = Actor("person", "person")
#: A measure of `Country.in_force` is sanctioned at T0 + 2 days.
FILED = T0 + timedelta(days=5)


@dataclass
class Contested:
    """One measure in force, and everybody around it."""

    country: Country
    measure: Measure
    duty: Official
    second_judge: Official
    lawyer: Person

    @property
    def person(self) -> Person:
        found = self.measure.person
        assert found is not None
        return found


def appoint(ref: str, role: law.Role, court: str | None = None) -> Official:
    return appoint_official(
        ref=ref, name=ref, role=role, court=cases.court(court) if court else None, user=None, actor=OPERATOR, at=T0
    )


@pytest.fixture
def contested(country: Country) -> Contested:
    lawyer = cases.person_by_iin(country.person().iin)
    assert lawyer is not None
    return Contested(
        country,
        country.in_force(),
        appoint("duty-1", law.Role.DUTY_OFFICER),
        appoint("judge-3", law.Role.JUDGE, "7501"),
        lawyer,
    )


def later(**span: float) -> datetime:
    return FILED.astimezone(UTC) + timedelta(**span)
