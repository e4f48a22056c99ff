"""Byte for byte: RFC 9497 (A.1.2), RFC 9380 (K.3), and the vectors of `spec/evaluation.md`."""

from __future__ import annotations

import re
from typing import Any

import pytest

from aiqyn import oprf
from aiqyn.oprf import group
from aiqyn.oprf.hashing import expand_message_xmd
from tests.oprf.asking import ROOT, vectors

RFC = vectors("oprf-rfc9497-a12.json")
EXCHANGE = vectors("oprf-exchange.json")


@pytest.mark.parametrize("vector", RFC["vectors"], ids=["A.1.2.1", "A.1.2.2", "A.1.2.3"])
def test_rfc_9497_appendix_a_1_2(vector: dict[str, Any]) -> None:
    key = oprf.derive_key_pair(bytes.fromhex(RFC["seed"]), bytes.fromhex(RFC["key_info"]))
    assert (key.secret.hex(), key.public.hex()) == (RFC["secret"], RFC["public"])
    inputs = [bytes.fromhex(text) for text in vector["input"]]
    scalars = [group.scalar(bytes.fromhex(text)) for text in vector["blind"]]
    blinded = oprf.blind(inputs, scalars)
    assert [point.hex() for point in blinded] == vector["blinded"]
    evaluation = oprf.evaluate(key, blinded, group.scalar(bytes.fromhex(vector["nonce"])))
    assert [point.hex() for point in evaluation.elements] == vector["evaluated"]
    assert evaluation.proof.hex() == vector["proof"]
    outputs = oprf.finalize(inputs, scalars, blinded, evaluation, key.public)
    assert [output.hex() for output in outputs] == vector["output"]
    assert [oprf.evaluate_directly(key, text).hex() for text in inputs] == vector["output"]


@pytest.mark.parametrize("case", EXCHANGE["cases"], ids=lambda case: case["name"])
def test_the_exchange_of_the_specification(case: dict[str, Any]) -> None:
    key = oprf.derive_key_pair(bytes.fromhex(EXCHANGE["seed"]), bytes.fromhex(EXCHANGE["info"]))
    assert (key.secret.hex(), key.public.hex()) == (EXCHANGE["secret"], EXCHANGE["public"])
    inputs = [bytes.fromhex(text) for text in case["inputs"]]
    scalars = [group.nonzero(bytes.fromhex(text)) for text in case["scalars"]]
    blinded = oprf.blind(inputs, scalars)
    assert b"".join(blinded).hex() == case["request"]
    assert oprf.parse_elements(bytes.fromhex(case["request"])) == blinded
    evaluation = oprf.evaluate(key, blinded, group.nonzero(bytes.fromhex(case["nonce"])))
    assert (b"".join(evaluation.elements) + evaluation.proof).hex() == case["reply"]
    assert len(case["request"]) // 2 == 32 * len(inputs)
    assert len(case["reply"]) // 2 == 32 * len(inputs) + 64
    outputs = oprf.finalize(inputs, scalars, blinded, evaluation, key.public)
    assert [output.hex() for output in outputs] == case["outputs"]


def test_the_example_of_the_specification_is_the_first_vector() -> None:
    example = (ROOT / "spec" / "evaluation.md").read_text(encoding="utf-8").partition("## The suite")[0]
    case = EXCHANGE["cases"][0]
    shown = re.findall(r"^ *([0-9a-f]{64})$", example, re.MULTILINE)
    assert "".join(shown) == case["request"] + case["reply"]
    shortened = {"scalars": case["scalars"][0], "public": EXCHANGE["public"], "output": case["outputs"][0]}
    found = re.findall(r"`([0-9a-f]{8,})…([0-9a-f]{6,})`", example)
    assert len(found) == len(shortened)
    for (head, tail), whole in zip(found, shortened.values(), strict=True):
        assert whole.startswith(head)
        assert whole.endswith(tail)


def test_the_exchange_asks_about_the_specified_keys() -> None:
    specified = {case["key"] for case in vectors("identifier-key.json")["good"]}
    assert {text for case in EXCHANGE["cases"] for text in case["inputs"]} <= specified


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (b"", "6b9a7312411d92f921c6f68ca0b6380730a1a4d982c507211a90964c394179ba"),
        (b"abc", "0da749f12fbe5483eb066a5f595055679b976e93abe9be6f0f6318bce7aca8dc"),
        (b"abcdef0123456789", "087e45a86e2939ee8b91100af1583c4938e0f5fc6c9db4b107b83346bc967f58"),
        (b"q128_" + b"q" * 128, "7336234ee9983902440f6bc35b348352013becd88938d2afec44311caf8356b3"),
        (
            b"",
            "41b037d1734a5f8df225dd8c7de38f851efdb45c372887be655212d07251b921"
            "b052b62eaed99b46f72f2ef4cc96bfaf254ebbbec091e1a3b9e4fb5e5b619d2e"
            "0c5414800a1d882b62bb5cd1778f098b8eb6cb399d5d9d18f5d5842cf5d13d7e"
            "b00a7cff859b605da678b318bd0e65ebff70bec88c753b159a805d2c89c55961",
        ),
    ],
)
def test_expand_message_xmd_of_rfc_9380(message: bytes, expected: str) -> None:
    tag = b"QUUX-V01-CS02-with-expander-SHA512-256"
    assert expand_message_xmd(message, tag, len(expected) // 2).hex() == expected


def test_expand_message_xmd_has_limits() -> None:
    assert len(expand_message_xmd(b"", b"t" * 255, 255 * 64)) == 255 * 64
    for tag, length in ((b"t" * 256, 64), (b"t", 255 * 64 + 1), (b"t", 0)):
        with pytest.raises(oprf.OprfError):
            expand_message_xmd(b"", tag, length)
