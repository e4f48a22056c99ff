"""Law data that is refused, by file, entry and field; and rows that begin and end on their day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from aiqyn import law

GOOD = """
[[citation]]
article = "Art. 1"
words = { kk = "1-бап", ru = "статья 1", en = "Article 1" }
[[citation]]
article = "unknown"
words = { kk = "б", ru = "н", en = "u" }
[[country]]
timezone = "Asia/Almaty"
currency = "KZT"
[[rule]]
code = "a-rule"
since = 2025-01-01
article = "Art. 1"
source = "the law"
verified = true
words = { kk = "к", ru = "р", en = "e" }
"""


def load(folder: Path, text: str) -> law.LawBook:
    (folder / "rules.toml").write_text(text, encoding="utf-8")
    return law.load_folder(folder, "xx")


EFFECT = """
[[effect]]
measure = "departure-restriction"
purpose = "border-departure"
effect = "bar"
since = 2025-01-01
article = "Art. 1"
source = "the law"
verified = true
do = { kk = "к", ru = "р", en = "e" }
say = { kk = "к", ru = "р", en = "e" }
"""
UNKNOWN = """
[[unknown]]
purpose = "border-departure"
since = 2025-01-01
article = "unknown"
source = "own"
verified = false
do = { kk = "к", ru = "р", en = "e" }
say = { kk = "к", ru = "р", en = "e" }
"""
PURPOSE = """
[[purpose]]
purpose = "border-departure"
since = 2025-01-01
per_minute = 20
burst = 10
per_day = 900
head_max_age_seconds = 60
article = "unknown"
source = "own"
verified = false
"""
WHOLE = GOOD + EFFECT + UNKNOWN + PURPOSE


def test_good_data_loads(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).words("a-rule", "kk") == "к"
    assert load(tmp_path, WHOLE).purposes == (law.Purpose.BORDER_DEPARTURE,)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('article = "Art. 1"\nsource', "source", "rule a-rule: article"),
        ('article = "Art. 1"\nsource', 'article = "unknown"\nsource', "rule a-rule: article: an unknown article"),
        ('article = "Art. 1"\nsource', 'article = "Art. 2"\nsource', r"rule a-rule: article: .*citation"),
        ("verified = true", "", "rule a-rule: verified"),
        ("verified = true", "verified = 1", "rule a-rule: verified"),
        ('source = "the law"', 'source = " "', "rule a-rule: source"),
        (', ru = "р"', "", r"rule a-rule: words\.ru"),
        ('kk = "к", ', "", r"rule a-rule: words\.kk"),
        (', en = "e" }', "}", r"rule a-rule: words\.en"),
        (', en = "e" }', ', en = "e", de = "d" }', r"rule a-rule: words\.de"),
        ("since = 2025-01-01", "", "rule a-rule: since"),
        ("since = 2025-01-01", 'since = "2025"', "rule a-rule: since"),
        ("since = 2025-01-01", "since = 2025-01-01T00:00:00Z", "rule a-rule: since"),
        ("since = 2025-01-01", "since = 2025-01-01\nuntil = 2024-01-01", "rule a-rule: until"),
        ("since = 2025-01-01", "since = 2025-01-01\nutnil = 2025-12-31", "rule a-rule: utnil"),
        ('code = "a-rule"', "", "rule 1: code"),
        ("[[rule]]", "[[value]]", "value a-rule: value"),
        ("[[rule]]", "[[ruling]]", "ruling"),
        ('timezone = "Asia/Almaty"', "", "country 1: timezone"),
        ("Asia/Almaty", "Asia/Nowhere", "country 1: timezone"),
        ('currency = "KZT"', "", "country 1: currency"),
        ("[[country]]", "[[country]]\n[[country]]", "exactly one"),
        ('article = "unknown"\nwords', 'article = "Art. 1"\nwords', "citation Art. 1: article: cited twice"),
        ('code = "a-rule"', "code = ", "not TOML"),
    ],
)
def test_bad_data_is_refused_by_name(tmp_path: Path, old: str, new: str, named: str) -> None:
    bad = GOOD.replace(old, new)
    assert bad != GOOD
    with pytest.raises(law.LawDataError, match=named) as refused:
        load(tmp_path, bad)
    assert "exactly one" in str(refused.value) or str(refused.value).startswith("rules.toml: ")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        (
            'effect = "bar"',
            'effect = "arrest"',
            "effect departure-restriction border-departure: effect: must be one of",
        ),
        ('measure = "departure-restriction"', 'measure = "exile"', "effect exile border-departure: measure"),
        (PURPOSE, "", "effect departure-restriction border-departure: purpose"),
        (UNKNOWN, "", "purpose border-departure: purpose"),
        (UNKNOWN, UNKNOWN * 2, "unknown border-departure: since: overlaps"),
        (PURPOSE, PURPOSE * 2, "purpose border-departure: since: overlaps"),
        (EFFECT, EFFECT * 2, "effect departure-restriction border-departure: since: overlaps"),
        ("per_minute = 20", "per_minute = -1", "purpose border-departure: per_minute"),
        ("per_minute = 20", "per_minute = true", "purpose border-departure: per_minute"),
        ("head_max_age_seconds = 60", "head_max_age_seconds = 0.5", "purpose border-departure: head_max_age_seconds"),
        ("[[purpose]]\n", "[[purpose]]\nmeasure = 1\n", "purpose border-departure: measure: no such field"),
    ],
)
def test_a_bad_table_is_refused_by_name(tmp_path: Path, old: str, new: str, named: str) -> None:
    bad = WHOLE.replace(old, new)
    assert bad != WHOLE
    with pytest.raises(law.LawDataError, match=f"^rules.toml: {named}"):
        load(tmp_path, bad)


def test_what_is_not_a_table_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(law.LawDataError, match=r"rules.toml: rule 1: not a table"):
        load(tmp_path, "rule = [1]\n")
    (tmp_path / "rules.toml").write_bytes(GOOD.encode("cp1251", errors="replace"))
    with pytest.raises(law.LawDataError, match=r"rules.toml: not TOML"):
        law.load_folder(tmp_path, "xx")


def test_overlapping_dates_are_refused(tmp_path: Path) -> None:
    second = GOOD[GOOD.index("[[rule]]") :].replace("2025-01-01", "2026-01-01")
    with pytest.raises(law.LawDataError, match=r"^rules.toml: rule a-rule: since: overlaps the entry of 2025-01-01"):
        load(tmp_path, GOOD + second)
    to_the_day = GOOD.replace("since = 2025-01-01", "since = 2025-01-01\nuntil = 2026-01-01")
    with pytest.raises(law.LawDataError, match="overlaps"):
        load(tmp_path, to_the_day + second)
    ended = GOOD.replace("since = 2025-01-01", "since = 2025-01-01\nuntil = 2025-12-31")
    book = load(tmp_path, ended + second)
    assert book.rule("a-rule", date(2025, 12, 31)).since == date(2025, 1, 1)
    assert book.rule("a-rule", date(2026, 1, 1)).since == date(2026, 1, 1)


def test_a_row_of_the_table_ends_by_data(tmp_path: Path) -> None:
    ended = EFFECT.replace("since = 2025-01-01", "since = 2025-01-01\nuntil = 2026-06-30")
    book = load(tmp_path, GOOD + ended + UNKNOWN + PURPOSE)
    asked = law.MeasureKind.DEPARTURE_RESTRICTION, law.Purpose.BORDER_DEPARTURE
    assert book.effect(*asked, date(2024, 12, 31)) is None
    assert book.effect(*asked, date(2026, 6, 30)) is not None
    assert book.effect(*asked, date(2026, 7, 1)) is None


def test_pace_and_age_of_heads_change_on_their_day(tmp_path: Path) -> None:
    later = PURPOSE.replace("2025-01-01", "2027-01-01").replace("per_minute = 20", "per_minute = 5")
    ended = PURPOSE.replace("since = 2025-01-01", "since = 2025-01-01\nuntil = 2026-12-31")
    book = load(tmp_path, GOOD + EFFECT + UNKNOWN + ended + later)
    assert book.purposes == (law.Purpose.BORDER_DEPARTURE,)
    assert book.pace(law.Purpose.BORDER_DEPARTURE, date(2026, 12, 31)) == law.Pace(20, 10, 900)
    assert book.pace(law.Purpose.BORDER_DEPARTURE, date(2027, 1, 1)) == law.Pace(5, 10, 900)
    assert book.head_max_age(law.Purpose.BORDER_DEPARTURE, date(2026, 1, 1)) == timedelta(seconds=60)
    with pytest.raises(law.LawDataError):
        book.purpose(law.Purpose.BORDER_DEPARTURE, date(2024, 1, 1))
    with pytest.raises(law.LawDataError):
        book.unknown(law.Purpose.ROADSIDE_STOP)


def test_no_such_country() -> None:
    for name in ("zz", "..", "kz/cases"):
        with pytest.raises(law.LawDataError):
            law.load(name)


def test_an_article_without_its_citation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(law.LawDataError, match=r"^rules.toml: purpose border-departure: article: .*citation"):
        load(tmp_path, WHOLE.replace(PURPOSE, PURPOSE.replace('article = "unknown"', 'article = "Art. 7"')))
