"""An inbox of its own for each test, and the small country of the register's tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from tests.register.conftest import Country, make_country


@pytest.fixture(autouse=True)
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where copies of imported files go."""
    monkeypatch.setattr(settings, "AIQYN", replace(settings.AIQYN, folder=tmp_path / "run"))
    folder: Path = settings.AIQYN.inbox
    return folder


@pytest.fixture
def country(db: None) -> Country:
    return make_country()
