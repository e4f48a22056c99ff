"""The evaluator as a process: what it answers, what it refuses, and what it leaves behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn import oprf
from aiqyn.law import Purpose
from aiqyn.protocol import credential, evaluation
from aiqyn.protocol.credential import Audience
from tests.evaluator.process import POOL, EvaluatorProcess, listed, token

BORDER, CENTRE = Purpose.BORDER_DEPARTURE, Purpose.PUBLIC_SERVICE_CENTRE
KEYS = {name: Ed25519PrivateKey.generate() for name in ("border-1", "border-2", "border-3", "register", "stranger")}


@pytest.fixture(scope="module")
def evaluator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvaluatorProcess]:
    points = [listed(name, BORDER, KEYS[name]) for name in ("border-1", "border-2", "border-3")]
    process = EvaluatorProcess(
        tmp_path_factory.mktemp("evaluator"), [*points, listed("register", None, KEYS["register"])]
    )
    process.start()
    yield process
    process.stop()


def ask(
    evaluator: EvaluatorProcess,
    body: bytes,
    *,
    point: str = "border-1",
    place: str | None = None,
    credential_: str | None = None,
    method: str = "POST",
) -> urllib3.BaseHTTPResponse:
    held = token(KEYS[point], point) if credential_ is None else credential_
    return POOL.request(
        method,
        f"{evaluator.url}/v1/evaluate/{place or f'border-departure/{evaluator.today()}'}",
        body=body,
        headers={"Authorization": f"Bearer {held}"} if held else {},
    )


def blinded(inputs: list[bytes]) -> tuple[list[oprf.Scalar], list[oprf.Element]]:
    scalars = [oprf.scalar_from_uniform(os.urandom(64)) for _ in inputs]
    return scalars, oprf.blind(inputs, scalars)


ELEMENT = blinded([b"anything"])[1][0]


def test_a_batch_is_evaluated_under_the_announced_key_with_one_proof(evaluator: EvaluatorProcess) -> None:
    inputs = [f"key {number}".encode() for number in range(300)]
    scalars, elements = blinded(inputs)
    reply = ask(evaluator, b"".join(elements), point="register")
    assert (reply.status, len(reply.data)) == (200, 32 * 300 + 64)
    public = oprf.PublicKey(bytes.fromhex(evaluator.public_keys()[BORDER][evaluator.today().isoformat()]))
    answer = evaluation.read_reply(reply.data, 300)
    outputs = oprf.finalize(inputs, scalars, elements, answer, public)
    # The same input gives the same output, whoever asks and however it was blinded.
    again, element = blinded(inputs[7:8])
    reply = ask(evaluator, element[0], point="border-1")
    assert oprf.finalize(inputs[7:8], again, element, evaluation.read_reply(reply.data, 1), public) == outputs[7:8]
    # The answer of another day's key does not pass as today's.
    tomorrow = evaluator.today() + timedelta(1)
    reply = ask(evaluator, element[0], point="register", place=f"border-departure/{tomorrow}")
    assert reply.status == 200
    with pytest.raises(oprf.OprfError):
        oprf.finalize(inputs[7:8], again, element, evaluation.read_reply(reply.data, 1), public)


def test_every_purpose_and_day_has_a_key_of_its_own(evaluator: EvaluatorProcess) -> None:
    keys = evaluator.public_keys()
    assert set(keys) == {
        "border-departure", "public-service-centre", "vehicle-registration", "roadside-stop", "impound-lot"
    }  # fmt: skip
    days = [evaluator.today().isoformat(), (evaluator.today() + timedelta(1)).isoformat()]
    assert all(sorted(of) == days for of in keys.values())
    assert len({key for of in keys.values() for key in of.values()}) == 2 * len(keys)


@pytest.mark.parametrize("place", ["public-service-centre/{today}", "border-departure/2020-01-01"])
def test_another_purpose_or_day_is_forbidden(evaluator: EvaluatorProcess, place: str) -> None:
    reply = ask(evaluator, ELEMENT, place=place.format(today=evaluator.today()))
    assert reply.status == 403


def test_the_publisher_may_ask_for_every_purpose(evaluator: EvaluatorProcess) -> None:
    assert ask(evaluator, ELEMENT, point="register", place=f"{CENTRE}/{evaluator.today()}").status == 200


def test_a_credential_that_does_not_hold_is_refused(evaluator: EvaluatorProcess) -> None:
    now = time.time()
    other = credential.issue(KEYS["border-1"], "border-1", Audience.REGISTER, now=int(now), identifier="a")
    wrong = {
        "expired": token(KEYS["border-1"], "border-1", at=now - 301),
        "future": token(KEYS["border-1"], "border-1", at=now + 3600),
        "for the register": other,
        "another's key": token(KEYS["stranger"], "border-1"),
        "a stranger": token(KEYS["stranger"], "stranger"),
        "nonsense": "a.b.c",
        "missing": "",
    }
    answers = {name: ask(evaluator, ELEMENT, credential_=held) for name, held in wrong.items()}
    assert {name: reply.status for name, reply in answers.items()} == dict.fromkeys(wrong, 401)
    assert all(reply.headers["WWW-Authenticate"] == "Bearer" for reply in answers.values())


def test_a_kept_credential_ends_when_it_expires(evaluator: EvaluatorProcess) -> None:
    short = token(KEYS["border-1"], "border-1", at=time.time() - credential.LIFETIME + 2)
    assert ask(evaluator, ELEMENT, credential_=short).status == 200
    time.sleep(2.1)
    assert ask(evaluator, ELEMENT, credential_=short).status == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\1" * 31, 400),
        (b"\1" * 33, 400),
        (bytes(32), 400),  # the identity
        (b"\xff" * 32, 400),  # not canonical
        (ELEMENT + bytes(32), 400),
        (ELEMENT * 11, 413),  # more than a desk's burst
        (ELEMENT * 65_536, 413),  # more than a proof can cover
    ],
    ids=["empty", "short", "long", "identity", "not canonical", "one of two", "burst", "too many"],
)
def test_a_malformed_body_is_refused(evaluator: EvaluatorProcess, body: bytes, status: int) -> None:
    point = "register" if len(body) > 32 * 65_535 else "border-2"
    assert ask(evaluator, body, point=point).status == status


def test_addresses_and_methods_that_do_not_exist(evaluator: EvaluatorProcess) -> None:
    assert ask(evaluator, ELEMENT, place="border-departure").status == 404
    assert ask(evaluator, ELEMENT, place="metro-gate/2026-11-25").status == 404
    assert ask(evaluator, ELEMENT, place="border-departure/today").status == 404
    assert ask(evaluator, ELEMENT, method="PUT").status == 405
    assert POOL.request("GET", evaluator.url + "/").status == 404
    assert POOL.request("POST", evaluator.url + "/v1/keys").status == 405


def test_a_desk_is_held_to_a_persons_pace(evaluator: EvaluatorProcess) -> None:
    answers = [ask(evaluator, ELEMENT, point="border-3") for _ in range(11)]
    assert [reply.status for reply in answers] == [200] * 10 + [429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 3
    assert ask(evaluator, ELEMENT, point="register").status == 200


def test_large_and_small_batches_go_side_by_side(evaluator: EvaluatorProcess) -> None:
    large = b"".join(blinded([bytes([number]) for number in range(200)])[1]) * 5
    with ThreadPoolExecutor(8) as threads:
        bodies = [large, ELEMENT] * 8
        answers = list(threads.map(lambda body: ask(evaluator, body, point="register"), bodies))
    assert [len(reply.data) for reply in answers] == [32 * 1000 + 64, 96] * 8


def test_a_new_point_is_known_without_a_restart_and_a_removed_one_is_not(tmp_path: Path) -> None:
    process = EvaluatorProcess(tmp_path, [listed("border-1", BORDER, KEYS["border-1"])]).start()
    try:
        assert ask(process, ELEMENT, point="border-1").status == 200
        assert ask(process, ELEMENT, point="border-2").status == 401
        process.list([listed("border-2", BORDER, KEYS["border-2"])])
        time.sleep(1.2)
        assert ask(process, ELEMENT, point="border-2").status == 200
        assert ask(process, ELEMENT, point="border-1").status == 401
        process.manifest.write_text("[")
        time.sleep(1.2)
        assert ask(process, ELEMENT, point="border-2").status == 200
    finally:
        process.stop()


def test_nothing_that_was_asked_is_in_the_log(evaluator: EvaluatorProcess) -> None:
    ask(evaluator, ELEMENT, point="border-2")
    ask(evaluator, b"\xff" * 32, point="border-2")
    log = evaluator.log.read_text()
    assert "border-departure" in log  # the keys that were made
    for trace in (ELEMENT.hex(), "ff" * 32, "POST", "/v1/evaluate", "Bearer", "border-2"):
        assert trace not in log
