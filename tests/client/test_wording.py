"""The words of a desk: the same keys in three languages, and one for every code that can come up."""

from __future__ import annotations

import pytest

from aiqyn.client import wording
from aiqyn.client.reasons import Reason
from aiqyn.law import EffectKind, MeasureKind, Purpose
from aiqyn.protocol.states import State


def keys(language: str) -> set[tuple[str, str]]:
    return {(section, key) for section, of in wording.words(language).items() for key in of}


def test_three_languages_have_the_same_keys_and_no_empty_words() -> None:
    assert keys("kk") == keys("ru") == keys("en")
    for language in wording.LANGUAGES:
        assert all(text.strip() for of in wording.words(language).values() for text in of.values())


def test_no_language_borrows_anothers_sentences() -> None:
    for section in ("state", "do", "say", "reason", "fault", "page"):
        for key, text in wording.words("en")[section].items():
            if len(text) > 12:
                assert len({wording.words(language)[section][key] for language in wording.LANGUAGES}) == 3, key
    assert "ә" in wording.words("kk")["page"]["lead"]


@pytest.mark.parametrize(
    ("section", "codes"),
    [
        ("state", State),
        ("reason", Reason),
        ("purpose", Purpose),
        ("measure", MeasureKind),
        ("effect", EffectKind),
    ],
)
def test_every_code_has_words(section: str, codes: type[State]) -> None:
    assert set(wording.words("en")[section]) == {code.value for code in codes}


@pytest.mark.parametrize(
    ("environment", "language"),
    [({"LANG": "kk_KZ.UTF-8"}, "kk"), ({"LANG": "ru"}, "ru"), ({"LANG": "C.UTF-8"}, "en"), ({}, "en"),
     ({"LC_ALL": "ru_KZ", "LANG": "kk_KZ"}, "ru"), ({"LANG": "de_DE"}, "en")],
)  # fmt: skip
def test_the_environments_language(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wording.language_of_environment() == language
