"""docs/law.md is what the data says, and nothing of the data is left out."""

from __future__ import annotations

from pathlib import Path

from aiqyn import law
from aiqyn.entry.commands.law import page

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "law.md"


def test_the_page_is_made_from_the_data() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == page("kz"), "run: aiqyn law --markdown > docs/law.md"


def test_every_entry_stands_there_with_article_and_whether_it_is_verified() -> None:
    book, text = law.load("kz"), page("kz")
    for rule in book.rules:
        assert f"`{rule.code}`" in text
        assert rule.source in text
    for effect in book.effects:
        assert f"**{effect.measure} at {effect.purpose}: {effect.kind}.**" in text
    assert "**not verified**" in text
    assert text.count("Cases: ") > 55
