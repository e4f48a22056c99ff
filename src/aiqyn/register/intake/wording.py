"""Words for codes, in Kazakh, Russian and English, from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

LANGUAGES = ("kk", "ru", "en")


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = resources.files("aiqyn.register.intake").joinpath("words.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    kinds = {f"kind.{kind}": words for kind, words in read["says"].pop("kind").items()}
    return {"codes": read["codes"], "says": read["says"] | kinds}


def codes() -> frozenset[str]:
    """The codes that have words."""
    return frozenset(_words()["codes"])


def reason(code: str, language: str) -> str:
    """Why a row or a file was refused. A code without words speaks for itself."""
    return _words()["codes"].get(code, {}).get(language, code)


def say(what: str, language: str, **parts: object) -> str:
    """A sentence of the import about itself, with its parts filled in."""
    return _words()["says"][what][language].format(**parts)
