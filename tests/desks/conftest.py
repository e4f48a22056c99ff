"""The stage, and a browserless client for each role on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import Settings

from tests.desks.stage import Stage, build

Enter = Callable[..., Client]


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Hashing a password slowly is Django's to test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


@pytest.fixture
def enter(stage: Stage, client: Client) -> Enter:
    """Sign in as an official by reference, in a language."""

    def entering(ref: str, language: str = "en") -> Client:
        visitor = Client(headers={"accept-language": language})
        user = stage.official(ref).user
        assert user is not None
        visitor.force_login(user)
        return visitor

    return entering


@pytest.fixture
def play(settings: Settings) -> None:
    settings.AIQYN = replace(settings.AIQYN, play=True)
