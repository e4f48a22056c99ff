"""A person with a measure in force, signed in, and somebody whom they trust."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from aiqyn.register.rows import Measure, Person, PersonDocument
from tests.desks.stage import Stage


def signed_in(person: Person, language: str = "en") -> Client:
    """A visitor with the person's account."""
    visitor = Client(headers={"accept-language": language})
    assert person.user is not None
    visitor.force_login(person.user)
    return visitor


@dataclass
class Objecting:
    """Who objects, to what, and by whom they may be represented."""

    stage: Stage
    person: Person
    measure: Measure
    friend: Person

    @property
    def me(self) -> Client:
        return signed_in(self.person)

    def two_facts(self, of: Person) -> dict[str, str]:
        return {"iin": of.number, "document": PersonDocument.objects.get(person=of).number}


@pytest.fixture
def objecting(stage: Stage) -> Objecting:
    person = stage.person(account=True)
    measure, friend = stage.in_force(person), stage.person(account=True)
    while friend.full_name == person.full_name:
        friend = stage.person(account=True)
    return Objecting(stage, person, measure, friend)
