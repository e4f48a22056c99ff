"""The figures of docs/threat-model.md are computed, and mean what they say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from aiqyn.evaluator import enumeration
from aiqyn.law import Purpose, load

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "threat-model.md"


def test_the_table_in_the_document_is_the_computed_one() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    begun = text.index("<!-- made by python -m aiqyn.evaluator.enumeration -->\n")
    table = text[text.index("\n", begun) + 1 : text.index("\n<!-- end -->")]
    assert table == enumeration.table()


def test_the_expected_days_are_those_of_asking_one_after_another() -> None:
    dice = random.Random(7)
    numbers, per_day = 5_000, 100
    tries = [dice.randrange(numbers) + 1 for _ in range(20_000)]
    found = sum(tries) / len(tries) / per_day
    assert abs(found - enumeration.expected_days(numbers, per_day=per_day, desks=1)) < 0.5
    one, five = (enumeration.expected_days(numbers, per_day=per_day, desks=desks) for desks in (1, 5))
    assert five * 5 == pytest.approx(one)
    assert enumeration.whole_days(numbers, per_day=per_day, desks=1) == 50


def test_a_window_is_a_part_of_the_people() -> None:
    assert [window.numbers(20_000_000) for window in enumeration.WINDOWS] == [166_667, 2_000_000, 20_000_000]


def test_the_bits_that_a_day_costs() -> None:
    assert enumeration.bits_lost(2**22) == 11
    questions = 1_000_000 + 1_000 * load().pace(Purpose.BORDER_DEPARTURE).per_day
    assert enumeration.GROUP_BITS - enumeration.bits_lost(questions) > 115


def test_days_are_written_in_few_digits() -> None:
    assert [enumeration.written(days) for days in (0.0014, 0.1, 12.4, 999, 3_653)] == [
        "2 min", "2.4 h", "12 d", "999 d", "10 y",
    ]  # fmt: skip
