"""The vectors of RFC 9497, Appendix A.1.2, and everything that must be refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn import oprf
from aiqyn.oprf import group
from aiqyn.oprf.group import Element, Scalar
from aiqyn.oprf.hashing import expand_message_xmd

ROOT = Path(__file__).resolve().parents[2]
RFC = json.loads((ROOT / "spec" / "vectors" / "oprf-rfc9497-a12.json").read_text())
# The order of the group, little-endian: 2^252 + 27742317777372353535851937790883648493.
ORDER = (2**252 + 27742317777372353535851937790883648493).to_bytes(32, "little")
KEY = oprf.derive_key_pair(b"\x01" * 32, b"test")


def scalar(number: int) -> Scalar:
    return oprf.scalar_from_uniform(number.to_bytes(64, "little"))


def asked(count: int = 3) -> tuple[list[bytes], list[Scalar], list[Element], oprf.Evaluation]:
    inputs = [b"input %d" % n for n in range(count)]
    scalars = [scalar(1000 + n) for n in range(count)]
    blinded = oprf.blind(inputs, scalars)
    return inputs, scalars, blinded, oprf.evaluate(KEY, blinded, scalar(77))


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


def test_expand_message_xmd_of_rfc_9380() -> None:
    """RFC 9380, K.3: expand_message_xmd with SHA-512, the empty message, 32 bytes."""
    tag = b"QUUX-V01-CS02-with-expander-SHA512-256"
    expected = "6b9a7312411d92f921c6f68ca0b6380730a1a4d982c507211a90964c394179ba"
    assert expand_message_xmd(b"", tag, 32).hex() == expected


@pytest.mark.parametrize(
    "encoded",
    [
        bytes(32),  # the identity
        b"\xff" * 32,
        (2**255 - 19).to_bytes(32, "little"),  # zero, written as the field's prime
        (2**255 - 18).to_bytes(32, "little"),
        b"\x01" + bytes(31),  # a negative field element
        b"\x02" * 31,
        b"\x02" * 33,
    ],
)
def test_elements_that_are_none(encoded: bytes) -> None:
    with pytest.raises(oprf.OprfError):
        oprf.parse_elements(encoded)
    inputs, scalars, blinded, evaluation = asked(1)
    with pytest.raises(oprf.OprfError):
        oprf.finalize(inputs, scalars, blinded, oprf.Evaluation([Element(encoded)], evaluation.proof), KEY.public)
    with pytest.raises(oprf.OprfError):
        oprf.finalize(inputs, scalars, blinded, evaluation, oprf.PublicKey(encoded))


@pytest.mark.parametrize(
    "encoded", [ORDER, b"\xff" * 32, (int.from_bytes(ORDER, "little") + 1).to_bytes(32, "little"), bytes(32)]
)
def test_scalars_that_are_none(encoded: bytes) -> None:
    with pytest.raises(oprf.OprfError):
        oprf.blind([b"x"], [Scalar(encoded)])
    _, _, blinded, _ = asked(1)
    with pytest.raises(oprf.OprfError):
        oprf.evaluate(KEY, blinded, Scalar(encoded))


def test_uniform_bytes_that_reduce_to_zero() -> None:
    for uniform in (bytes(64), ORDER + bytes(32)):
        with pytest.raises(oprf.OprfError):
            oprf.scalar_from_uniform(uniform)


Change = Callable[[oprf.Evaluation], oprf.Evaluation]


def flip(proof: bytes, at: int) -> bytes:
    return proof[:at] + bytes([proof[at] ^ 1]) + proof[at + 1 :]


@pytest.mark.parametrize(
    "change",
    [
        lambda e: oprf.Evaluation(e.elements[1:] + e.elements[:1], e.proof),
        lambda e: oprf.Evaluation([e.elements[0]] * 3, e.proof),
        lambda e: oprf.Evaluation(e.elements[:2], e.proof),
        lambda e: oprf.Evaluation(e.elements, bytes(64)),
        lambda e: oprf.Evaluation(e.elements, e.proof[:63]),
        lambda e: oprf.Evaluation(e.elements, e.proof + b"\0"),
        lambda e: oprf.Evaluation(e.elements, e.proof[32:] + e.proof[:32]),
        lambda e: oprf.Evaluation(e.elements, flip(e.proof, 0)),
        lambda e: oprf.Evaluation(e.elements, flip(e.proof, 40)),
        lambda e: oprf.Evaluation(e.elements, ORDER + e.proof[32:]),
        lambda e: oprf.Evaluation(e.elements, e.proof[:32] + ORDER),
    ],
    ids="swapped repeated fewer zero short long exchanged challenge response challenge-over-L response-over-L".split(),
)
def test_proofs_that_do_not_hold(change: Change) -> None:
    inputs, scalars, blinded, evaluation = asked()
    with pytest.raises(oprf.OprfError):
        oprf.finalize(inputs, scalars, blinded, change(evaluation), KEY.public)


def test_a_proof_of_another_key_does_not_hold() -> None:
    inputs, scalars, blinded, evaluation = asked()
    other = oprf.derive_key_pair(b"\x02" * 32, b"test")
    with pytest.raises(oprf.OprfError):
        oprf.finalize(inputs, scalars, blinded, evaluation, other.public)
    mixed = oprf.evaluate(other, blinded, scalar(78)).elements[:1] + evaluation.elements[1:]
    with pytest.raises(oprf.OprfError):
        oprf.finalize(inputs, scalars, blinded, oprf.Evaluation(mixed, evaluation.proof), KEY.public)


def test_batches_have_a_size() -> None:
    with pytest.raises(oprf.OprfError):
        oprf.blind([], [])
    with pytest.raises(oprf.OprfError):
        oprf.parse_elements(b"")
    one = oprf.blind([b"x"], [scalar(5)])[0]
    with pytest.raises(oprf.OprfError):
        oprf.parse_elements(one * (oprf.MAX_BATCH + 1))
    with pytest.raises(oprf.OprfError):
        oprf.blind([b"x" * 65536], [scalar(5)])


@given(st.lists(st.binary(min_size=1, max_size=80), min_size=1, max_size=5), st.integers(1, 2**250))
def test_blinding_changes_nothing(inputs: list[bytes], start: int) -> None:
    scalars = [scalar(start + n) for n in range(len(inputs))]
    blinded = oprf.blind(inputs, scalars)
    evaluation = oprf.evaluate(KEY, blinded, scalar(start + 99))
    outputs = oprf.finalize(inputs, scalars, blinded, evaluation, KEY.public)
    assert outputs == [oprf.evaluate_directly(KEY, text) for text in inputs]


def test_a_key_pair_does_not_show_its_secret() -> None:
    assert KEY.secret.hex() not in repr(KEY)


def test_the_wheels_library_agrees_and_leaves_no_file(tmp_path: Path) -> None:
    code = (
        "from aiqyn import oprf; k = oprf.derive_key_pair(b'\\x01' * 32, b'test');"
        "s = oprf.scalar_from_uniform((5).to_bytes(64, 'little')); b = oprf.blind([b'x'], [s]);"
        "e = oprf.evaluate(k, b, s); print(oprf.finalize([b'x'], [s], b, e, k.public)[0].hex())"
    )
    outputs = set()
    for choice in ("wheel", "system"):
        environment = {**os.environ, "AIQYN_LIBSODIUM": choice, "TMPDIR": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert list(tmp_path.iterdir()) == []
