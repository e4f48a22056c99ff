"""Figures: each ours beside an anchor of the same run, and their ratio; above 1 means that ours is better."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Figure:
    """`unit` is `ms`, `s`, `bytes` (less is better) or `1/s` (more is better). `note` says what else was seen."""

    figure: str
    items: int
    entries: int
    ours: float
    anchor: float
    unit: str
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times ours is better."""
        ours, anchor = (self.ours, self.anchor) if self.unit == "1/s" else (self.anchor, self.ours)
        return ours / anchor if anchor else 0.0

    def line(self) -> str:
        """One line of JSON."""
        values = asdict(self) | {"ratio": round(self.ratio, 3)}
        return json.dumps(
            {key: round(value, 4) if isinstance(value, float) else value for key, value in values.items()}
        )


@dataclass(frozen=True)
class Skipped:
    """A figure that could not be measured here, and why."""

    figure: str
    reason: str

    def line(self) -> str:
        """One line of JSON."""
        return json.dumps({"figure": self.figure, "skipped": self.reason})


def table(figures: Sequence[Figure | Skipped]) -> str:
    """Markdown, ratios first."""
    rows = ["| ratio | figure | items | entries | ours | anchor | unit | seen |", "|--:|---|--:|--:|--:|--:|---|---|"]
    for one in figures:
        if isinstance(one, Skipped):
            rows.append(f"| – | {one.figure} | | | | | | skipped: {one.reason} |")
        else:
            rows.append(
                f"| **{one.ratio:.2f}** | {one.figure} | {one.items:,} | {one.entries:,} | {number(one.ours)} | "
                f"{number(one.anchor)} | {one.unit} | {one.note} |"
            )
    return "\n".join(rows)


def number(value: float) -> str:
    """Three significant digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def picture(figures: Iterable[Figure | Skipped]) -> str:
    """Ratios as bars on a scale of tenfold steps, with the numbers beside them; SVG."""
    import math

    shown = [one for one in figures if isinstance(one, Figure) and one.ratio > 0]
    height, left, step = 26 * len(shown) + 46, 330, 110
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 {height}" font-family="sans-serif" font-size="13" '
        'role="img" aria-label="How many times faster than each anchor; the table has the numbers">',
        f'<rect width="900" height="{height}" fill="#fff"/>',
    ]
    one_at = left + step
    for power in range(-1, 4):
        x = one_at + power * step
        lines.append(
            f'<line x1="{x}" y1="26" x2="{x}" y2="{height - 12}" stroke="{"#0b4f66" if power == 0 else "#ddd"}"/>'
        )
        lines.append(f'<text x="{x}" y="18" text-anchor="middle" fill="#444">{10.0**power:g}×</text>')
    for place, one in enumerate(shown):
        y = 34 + 26 * place
        reach = max(-1.0, min(3.2, math.log10(one.ratio))) * step
        begin, width = (float(one_at), reach) if reach >= 0 else (one_at + reach, -reach)
        colour = "#0b6e4f" if one.ratio >= 1 else "#a8641b"
        name = escape(
            f"{one.figure}, {one.items:,} of {one.entries:,}" if one.entries else f"{one.figure}, {one.items:,}"
        )
        lines.append(f'<text x="{left - 8}" y="{y + 13}" text-anchor="end" fill="#111">{name}</text>')
        lines.append(f'<rect x="{begin:.1f}" y="{y}" width="{max(width, 1):.1f}" height="16" fill="{colour}"/>')
        lines.append(f'<text x="{max(begin + width, one_at) + 6:.1f}" y="{y + 13}" fill="#111">{one.ratio:.2f}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"
