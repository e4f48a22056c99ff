"""The contract of the vehicle register, held against each implementation."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from aiqyn.register.neighbours.vehicles import KINDS
from tests.register.neighbours import feed_contract

RESTS_ON: dict[str, tuple[str, ...]] = {"vehicles": ("population",)}


@pytest.mark.parametrize("how", feed_contract.HOW)
@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_keeps_its_contract(kind: str, how: str, tmp_path: Path) -> None:
    with feed_contract.feed_of(kind, how, tmp_path) as feed:
        feed_contract.check_feed(feed, how, tmp_path)


@pytest.mark.parametrize("how", feed_contract.HOW)
@pytest.mark.parametrize("kind", KINDS)
def test_what_it_sends_is_imported_once(db: None, kind: str, how: str, tmp_path: Path, settings: Settings) -> None:
    feed_contract.before(RESTS_ON.get(kind, ()), tmp_path, settings)
    with feed_contract.feed_of(kind, how, tmp_path) as feed:
        feed_contract.check_collected("vehicles", kind, feed, tmp_path, settings)
