"""Dates, days, the table, and edits of the data alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import resources
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
    departure, search = law.MeasureKind.DEPARTURE_RESTRICTION, law.MeasureKind.DEBTOR_SEARCH
    ban, detention = law.MeasureKind.VEHICLE_DISPOSAL_BAN, law.MeasureKind.VEHICLE_DETENTION
    border, centre = law.Purpose.BORDER_DEPARTURE, law.Purpose.PUBLIC_SERVICE_CENTRE
    registrar, roadside, lot = (
        law.Purpose.VEHICLE_REGISTRATION, law.Purpose.ROADSIDE_STOP, law.Purpose.IMPOUND_LOT,
    )  # fmt: skip
    bar, hold, deliver = law.EffectKind.BAR, law.EffectKind.HOLD, law.EffectKind.DELIVER
    assert {(e.measure, e.purpose, e.kind) for e in BOOK.effects} == {
        (departure, border, bar), (departure, centre, deliver), (search, border, deliver), (search, centre, deliver),
        (ban, registrar, bar), (detention, registrar, bar), (detention, roadside, hold), (detention, lot, hold),
    }  # fmt: skip
    assert BOOK.effect(departure, roadside, today) is None
    assert BOOK.effect(ban, roadside, today) is None
    assert BOOK.effect(search, registrar, today) is None


def test_only_a_vehicle_is_held_and_only_a_search_or_papers_are_delivered() -> None:
    for effect in BOOK.effects:
        assert (effect.kind is law.EffectKind.HOLD) <= effect.measure.of_vehicle
        assert (effect.measure is law.MeasureKind.DEBTOR_SEARCH) <= (effect.kind is law.EffectKind.DELIVER)


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


def changed(folder: Path, old: str, new: str) -> law.LawBook:
    """The law of Kazakhstan as it would be after an edit of its data."""
    found = 0
    for file in (resources.files("aiqyn.law") / "rules" / "kz").iterdir():
        if file.name.endswith(".toml"):
            text = file.read_text(encoding="utf-8")
            found += text.count(old)
            (folder / file.name).write_text(text.replace(old, new), encoding="utf-8")
    assert found == 1
    return law.load_folder(folder, "kz")


def test_release_without_the_agent_is_data_and_has_its_day(tmp_path: Path) -> None:
    book = changed(
        tmp_path,
        'code = "release-on-booked-payment"\nsince = 2025-01-01\nvalue = 1',
        'code = "release-on-booked-payment"\nsince = 2027-01-01\nvalue = 0\narticle = "unknown"\nsource = "s"\n'
        'verified = false\nwords = { kk = "к", ru = "р", en = "e" }\n\n[[value]]\n'
        'code = "release-on-booked-payment"\nsince = 2025-01-01\nuntil = 2026-12-31\nvalue = 1',
    )
    last = datetime(2026, 12, 31, 18, 59, 59, tzinfo=UTC)
    paid = law.PaymentReleaseFacts(law.MeasureState.IN_FORCE, 0, booked=True, returned=False, at=last)
    assert book.decide(paid) == law.Allowed()
    decision = book.decide(replace(paid, at=last + timedelta(seconds=1)))
    assert isinstance(decision, law.Refused)
    assert decision.code == "payment-needs-the-agent"
    # Without a moment the newest rule decides.
    assert book.decide(replace(paid, at=None)) == decision


def test_terms_and_retention_are_data(tmp_path: Path) -> None:
    assert (BOOK.contest_time, BOOK.import_retention) == (timedelta(days=90), timedelta(days=30))
    assert (BOOK.ends_after_months, BOOK.review_by_months) == (12, 6)
    shorter = changed(
        tmp_path,
        'code = "contest-days"\nsince = 2025-01-01\nvalue = 90',
        'code = "contest-days"\nsince = 2025-01-01\nvalue = 10',
    )
    assert shorter.contest_time == timedelta(days=10)


def test_the_currency_of_the_threshold_is_data(tmp_path: Path) -> None:
    book = changed(tmp_path, 'currency = "KZT"', 'currency = "KGS"')
    now = datetime(2026, 3, 10, 5, tzinfo=UTC)
    facts = law.ProposalFacts(
        measure=law.MeasureKind.DEPARTURE_RESTRICTION,
        at=now,
        claim=law.ClaimKind.LUMP,
        outstanding_minor=50_000_000,
        currency="KGS",
        arrears_since=None,
        debtor_birth_date=date(1985, 6, 15),
        debtor_died_on=None,
        proceeding_open=True,
        measure_open=False,
        special_notice_served_at=now - timedelta(days=9),
        other_notice_served_at=None,
        ends_on=date(2026, 12, 31),
    )
    assert book.decide(facts) == law.Allowed(("ground-debt",))
    elsewhere = BOOK.decide(facts)
    assert isinstance(elsewhere, law.Refused)
    assert elsewhere.code == "currency-not-national"


def test_texts_for_the_person_and_the_clerk() -> None:
    for language in law.LANGUAGES:
        assert BOOK.words("how-to-pay", language)
        assert BOOK.words("how-to-contest", language)
    assert BOOK.newest("how-to-pay").words["de"] == BOOK.words("how-to-pay", "kk")
    for unheard in (lambda: BOOK.words("no-such-rule", "kk"), lambda: BOOK.value("ground-debt", date(2026, 1, 1))):
        with pytest.raises(law.LawDataError):
            unheard()


def test_articles_are_cited_in_the_readers_language() -> None:
    article = "Art. 33, Law No. 261-IV of 2 April 2010"
    assert BOOK.cite(article, "ru") == "Закон № 261-IV от 2 апреля 2010 года, статья 33"
    assert BOOK.cite(article, "kk").endswith("33-бап")
    assert BOOK.cite("Art. 99 of another book", "kk") == "Art. 99 of another book"
