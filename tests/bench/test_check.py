"""The benchmark's own parts on tiny sizes: that figures say what was measured. No time is tested."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from bench.check import ours
from bench.check.figures import Figure, Skipped, picture, table
from bench.check.floor import Floor, NoFloor

from aiqyn.protocol import token_set


def test_a_ratio_above_one_means_that_ours_is_better() -> None:
    assert Figure("a", 1, 10, 2.0, 6.0, "ms").ratio == 3.0
    assert Figure("a", 1, 10, 6.0, 2.0, "1/s").ratio == 3.0
    line = json.loads(Figure("check/spu", 1, 10, 2.0, 6.0, "ms", "seen").line())
    assert set(line) == {"figure", "items", "entries", "ours", "anchor", "unit", "note", "ratio"}


def test_what_was_skipped_says_why_everywhere() -> None:
    skipped = Skipped("endpoint", "wrk is not here")
    assert json.loads(skipped.line()) == {"figure": "endpoint", "skipped": "wrk is not here"}
    assert "skipped: wrk is not here" in table([skipped])


def test_the_picture_has_a_bar_for_each_figure() -> None:
    figures = [Figure(f"f{n}", 1, 10, 1.0, 10.0**n, "ms") for n in (-2, 0, 3)]
    drawn = ET.fromstring(picture(figures))
    bars = [one for one in drawn.iter("{http://www.w3.org/2000/svg}rect") if one.get("height") == "16"]
    assert len(bars) == len(figures)
    assert table(figures).count("\n") == len(figures) + 1


def test_the_floor_is_compiled_and_counts(tmp_path: Path) -> None:
    try:
        floor = Floor(tmp_path)
    except NoFloor as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(reason))
    rate = floor.rate(3, seconds=0.05)
    assert rate.bare > rate.proven > 0


def test_our_mathematics_and_a_set_are_measured(tmp_path: Path) -> None:
    assert ours.in_process(3, 2, 0.05) > 0
    file = token_set.build(range(1000))
    fetched, mapped = ours.loading(file, tmp_path)
    assert fetched > mapped > 0
