"""The contracts of the courts, the population and vehicle registers and the banks, held against each implementation."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from aiqyn.register.neighbours import courts, population, statements, vehicles
from tests.register.neighbours import feed_contract

FEEDS = [
    (neighbour.__name__.rpartition(".")[2], kind)
    for neighbour in (courts, population, statements, vehicles)
    for kind in neighbour.KINDS
]
#: What has to be in the register before a kind of file can be read.
RESTS_ON = {"writs": ("courts", "population"), "vehicles": ("population",)}


@pytest.mark.parametrize("how", feed_contract.HOW)
@pytest.mark.parametrize(("neighbour", "kind"), FEEDS)
def test_a_feed_keeps_its_contract(neighbour: str, kind: str, how: str, tmp_path: Path) -> None:
    with feed_contract.feed_of(kind, how, tmp_path) as feed:
        feed_contract.check_feed(feed, how, tmp_path)


@pytest.mark.parametrize("how", feed_contract.HOW)
@pytest.mark.parametrize(("neighbour", "kind"), FEEDS)
def test_what_it_sends_is_imported_once(
    db: None, neighbour: str, kind: str, how: str, tmp_path: Path, settings: Settings
) -> None:
    feed_contract.before(RESTS_ON.get(kind, ()), tmp_path, settings)
    with feed_contract.feed_of(kind, how, tmp_path) as feed:
        feed_contract.check_collected(neighbour, kind, feed, tmp_path, settings)
