"""The two lines of an integrator: sync and async, typed, and never an exception for what is not a question."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aiqyn.client import Answer, ConfigError, FactsError, ServicePoint, State
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.transport import Transport
from tests.client.conftest import Country
from tests.client.test_network import listening, nobody
from tests.client.test_point import DEBTOR, NEIGHBOUR
from tests.evaluator.process import EvaluatorProcess

IIN, DOCUMENT = "900524350102", "KAZ:N12345678"


def test_two_lines_to_the_first_check(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    path = country.configure()
    answer = ServicePoint(path).check(iin=IIN, document=DOCUMENT)
    assert isinstance(answer, Answer)
    assert answer.state is State.HIT
    assert answer.number


def test_the_configuration_may_come_from_the_environment(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIQYN_POINT", str(country.configure()))
    assert ServicePoint().check(iin=IIN, document=DOCUMENT).state is State.CLEAR


def test_the_same_beside_an_event_loop_which_stays_free(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    point = ServicePoint(country.configure())
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    async def run() -> list[Answer]:
        ticking = asyncio.create_task(tick())
        found = await asyncio.gather(
            point.check_async(iin=IIN, document=DOCUMENT),
            point.check_async(iin=IIN, document="KAZ:N87654321"),
        )
        ticking.cancel()
        return list(found)

    assert [answer.state for answer in asyncio.run(run())] == [State.HIT, State.CLEAR]
    assert ticks > 10


def test_what_is_no_question_is_not_sent(country: Country) -> None:
    point = ServicePoint(country.configure())
    for iin, document, vin in ((IIN, "", ""), ("123", DOCUMENT, ""), ("", "", ""), (IIN, DOCUMENT, "1")):
        with pytest.raises(FactsError):
            point.check(iin=iin, document=document, vin=vin)
    with pytest.raises(FactsError):
        asyncio.run(point.check_async(iin=IIN))
    untyped: Callable[..., Answer] = point.check
    for wrong in ({"name": "Akhmetov"}, {"iin": IIN, "face": "x"}, {"iin": IIN, "document": DOCUMENT, "name": "A"}):
        with pytest.raises(FactsError):
            untyped(**wrong)
    assert country.register.requests == []


def test_a_point_without_a_configuration_says_so_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        ServicePoint(tmp_path / "point.toml")


def test_everything_else_is_unknown(country: Country) -> None:
    point = ServicePoint(country.configure(register_url=nobody()))
    answer = point.check(iin=IIN, document=DOCUMENT)
    assert (answer.state, answer.reason) == (State.UNKNOWN, Reason.NETWORK)


def test_what_fails_in_passing_is_tried_again_and_a_confirmation_is_not() -> None:
    busy = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    seen: list[str] = []
    with listening(busy, seen=seen) as url:
        with pytest.raises(CheckError):
            Transport().get(f"{url}/a", most=10)
        with pytest.raises(CheckError):
            Transport().post(f"{url}/b", b"", "text/plain", "", most=10, again=True)
        with pytest.raises(CheckError):
            Transport().post(f"{url}/c", b"", "text/plain", "", most=10)
    assert [line.split()[1] for line in seen] == ["/a"] * 3 + ["/b"] * 3 + ["/c"]


def test_repetitions_end_at_the_deadline() -> None:
    begun = time.monotonic()
    with listening(pause=0.4) as url, pytest.raises(CheckError):
        Transport(deadline=0.05).get(url, most=10)
    assert time.monotonic() - begun < 2


def test_a_refusal_is_not_repeated() -> None:
    seen: list[str] = []
    tired = b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n"
    with listening(tired, seen=seen) as url, pytest.raises(CheckError) as caught:
        Transport().get(url, most=10)
    assert caught.value.reason is Reason.PACE
    assert len(seen) == 1


def test_where_one_evaluator_is_gone_another_answers(country: Country) -> None:
    desk = country.desk(evaluator_url=[nobody(), country.evaluator.url])
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    # It is remembered which one answers.
    begun = time.monotonic()
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    assert time.monotonic() - begun < 0.5
    assert country.desk(evaluator_url=[nobody(), nobody()]).check(NEIGHBOUR).reason is Reason.NETWORK


def test_an_evaluator_that_is_killed_in_mid_service(country: Country, tmp_path: Path) -> None:
    """Two evaluators that share their keys: one is killed, the other answers; both are killed, and it is UNKNOWN."""
    points = list(country.evaluator.points)
    twins = [EvaluatorProcess(tmp_path / name, points, shared=country.evaluator.folder) for name in ("a", "b")]
    for twin in twins:
        twin.start()
    try:
        desk = country.desk(evaluator_url=[twin.url for twin in twins])
        assert desk.check(NEIGHBOUR).state is State.CLEAR
        twins[0].kill()
        assert desk.check(NEIGHBOUR).state is State.CLEAR
        twins[1].kill()
        answer = desk.check(NEIGHBOUR)
        assert (answer.state, answer.reason) == (State.UNKNOWN, Reason.NETWORK)
    finally:
        for twin in twins:
            twin.stop()


def test_a_desk_gets_one_access_token_and_a_new_one_when_it_is_not_taken(country: Country) -> None:
    desk = country.desk()
    used = country.evaluator.folder / "assertions"
    before = len(list(used.iterdir()))
    assert [desk.check(NEIGHBOUR).state for _ in range(3)] == [State.CLEAR] * 3
    assert len(list(used.iterdir())) == before + 1
    held = desk._evaluating._credentials._held
    held.update({base: (ends, "e30.e30") for base, (ends, _) in held.items()})
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    assert len(list(used.iterdir())) == before + 2


def test_the_readmes_lines_are_a_program(country: Country) -> None:
    code = (
        'from aiqyn.client import ServicePoint\nprint(ServicePoint("point.toml").check(iin="%s", document="%s").state)'
    )
    path = country.configure()
    run = path.with_name("point.toml")
    run.write_text(path.read_text())
    done = subprocess.run(
        [sys.executable, "-c", code % (IIN, DOCUMENT)],
        capture_output=True, text=True, check=True, cwd=path.parent, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert done.stdout == "CLEAR\n"
