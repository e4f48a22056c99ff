"""A stage whose register has its seal and a ledger with every act so far in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from aiqyn.register import installation, keys
from aiqyn.register.neighbours.signing import LocalSeal
from aiqyn.register.rows import Person
from aiqyn.register.sequencing import Sequencer

Place = Callable[[], None]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    origin = settings.AIQYN.origin
    installation.create_keys(tmp_path, origin)
    settings.AIQYN = replace(settings.AIQYN, folder=tmp_path)
    settings.AIQYN_SIGNING = lambda: LocalSeal(tmp_path / "keys")
    return tmp_path


@pytest.fixture
def place(folder: Path, settings: Settings) -> Place:
    """Place every leaf in the ledger."""
    signer = keys.signer(folder / "keys", "ledger", settings.AIQYN.origin)

    def placing() -> None:
        Sequencer(folder / "public" / "ledger", signer).tick()

    return placing


def signed_in(person: Person) -> Client:
    """A browser in which this person, who has an account, is signed in, in English."""
    visitor = Client(headers={"accept-language": "en"})
    assert person.user is not None
    visitor.force_login(person.user)
    return visitor
