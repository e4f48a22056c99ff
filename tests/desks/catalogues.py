"""The catalogues of the pages: what is said, in which languages, and what the compiled files hold.

`python -m tests.desks.catalogues` writes what is new into the three `.po` files and compiles them. Files of words may
be named: JSON, `{"message": {"kk": "…", "ru": "…"}}`, a list of forms for a message with a plural (`"one|||many"`).
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

import aiqyn.desks

DESKS = Path(aiqyn.desks.__file__).parent
LANGUAGES = ("kk", "ru", "en")
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
}  # fmt: skip
MessageId = str | tuple[str, ...]
_FIRST_WORDS = datetime(2026, 1, 1, tzinfo=UTC)

#: What Django itself says on our pages, by its own message ids; its Kazakh catalogue has none of them.
DJANGO: tuple[MessageId, ...] = (
    "Null characters are not allowed.",
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    "This field is required.",
    "Enter a valid date.",
    "Enter a valid date/time.",
    "Select a valid choice. %(value)s is not one of the available choices.",
)


def folder(language: str) -> Path:
    return DESKS / "locale" / language / "LC_MESSAGES"


def used() -> dict[MessageId, list[str]]:
    """Every message of our templates and modules, with where it stands."""
    found: dict[MessageId, list[str]] = {message: ["django"] for message in DJANGO}
    for path in sorted(DESKS.rglob("*")):
        if path.suffix in {".py", ".html", ".svg"} and "static" not in path.parts:
            for message in _messages(path):
                found.setdefault(message, []).append(str(path.relative_to(DESKS)))
    return found


def _messages(path: Path) -> Iterator[MessageId]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Django's own translation of a template into something an extractor reads; it is not indented like Python.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for _, message, _, _ in extract("python", io.BytesIO(text.encode()), keywords=_KEYWORDS):
        yield message if isinstance(message, str) else tuple(message)


def catalogue(language: str) -> Catalog:
    with (folder(language) / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def written(language: str) -> dict[str, tuple[str, ...]]:
    """What the `.po` says: the words (one a plural form) of each message, by its first id."""
    return _words(catalogue(language))


def compiled(language: str) -> dict[str, tuple[str, ...]]:
    """What the `.mo` says, in the same form."""
    with (folder(language) / "django.mo").open("rb") as file:
        return _words(read_mo(file))


def _words(known: Catalog) -> dict[str, tuple[str, ...]]:
    return {entry.id if isinstance(entry.id, str) else entry.id[0]: _all(entry.string) for entry in known if entry.id}


def _all(strings: str | Sequence[str] | None) -> tuple[str, ...]:
    return (strings,) if isinstance(strings, str) else tuple(strings or ())


def _empty(language: str) -> Catalog:
    # The same words give the same files: no date of the day, no translator's address.
    return Catalog(
        locale=language,
        project="aiqyn",
        version="1",
        fuzzy=False,
        header_comment=f"# The pages' words: {language}",
        msgid_bugs_address="none",
        last_translator="The aiqyn authors",
        language_team=language,
        creation_date=_FIRST_WORDS,
        revision_date=_FIRST_WORDS,
    )


def _given(paths: Sequence[str]) -> dict[str, dict[str, str | list[str]]]:
    """Words from files, by the message's first id."""
    found: dict[str, dict[str, str | list[str]]] = {}
    for path in paths:
        words = json.loads(Path(path).read_text(encoding="utf-8"))
        found |= {message.split("|||")[0]: said for message, said in words.items()}
    return found


def main(paths: Sequence[str] = ()) -> None:
    """Add new messages, drop those no longer used, compile. What still has no words is told."""
    wanted, given = used(), _given(paths)
    for language in LANGUAGES:
        path = folder(language) / "django.po"
        old = catalogue(language) if path.is_file() else Catalog(locale=language)
        new = _empty(language)
        for message in sorted(wanted, key=lambda item: item if isinstance(item, str) else item[0]):
            known = old.get(message if isinstance(message, str) else message[0])
            first = message if isinstance(message, str) else message[0]
            words = known.string if known is not None and any(_all(known.string)) else None
            words = words or given.get(first, {}).get(language) or (message if language == "en" else None)
            if not words:
                print(f"{language}: no words for: {first}")
            new.add(message, words, locations=[(place, 0) for place in sorted(set(wanted[message]))])
        with path.open("wb") as file:
            write_po(file, new, width=110, include_lineno=False)
        with (folder(language) / "django.mo").open("wb") as file:
            write_mo(file, new)


if __name__ == "__main__":
    main(sys.argv[1:])
