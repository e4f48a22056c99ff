"""OAuth 2.0 client credentials with private_key_jwt at the evaluator, as a standard client speaks it."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn.law import Purpose
from aiqyn.protocol import access, routes
from tests.evaluator.process import POOL, EvaluatorProcess, listed, token
from tests.evaluator.test_application import ELEMENT

BORDER, CENTRE = Purpose.BORDER_DEPARTURE, Purpose.PUBLIC_SERVICE_CENTRE
KEYS = {name: Ed25519PrivateKey.generate() for name in ("border-1", "border-2", "publisher", "stranger")}


@pytest.fixture(scope="module")
def evaluator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvaluatorProcess]:
    points = [listed(name, None if name == "publisher" else BORDER, KEYS[name]) for name in KEYS if name != "stranger"]
    process = EvaluatorProcess(tmp_path_factory.mktemp("evaluator"), points, workers=2).start()
    yield process
    process.stop()


def grant(evaluator: EvaluatorProcess, point: str = "border-1", **changes: str) -> urllib3.BaseHTTPResponse:
    fields = access.request(token(KEYS[point], point)) | changes
    return POOL.request(
        "POST",
        evaluator.url + routes.GRANT,
        body=urlencode({name: value for name, value in fields.items() if value}),
        headers={"Content-Type": access.FORM},
    )


def use(evaluator: EvaluatorProcess, held: str, purpose: Purpose = BORDER) -> urllib3.BaseHTTPResponse:
    url = f"{evaluator.url}/v1/evaluate/{purpose}/{evaluator.today()}"
    return POOL.request("POST", url, body=ELEMENT, headers={"Authorization": f"Bearer {held}"})


def test_a_standard_client_gets_an_access_token_for_its_purpose(evaluator: EvaluatorProcess) -> None:
    reply = grant(evaluator, client_id="border-1", scope="border-departure")
    assert reply.status == 200
    document: dict[str, Any] = reply.json()
    assert (document["token_type"], document["scope"]) == ("Bearer", "border-departure")
    assert 0 < document["expires_in"] <= 300
    assert reply.headers["Cache-Control"] == "no-store"
    # Every process takes it.
    assert {use(evaluator, document["access_token"]).status for _ in range(8)} == {200}
    assert use(evaluator, document["access_token"], CENTRE).status == 403


def test_the_publisher_has_a_scope_of_its_own(evaluator: EvaluatorProcess) -> None:
    document: dict[str, Any] = grant(evaluator, "publisher").json()
    assert document["scope"] == "publisher"
    assert use(evaluator, document["access_token"], CENTRE).status == 200


def test_an_assertion_is_taken_once_by_whichever_process(evaluator: EvaluatorProcess) -> None:
    assertion = token(KEYS["border-1"], "border-1")
    replies = [grant(evaluator, client_assertion=assertion) for _ in range(8)]
    assert [reply.status for reply in replies] == [200] + [401] * 7
    assert replies[-1].json() == {"error": "invalid_client"}


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "unsupported_grant_type"),
        ({"client_assertion_type": "saml"}, 400, "invalid_request"),
        ({"client_assertion": ""}, 400, "invalid_request"),
        ({"surprise": "1"}, 400, "invalid_request"),
        ({"scope": "public-service-centre"}, 400, "invalid_scope"),
        ({"client_id": "border-2"}, 401, "invalid_client"),
        ({"client_assertion": "a.b.c"}, 401, "invalid_client"),
    ],
)
def test_what_is_refused(evaluator: EvaluatorProcess, changes: dict[str, str], status: int, code: str) -> None:
    reply = grant(evaluator, **changes)
    assert (reply.status, json.loads(reply.data)) == (status, {"error": code})


def test_a_stranger_gets_nothing(evaluator: EvaluatorProcess) -> None:
    assert grant(evaluator, "stranger").status == 401
    forged = token(KEYS["stranger"], "border-1")
    assert grant(evaluator, client_assertion=forged).status == 401
    old = token(KEYS["border-1"], "border-1", at=time.time() - 400)
    assert grant(evaluator, client_assertion=old).status == 401


def test_a_token_that_was_changed_is_nothing(evaluator: EvaluatorProcess) -> None:
    held: str = grant(evaluator).json()["access_token"]
    content, mac = held.split(".")
    document = json.loads(base64.urlsafe_b64decode(content + "=="))
    wide = base64.urlsafe_b64encode(json.dumps(document | {"scope": "publisher"}).encode()).rstrip(b"=").decode()
    for wrong in (f"{wide}.{mac}", f"{content}.{mac[:-2]}AA", f"{content}.", "e30.e30", ".", "a.ü", "x" * 5_000 + ".y"):
        assert use(evaluator, wrong.encode("utf-8").decode("latin-1")).status == 401, wrong[:40]


def test_a_token_ends_with_the_enrolment(tmp_path_factory: pytest.TempPathFactory) -> None:
    process = EvaluatorProcess(tmp_path_factory.mktemp("e"), [listed("border-1", BORDER, KEYS["border-1"])]).start()
    try:
        held: str = grant(process).json()["access_token"]
        assert use(process, held).status == 200
        process.list([listed("border-1", CENTRE, KEYS["border-1"])])
        time.sleep(1.2)
        assert use(process, held).status == 401
        process.list([])
        time.sleep(1.2)
        assert use(process, held).status == 401
    finally:
        process.stop()
