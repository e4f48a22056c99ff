"""Blindness: whoever sees all traffic, inside TLS, and all disks of register and evaluator, cannot tell two people
apart.

Here some hundred checks, with a bound that so few allow; `make blindness` plays ten thousand, and holds them to
0.5 ± 0.02. The controls show that the adversary would find a leak: of bytes, of a file, of time.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator

import pytest

from aiqyn.client.transport import Transport
from tests.blindness.adversary import Sight, auc, scores, uncertainty
from tests.blindness.world import PEOPLE, World, world
from tests.evaluator.process import free_port

CHECKS, CONTROLS = 400, 120


class LeakyTransport(Transport):
    """A client that could be made to leak: by a trace of the person in a header, or by time."""

    trace = ""
    pause = 0.0

    def _exchange(
        self, method: str, url: str, body: bytes | None, headers: dict[str, str], most: int, ends: float
    ) -> bytes:
        time.sleep(self.pause)
        return super()._exchange(
            method, url, body, headers | ({"X-Trace": self.trace} if self.trace else {}), most, ends
        )


TRANSPORT = LeakyTransport()


def trace_of(who: int) -> str:
    return hashlib.sha256(PEOPLE[who].canonical()).hexdigest()[:12]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("blindness"), free_port(), TRANSPORT) as made:
        yield made


def guessed(sights: list[Sight]) -> float:
    return auc(sights, scores(sights))


def test_who_was_checked_cannot_be_told(country: World) -> None:
    sights = country.game(CHECKS)
    assert min(len(one.runs) for one in sights) > 1_000  # there is plenty to look at
    assert {"evaluatorup bytes", "registerdown bytes"} <= set(sights[0].numbers)
    assert any(name.startswith("file ") for one in sights for name in one.numbers)
    assert abs(guessed(sights) - 0.5) < 4 * uncertainty(CHECKS)


def test_a_trace_on_the_wire_would_be_found(country: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sights = country.game(CONTROLS, lambda who: monkeypatch.setattr(TRANSPORT, "trace", trace_of(who)))
    assert guessed(sights) > 0.95


def test_a_trace_on_a_disk_would_be_found(country: World) -> None:
    forgotten = country.folder / "play" / "register" / "forgotten.log"

    def leak(who: int) -> None:
        with forgotten.open("a") as file:
            file.write(f"{time.time()} {trace_of(who)}\n".rjust(128))

    assert guessed(country.game(CONTROLS, leak)) > 0.95


def test_a_difference_in_time_would_be_found(country: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sights = country.game(CONTROLS, lambda who: monkeypatch.setattr(TRANSPORT, "pause", 0.01 * who))
    assert guessed(sights) > 0.9
