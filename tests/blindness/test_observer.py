"""Who sees the desk's wire from outside, TLS and all: lengths, counts and moments. A hit must look like a miss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from aiqyn.client.point import Point
from aiqyn.protocol.confirmation import BUCKET
from aiqyn.protocol.states import State
from tests.blindness.adversary import Sight, auc, scores
from tests.blindness.world import PEOPLE, World, world
from tests.evaluator.process import free_port

CHECKS = 200
#: Sizes are equal by construction. Times are held together by the register's quantum, which an order's write can
#: overrun on a busy disk: the bound says how much that may tell.
TIMES = 0.65


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("observer"), free_port()) as made:
        yield made


def outside(one: Sight, *kinds: str) -> Sight:
    """What remains of a sight outside TLS: numbers of the wires, no byte and no file."""
    numbers = {
        name: value
        for name, value in one.numbers.items()
        if not name.startswith("file ") and name.endswith(kinds or ("",))
    }
    return Sight(one.who, numbers=numbers)


@pytest.fixture(scope="module")
def sights(country: World) -> list[Sight]:
    return country.game(CHECKS, people=(PEOPLE[0], country.restricted()), states=(State.CLEAR, State.HIT))


def test_a_hit_and_a_miss_are_of_one_size(sights: list[Sight]) -> None:
    hits, misses = (
        {(one.numbers["evaluatorup bytes"], one.numbers["evaluatordown bytes"]) for one in sights if one.who == who}
        for who in (1, 0)
    )
    assert hits == misses
    assert 0.4 < auc(sights, scores([outside(one, "bytes") for one in sights])) < 0.6


def test_a_hit_and_a_miss_take_one_time(sights: list[Sight]) -> None:
    told = auc(sights, scores([outside(one) for one in sights]))
    assert 1 - TIMES < told < TIMES


def test_without_cover_a_hit_would_be_seen_at_once(country: World) -> None:
    """The control: the same desk without cover, and nobody needs a classifier."""
    plain = Point(replace(country.desk.config, cover=False))
    sizes = {}
    for state, key in ((State.CLEAR, PEOPLE[0]), (State.HIT, country.restricted())):
        plain.check(key)
        country.register.take()
        assert plain.check(key).state is state
        sizes[state] = country.register.passed(up=False)
    assert sizes[State.HIT] > sizes[State.CLEAR] + BUCKET
