"""What is no element and no scalar passes no door of the room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn import oprf
from aiqyn.oprf import Element, Evaluation, OprfError, PublicKey, Scalar, SecretKey, group
from tests.oprf.asking import KEY, ORDER, Exchange, exchange, scalar, vectors

REFUSED = vectors("oprf-refused.json")
ONE = scalar(1)


def hexes(kind: str) -> list[bytes]:
    return [bytes.fromhex(case["hex"]) for case in REFUSED[kind]]


def names(kind: str) -> list[str]:
    return [f"{case['why']}: {case['hex'][:8]}" for case in REFUSED[kind]]


@pytest.mark.parametrize("encoded", hexes("elements"), ids=names("elements"))
class TestNoElement:
    def test_is_none(self, encoded: bytes) -> None:
        with pytest.raises(OprfError):
            group.element(encoded)

    def test_is_not_parsed(self, encoded: bytes) -> None:
        good = exchange(1).blinded[0]
        for body in (encoded, good + encoded):
            # An empty tail is a good body.
            if body != good:
                with pytest.raises(OprfError):
                    oprf.parse_elements(body)

    def test_is_not_evaluated(self, encoded: bytes) -> None:
        """Even when the caller forgot to parse it."""
        with pytest.raises(OprfError):
            oprf.evaluate(KEY, [exchange(1).blinded[0], Element(encoded)], scalar(77))

    def test_is_no_evaluated_element(self, encoded: bytes) -> None:
        asked = exchange(2)
        asked.evaluation.elements[1] = Element(encoded)
        with pytest.raises(OprfError):
            asked.finalize()

    def test_is_no_blinded_element(self, encoded: bytes) -> None:
        asked = exchange(2)
        asked.blinded[1] = Element(encoded)
        with pytest.raises(OprfError):
            asked.finalize()

    def test_is_no_public_key(self, encoded: bytes) -> None:
        asked = exchange(1)
        asked.public = PublicKey(encoded)
        with pytest.raises(OprfError):
            asked.finalize()
        with pytest.raises(OprfError):
            oprf.KeyPair(KEY.secret, PublicKey(encoded))


@pytest.mark.parametrize("encoded", hexes("scalars"), ids=names("scalars"))
class TestNoScalar:
    def test_is_none(self, encoded: bytes) -> None:
        with pytest.raises(OprfError):
            group.nonzero(encoded)

    def test_blinds_nothing(self, encoded: bytes) -> None:
        with pytest.raises(OprfError):
            oprf.blind([b"x", b"y"], [ONE, Scalar(encoded)])

    def test_unblinds_nothing(self, encoded: bytes) -> None:
        asked = exchange(2)
        asked.scalars[1] = Scalar(encoded)
        with pytest.raises(OprfError):
            asked.finalize()

    def test_is_no_nonce(self, encoded: bytes) -> None:
        with pytest.raises(OprfError):
            oprf.evaluate(KEY, exchange(1).blinded, Scalar(encoded))

    def test_is_no_secret_key(self, encoded: bytes) -> None:
        with pytest.raises(OprfError):
            oprf.KeyPair(SecretKey(encoded), KEY.public)

    def test_is_no_half_of_a_proof(self, encoded: bytes) -> None:
        asked = exchange(1)
        proof = asked.evaluation.proof
        for changed in (encoded + proof[32:], proof[:32] + encoded):
            with pytest.raises(OprfError):
                Exchange(**{**vars(asked), "evaluation": Evaluation(asked.evaluation.elements, changed)}).finalize()


def test_zero_is_a_scalar_but_no_secret() -> None:
    assert group.scalar(bytes(32)) == bytes(32)
    with pytest.raises(OprfError):
        group.nonzero(bytes(32))


def test_the_largest_scalar() -> None:
    largest = (int.from_bytes(ORDER, "little") - 1).to_bytes(32, "little")
    assert group.nonzero(largest) == largest
    # -1 times -1.
    assert group.scalar_multiply(Scalar(largest), Scalar(largest)) == ONE


@pytest.mark.parametrize("uniform", [bytes(64), ORDER + bytes(32), bytes(63), bytes(65), b""])
def test_uniform_bytes_that_make_no_scalar(uniform: bytes) -> None:
    with pytest.raises(OprfError):
        oprf.scalar_from_uniform(uniform)


@given(st.lists(st.integers(1, 2**250).map(scalar), max_size=12))
def test_the_shared_inversion_is_the_inversion_of_each(scalars: list[Scalar]) -> None:
    assert group.invert_all(scalars) == [group.invert(k) for k in scalars]


def test_zero_has_no_inverse() -> None:
    for scalars in ([Scalar(bytes(32))], [ONE, Scalar(bytes(32)), ONE]):
        with pytest.raises(OprfError):
            group.invert_all(scalars)


def test_a_refusal_does_not_repeat_what_was_refused() -> None:
    odd = b"\x03" + b"\x77" * 31
    for call in (group.element, group.nonzero, oprf.parse_elements):
        with pytest.raises(OprfError) as refused:
            call(odd)
        assert "77" not in str(refused.value)
