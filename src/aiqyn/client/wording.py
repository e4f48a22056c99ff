"""The words of a service point, in Kazakh, Russian and English, from `words/*.toml`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

# Kazakh first: the order in which the page offers them.
LANGUAGES = ("kk", "ru", "en")

Words = Mapping[str, Mapping[str, str]]


@cache
def words(language: str) -> Words:
    """All words of a language, by section and key; `language.name` is how it calls itself."""
    text = resources.files("aiqyn.client").joinpath("words", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def language_of_environment() -> str:
    """The language that `LC_ALL`, `LC_MESSAGES` or `LANG` ask for, when we have it; else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            language = value.split("_")[0].split(".")[0].lower()
            return language if language in LANGUAGES else "en"
    return "en"
