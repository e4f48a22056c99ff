"""Dates, days, the table, and data that is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from aiqyn import law
from aiqyn.law.calendar import add_months, age

BOOK = law.load()


def test_mci_by_date_in_tiyn() -> None:
    assert BOOK.mci(date(2025, 12, 31)) == 393_200
    assert BOOK.mci(date(2026, 1, 1)) == 432_500
    with pytest.raises(law.LawDataError):
        BOOK.mci(date(2024, 12, 31))


def test_an_end_date_means_the_end_of_that_day_in_almaty() -> None:
    assert BOOK.end_of(date(2026, 12, 31)) == datetime(2026, 12, 31, 19, tzinfo=UTC)
    assert BOOK.local_day(datetime(2026, 12, 31, 19, tzinfo=UTC)) == date(2027, 1, 1)
    with pytest.raises(ValueError, match="time zone"):
        BOOK.local_day(datetime(2026, 1, 1))


def test_what_the_table_does_not_name_does_not_exist() -> None:
    today = date(2026, 3, 1)
    assert {(e.purpose, e.kind) for e in BOOK.effects} == {
        (law.Purpose.BORDER_DEPARTURE, law.EffectKind.BAR),
        (law.Purpose.PUBLIC_SERVICE_CENTRE, law.EffectKind.DELIVER),
    }
    assert BOOK.effect(law.MeasureKind.DEPARTURE_RESTRICTION, law.Purpose.ROADSIDE_STOP, today) is None
    assert BOOK.effect(law.MeasureKind.DEBTOR_SEARCH, law.Purpose.BORDER_DEPARTURE, today) is None
    with pytest.raises(law.LawDataError):
        BOOK.pace(law.Purpose.ROADSIDE_STOP)


def test_unknown_lets_the_person_through_in_three_languages() -> None:
    for purpose in BOOK.purposes:
        row = BOOK.unknown(purpose)
        assert all(row.do[language] and row.say[language] for language in law.LANGUAGES)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_age_of_who_was_born_on_29_february() -> None:
    assert age(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age(date(2008, 2, 29), date(2026, 3, 1)) == 18


GOOD = """
[[citation]]
article = "Art. 1"
words = { kk = "1-бап", ru = "статья 1", en = "Article 1" }
[[citation]]
article = "unknown"
words = { kk = "б", ru = "н", en = "u" }
[[country]]
timezone = "Asia/Almaty"
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


def test_good_data_loads(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).words("a-rule", "kk") == "к"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('article = "Art. 1"', "", "a-rule: article"),
        ('article = "Art. 1"', 'article = "unknown"', "a-rule: article"),
        ("verified = true", "", "a-rule: verified"),
        ('source = "the law"', 'source = " "', "a-rule: source"),
        (', ru = "р"', "", "a-rule: words.ru"),
        ("since = 2025-01-01", 'since = "2025"', "a-rule: since"),
        ("since = 2025-01-01", "since = 2025-01-01\nuntil = 2024-01-01", "a-rule: until"),
        ("[[rule]]", "[[ruling]]", "ruling"),
        ('timezone = "Asia/Almaty"', "", "timezone"),
    ],
)
def test_bad_data_is_refused_by_name(tmp_path: Path, old: str, new: str, named: str) -> None:
    with pytest.raises(law.LawDataError, match=named):
        load(tmp_path, GOOD.replace(old, new))


def test_overlapping_dates_are_refused(tmp_path: Path) -> None:
    second = GOOD[GOOD.index("[[rule]]") :].replace("2025-01-01", "2026-01-01")
    with pytest.raises(law.LawDataError, match="overlaps"):
        load(tmp_path, GOOD + second)
    ended = GOOD.replace("since = 2025-01-01", "since = 2025-01-01\nuntil = 2025-12-31")
    assert load(tmp_path, ended + second).rule("a-rule", date(2026, 1, 1)).since == date(2026, 1, 1)


def test_no_such_country() -> None:
    for name in ("zz", "..", "kz/cases"):
        with pytest.raises(law.LawDataError):
            law.load(name)


def test_release_without_the_agent_is_data(tmp_path: Path) -> None:
    from importlib import resources

    source = resources.files("aiqyn.law") / "rules" / "kz"
    for file in source.iterdir():
        if file.name.endswith(".toml"):
            text = file.read_text(encoding="utf-8")
            switched = text.replace(
                'code = "release-on-booked-payment"\nsince = 2025-01-01\nvalue = 1',
                'code = "release-on-booked-payment"\nsince = 2025-01-01\nvalue = 0',
            )
            (tmp_path / file.name).write_text(switched, encoding="utf-8")
    book = law.load_folder(tmp_path, "kz")
    paid = law.PaymentReleaseFacts(law.MeasureState.IN_FORCE, 0, booked=True, returned=False)
    decision = book.decide(paid)
    assert isinstance(decision, law.Refused)
    assert decision.code == "payment-needs-the-agent"
    assert book.contest_time == timedelta(days=90)


def test_articles_are_cited_in_the_readers_language() -> None:
    article = "Art. 33, Law No. 261-IV of 2 April 2010"
    assert BOOK.cite(article, "ru") == "Закон № 261-IV от 2 апреля 2010 года, статья 33"
    assert BOOK.cite(article, "kk").endswith("33-бап")
    assert BOOK.cite("Art. 99 of another book", "kk") == "Art. 99 of another book"


def test_an_article_without_its_citation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(law.LawDataError, match="citation"):
        load(tmp_path, GOOD.replace('article = "Art. 1"\nsource', 'article = "Art. 2"\nsource'))
