"""Who guesses: a classifier over everything recorded of a check, trained on the other checks, without any knowledge of
the protocol. It sees each run of four bytes wherever it stands (so that whatever repeats with a person is a trace), and
every length, count and interval.

Naive Bayes over both kinds of traces: Bernoulli over 2^18 hashed runs, Gaussian over the numbers. A trace that differs
significantly between the two people among the checks it was trained on counts a hundred times as much as one that does
not: of a hundred thousand kinds of noise the sum would drown the one leak. Five folds: no check
is judged by a model that has seen it.
"""

from __future__ import annotations

import math
import statistics
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.blindness.recording import Piece

_BUCKETS = 1 << 18
_RUN = 4
_FOLDS = 5
#: Standard errors: of a hundred thousand traces of noise some ten go beyond.
_SIGNIFICANT = 4.0


@dataclass
class Sight:
    """What was seen of one check: hashed runs of bytes, and numbers by name. `who`: 0 or 1, what is to be guessed."""

    who: int
    runs: set[int] = field(default_factory=set)
    numbers: dict[str, float] = field(default_factory=dict)


def sight(who: int, pieces: Iterable[Piece], files: Iterable[tuple[str, int, bytes]]) -> Sight:
    """Everything of one check: wires and disks."""
    seen = Sight(who)
    passed = sorted(pieces, key=lambda piece: piece.at)
    first = passed[0].at if passed else 0.0
    for place, piece in enumerate(passed):
        name = f"{piece.wire}{'up' if piece.up else 'down'}"
        _look(seen, name, piece.content)
        seen.numbers[f"{name} bytes"] = seen.numbers.get(f"{name} bytes", 0) + len(piece.content)
        seen.numbers[f"piece {place} at"] = piece.at - first
        seen.numbers[f"piece {place} bytes"] = len(piece.content)
    seen.numbers["pieces"] = len(passed)
    for name, longer, content in files:
        _look(seen, name, content)
        seen.numbers[f"file {name} longer"] = longer
        seen.numbers[f"file {name} changed"] = len(content)
    return seen


def _look(seen: Sight, name: str, content: bytes) -> None:
    salt = zlib.crc32(name.encode())
    seen.runs.update(zlib.crc32(content[at : at + _RUN], salt) % _BUCKETS for at in range(len(content) - _RUN + 1))


def scores(sights: Sequence[Sight]) -> list[float]:
    """For each check how much it looks like one of the second person, judged by a model of the other checks."""
    folds = [list(range(fold, len(sights), _FOLDS)) for fold in range(_FOLDS)]
    found = [0.0] * len(sights)
    for fold in folds:
        held_out = set(fold)
        model = _Model([one for place, one in enumerate(sights) if place not in held_out])
        for place in fold:
            found[place] = model.score(sights[place])
    return found


class _Model:
    def __init__(self, sights: Sequence[Sight]) -> None:
        self._size = [sum(one.who == who for one in sights) for who in (0, 1)]
        self._runs: list[dict[int, int]] = [{}, {}]
        values: list[dict[str, list[float]]] = [{}, {}]
        for one in sights:
            counted = self._runs[one.who]
            for run in one.runs:
                counted[run] = counted.get(run, 0) + 1
            for name, value in one.numbers.items():
                values[one.who].setdefault(name, []).append(value)
        self._numbers = [{name: _normal(of) for name, of in kind.items() if len(of) > 4} for kind in values]

    def score(self, one: Sight) -> float:
        """The log of the odds that this is the second person."""
        odds = 0.0
        for run in one.runs:
            # Laplace: what was never seen tells nothing.
            n = [of.get(run, 0) + 1 for of in self._runs]
            p = [seen / (size + 2) for seen, size in zip(n, self._size, strict=True)]
            pooled = sum(n) / (sum(self._size) + 4)
            error = math.sqrt(pooled * (1 - pooled) * (1 / self._size[0] + 1 / self._size[1])) or 1.0
            odds += math.log(p[1] / p[0]) * _weight((p[1] - p[0]) / error)
        for name, value in one.numbers.items():
            if name in self._numbers[0] and name in self._numbers[1]:
                (m0, v0), (m1, v1) = self._numbers[0][name], self._numbers[1][name]
                error = math.sqrt(v0 / self._size[0] + v1 / self._size[1])
                odds += (_density(value, m1, v1) - _density(value, m0, v0)) * _weight((m1 - m0) / error)
        return odds


def _weight(deviation: float) -> float:
    """Of a trace that lies so many standard errors from a coin's."""
    return 1.0 if abs(deviation) > _SIGNIFICANT else 0.01


def _normal(values: list[float]) -> tuple[float, float]:
    """Middle and variance, by the median and the median deviation: a slow disk now and then must not hide a habit."""
    middle = statistics.median(values)
    deviation = 1.4826 * statistics.median(abs(value - middle) for value in values)
    return middle, max(deviation * deviation, 1e-9)


def _density(value: float, mean: float, variance: float) -> float:
    # Cut: one outlier (a slow disk) must not outvote everything else.
    return -0.5 * min((value - mean) ** 2 / variance, 25.0) - 0.5 * math.log(variance)


def auc(sights: Sequence[Sight], found: Sequence[float]) -> float:
    """The chance that a check of the second person scores higher than one of the first; 0.5 is a coin."""
    order = sorted(range(len(found)), key=lambda place: found[place])
    ranks = [0.0] * len(found)
    at = 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and found[order[end + 1]] == found[order[at]]:
            end += 1
        for place in order[at : end + 1]:
            ranks[place] = (at + end) / 2 + 1
        at = end + 1
    second = [place for place, one in enumerate(sights) if one.who == 1]
    n1, n0 = len(second), len(sights) - len(second)
    return (sum(ranks[place] for place in second) - n1 * (n1 + 1) / 2) / (n1 * n0)


def uncertainty(count: int) -> float:
    """The standard error of the AUC of a coin over so many checks, half of each person (Hanley and McNeil, 1982)."""
    half = count / 2
    return math.sqrt((2 * half + 1) / (12 * half * half))
