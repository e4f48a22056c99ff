"""Every word in three languages: catalogues complete, compiled as written, and no code without its words."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

import aiqyn.identifiers.iin
import aiqyn.register.acts
from aiqyn import law
from aiqyn.desks import wording
from aiqyn.desks.templatetags import speech
from aiqyn.identifiers.document import DocumentKind
from aiqyn.register.rows import NOTICE_CHANNELS, NOTICE_KINDS
from tests.desks import catalogues

MESSAGES = catalogues.used()


def first(message: catalogues.MessageId) -> str:
    return message if isinstance(message, str) else message[0]


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_message_has_its_words(language: str) -> None:
    known, forms = catalogues.written(language), catalogues.catalogue(language).num_plurals
    assert not any(entry.fuzzy for entry in catalogues.catalogue(language) if entry.id)
    for message in MESSAGES:
        words = known[first(message)]
        assert len(words) == (forms if isinstance(message, tuple) else 1)
        assert all(words), message


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_no_words_for_what_is_not_said(language: str) -> None:
    assert set(catalogues.written(language)) == {first(message) for message in MESSAGES}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    assert catalogues.compiled(language) == catalogues.written(language)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_words_keep_their_places_for_values(language: str) -> None:
    places = re.compile(r"%\(\w+\)[sd]|<code>.*?</code>")
    known = catalogues.written(language)
    for message in MESSAGES:
        wanted = set(places.findall(message if isinstance(message, str) else " ".join(message)))
        for words in known[first(message)]:
            found = set(places.findall(words))
            # One of something need not say the number.
            assert found == wanted or (isinstance(message, tuple) and found < wanted), message


def test_kazakh_and_russian_are_written_in_their_letters() -> None:
    for language in ("kk", "ru"):
        for message, forms in catalogues.written(language).items():
            for words in forms:
                assert re.search("[а-яёәғқңөұүһі]", words.lower()) or words == "SMS", message


def test_django_says_kazakh_on_our_forms() -> None:
    with translation.override("kk"):
        for message in catalogues.DJANGO:
            text = first(message)
            if isinstance(message, tuple):
                assert translation.ngettext(message[0], message[1], 5) not in message
            else:
                assert translation.gettext(text) != text


def spelled(argument: ast.expr) -> tuple[str, ...]:
    """The words that an argument can be: itself, or either branch of a choice. Nothing for a variable."""
    if isinstance(argument, ast.IfExp):
        return (*spelled(argument.body), *spelled(argument.orelse))
    return (argument.value,) if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ()


def raised_by_acts() -> set[tuple[str, str]]:
    """Every ActError that an act can raise, by its field and code, read from the acts' text."""
    found: set[tuple[str, str]] = set()
    for path in Path(next(iter(aiqyn.register.acts.__path__))).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ActError":
                fields, codes = (spelled(argument) for argument in node.args)
                # A name that is a variable: the columns that these two acts go through.
                columns = {"record_writ": ("surname", "given_name", "patronymic")}
                named = fields or columns.get(path.stem, ("amount_minor", "arrears_since"))
                found |= {(field, code) for field in named for code in codes}
    return found


def test_every_reason_of_an_act_has_words() -> None:
    # Raised by acts that no page does: their reasons are for the command line.
    beyond = {("ref", "taken"), ("court", "missing"), ("measure", "not-in-force"), ("public_key", "length")}
    missing = raised_by_acts() - beyond - set(wording.REASONS)
    assert missing == set()


def test_every_fault_of_an_iin_has_words() -> None:
    source = Path(aiqyn.identifiers.iin.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source)
    codes = {
        node.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "IdentifierError"
        for node in ast.walk(call.args[1])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert codes == set(wording.IIN_FAULTS)


def test_vocabularies_know_every_code() -> None:
    book = law.load("kz")
    articles = {rule.article for rule in book.rules} | {effect.article for effect in book.effects}
    articles |= {unknown.article for unknown in book.unknowns}
    wanted = {
        "measure": {kind.value for kind in law.MeasureKind},
        "state": {state.value for state in law.MeasureState},
        "purpose": {purpose.value for purpose in law.Purpose},
        "effect": {effect.value for effect in law.EffectKind},
        "claim": {kind.value for kind in law.ClaimKind},
        "role": {role.value for role in law.Role} | {"person"},
        "notice": set(NOTICE_KINDS),
        "channel": set(NOTICE_CHANNELS),
        "document": {kind.value for kind in DocumentKind},
        "article": articles,
    }
    for vocabulary, codes in wanted.items():
        assert codes <= set(wording.VOCABULARIES[vocabulary]), vocabulary


@pytest.mark.parametrize(
    ("language", "day", "money", "less", "fast", "slow"),
    [
        ("kk", "2026 жылғы 4 мамыр", "1 234 567,05 ₸", "\u22120,50 EUR", "4,2 мс", "31,5 с"),
        ("ru", "4 мая 2026 г.", "1 234 567,05 ₸", "\u22120,50 EUR", "4,2 мс", "31,5 с"),
        ("en", "4 May 2026", "KZT 1,234,567.05", "\u2212EUR 0.50", "4.2 ms", "31.5 s"),
    ],
)
def test_days_money_and_durations(language: str, day: str, money: str, less: str, fast: str, slow: str) -> None:
    def spaced(text: str) -> str:
        return text.replace("\u00a0", " ")

    with translation.override(language):
        assert spaced(speech.plain_day(date(2026, 5, 4))) == day
        assert spaced(speech.money(123456705, "KZT")) == money
        assert spaced(speech.money(-50, "EUR")) == less
        assert spaced(speech.duration(4.21)) == fast
        assert spaced(speech.duration(31_500)) == slow
        assert speech.duration(None) == "—"
        assert spaced(speech.duration(12.5 * 60_000)) == {"en": "12.5 min"}.get(language, "12,5 мин")
