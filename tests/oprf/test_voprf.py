"""Asking and answering: both roads to an output agree, and everything has its count."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn import oprf
from aiqyn.oprf import KeyPair, OprfError, SecretKey
from tests.oprf.asking import KEY, OTHER_KEY, exchange, plus_order, scalar


@given(st.lists(st.binary(max_size=80), min_size=1, max_size=5), st.integers(1, 2**250))
def test_blinding_changes_nothing(inputs: list[bytes], start: int) -> None:
    scalars = [scalar(start + number) for number in range(len(inputs))]
    blinded = oprf.blind(inputs, scalars)
    evaluation = oprf.evaluate(KEY, blinded, scalar(start + 99))
    outputs = oprf.finalize(inputs, scalars, blinded, evaluation, KEY.public)
    assert outputs == [oprf.evaluate_directly(KEY, text) for text in inputs]


def test_an_element_depends_on_input_and_scalar() -> None:
    elements = {oprf.blind([text], [scalar(k)])[0] for text in (b"one", b"two") for k in (5, 6)}
    assert len(elements) == 4


def test_an_output_depends_on_input_and_key() -> None:
    outputs = {oprf.evaluate_directly(key, text) for key in (KEY, OTHER_KEY) for text in (b"one", b"two")}
    assert len(outputs) == 4
    assert all(len(output) == 64 for output in outputs)


def test_keys_depend_on_seed_and_purpose() -> None:
    pairs = {oprf.derive_key_pair(seed * 32, purpose).public for seed in (b"\1", b"\2") for purpose in (b"a", b"b")}
    assert len(pairs) == 4
    for seed in (b"", bytes(31), bytes(33)):
        with pytest.raises(OprfError):
            oprf.derive_key_pair(seed, b"")
    with pytest.raises(OprfError):
        oprf.derive_key_pair(bytes(32), bytes(65536))


def test_a_key_pair_is_one_pair() -> None:
    with pytest.raises(OprfError):
        KeyPair(KEY.secret, OTHER_KEY.public)
    with pytest.raises(OprfError):
        KeyPair(SecretKey(plus_order(KEY.secret)), KEY.public)


def test_a_key_pair_does_not_show_its_secret() -> None:
    for shown in (repr(KEY), str(KEY), f"{KEY}"):
        assert KEY.secret.hex() not in shown
        assert repr(bytes(KEY.secret)) not in shown


def test_a_batch_has_1_to_65535_elements() -> None:
    one = exchange(1).blinded
    with pytest.raises(OprfError):
        oprf.blind([], [])
    with pytest.raises(OprfError):
        oprf.parse_elements(b"")
    with pytest.raises(OprfError):
        oprf.evaluate(KEY, [], scalar(77))
    with pytest.raises(OprfError):
        oprf.evaluate(KEY, one * (oprf.MAX_BATCH + 1), scalar(77))
    with pytest.raises(OprfError):
        oprf.parse_elements(one[0] * (oprf.MAX_BATCH + 1))
    assert len(oprf.parse_elements(one[0] * 300)) == 300


def test_counts_agree() -> None:
    with pytest.raises(OprfError):
        oprf.blind([b"x", b"y"], [scalar(5)])
    for name in ("inputs", "scalars", "blinded"):
        asked = exchange(3)
        getattr(asked, name).pop()
        with pytest.raises(OprfError):
            asked.finalize()


def test_an_input_is_under_65536_bytes() -> None:
    assert oprf.blind([b"x" * 65535], [scalar(5)])
    for call in (lambda: oprf.blind([b"x" * 65536], [scalar(5)]), lambda: oprf.evaluate_directly(KEY, b"x" * 65536)):
        with pytest.raises(OprfError):
            call()


def test_another_scalar_or_input_gives_another_output() -> None:
    """Nothing says so: that only the right blind gives the output is the asker's own business."""
    good, wrong = exchange(1), exchange(1)
    wrong.scalars = [scalar(4)]
    assert wrong.finalize() != good.finalize()


def test_threads_evaluate_side_by_side() -> None:
    asked = exchange(4)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: oprf.evaluate(KEY, asked.blinded, scalar(77)), range(64)))
    assert all(answer == asked.evaluation for answer in answers)
