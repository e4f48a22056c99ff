"""How columns are read."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.identifiers import iin
from aiqyn.law import ClaimKind
from aiqyn.register.intake.refusals import Fault, RowRefused
from aiqyn.register.intake.row import EARLIEST, Row
from aiqyn.register.money import MAX_MINOR, Money

TODAY = date(2026, 3, 2)


def fault(row: Row, column: str, how: str, *args: object, **more: object) -> Fault:
    with pytest.raises(RowRefused) as caught:
        getattr(row, how)(column, *args, **more)
    return caught.value.fault


@given(st.dates(EARLIEST, TODAY))
def test_days(day: date) -> None:
    assert Row({"d": f" {day} "}).day("d", until=TODAY) == day
    assert Row({"d": ""}).day_or_none("d") is None


@pytest.mark.parametrize(
    "text",
    ["20260101", "2026-W01-1", "2026-01-01T00:00", "01/02/2026", "2026-13-01", "2026-1-1", "yesterday"],
)
def test_no_other_form_of_a_day(text: str) -> None:
    assert fault(Row({"d": text}), "d", "day") == Fault("d", "not-a-date")


@given(st.integers(1, MAX_MINOR))
def test_amounts(minor: int) -> None:
    row = Row({"amount": f"{minor // 100}.{minor % 100:02d}", "currency": "KZT"})
    assert row.money("amount", "currency") == Money(minor, "KZT")


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("-1", "negative"),
        ("-0.01", "negative"),
        ("0", "zero"),
        ("0.00", "zero"),
        ("1e5", "not-an-amount"),
        ("1,50", "not-an-amount"),
        ("1 000", "not-an-amount"),
        ("1.005", "not-an-amount"),
        ("+1", "not-an-amount"),
        (".5", "not-an-amount"),
        ("5.", "not-an-amount"),
        ("NaN", "not-an-amount"),
        ("Infinity", "not-an-amount"),
        ("10000000000000.01", "out-of-range"),
        ("999999999999999999999999999999", "out-of-range"),
        ("١٠٠", "non-ascii-digit"),
        ("１００", "non-ascii-digit"),
        ("1²", "non-ascii-digit"),
        ("", "missing"),
        ("99999999999999999999999999999999999999999", "length"),
    ],
)
def test_absurd_amounts(amount: str, code: str) -> None:
    assert fault(Row({"a": amount, "c": "KZT"}), "a", "money", "c") == Fault("a", code)


@pytest.mark.parametrize("currency", ["kzt", "KZ", "TENGE", "₸", "КZT"])
def test_no_currency(currency: str) -> None:
    assert fault(Row({"a": "1", "c": currency}), "a", "money", "c") == Fault("c", "not-a-currency")


@pytest.mark.parametrize(
    "mark", ["\0", "\n", "\x7f", "\u200b", "\u202e", "\ufeff", "\ud800", "\ue000", "\u2028", "\U000fffff"]
)
def test_what_is_not_printed_is_refused(mark: str) -> None:
    assert fault(Row({"t": f"a{mark}b"}), "t", "text", 20) == Fault("t", "characters")


def test_texts_have_one_form() -> None:
    assert Row({"t": " \u0415\u0308лка\u00a0 "}).text("t", 20) == "Ёлка"
    assert Row({}).text("t", 20) == ""
    assert fault(Row({"t": "  "}), "t", "needed", 20) == Fault("t", "missing")


def test_words() -> None:
    assert Row({"w": "lump"}).choice("w", ClaimKind) is ClaimKind.LUMP
    assert fault(Row({"w": "Lump"}), "w", "choice", ClaimKind) == Fault("w", "unknown-word")


@given(st.text(min_size=6, max_size=20))
def test_an_iin_is_valid_or_refused_without_being_repeated(text: str) -> None:
    said = ""
    try:
        number = Row({"iin": text}).iin("iin")
    except RowRefused as refused:
        said = str(refused)
    else:
        assert iin.is_valid(number)
    assert text not in said


@given(st.text(max_size=60), st.sampled_from(["text", "needed", "day", "day_or_none", "iin", "money", "choice"]))
def test_any_text_is_read_or_refused(text: str, how: str) -> None:
    more: dict[str, tuple[object, ...]] = {
        "text": (50,),
        "needed": (50,),
        "money": ("c",),
        "choice": (ClaimKind,),
    }
    with suppress(RowRefused):
        getattr(Row({"t": text, "c": "KZT"}), how)("t", *more.get(how, ()))
