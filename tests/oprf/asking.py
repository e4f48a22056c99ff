"""What the tests of this room share: a key, scalars that are no secret, and one batch that was asked and answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiqyn import oprf
from aiqyn.oprf import Element, Evaluation, Scalar

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "spec" / "vectors"
KEY = oprf.derive_key_pair(b"\x01" * 32, b"test")
OTHER_KEY = oprf.derive_key_pair(b"\x02" * 32, b"test")
# The order of the group, little-endian.
ORDER = (2**252 + 27742317777372353535851937790883648493).to_bytes(32, "little")


def vectors(name: str) -> dict[str, Any]:
    """A file of `spec/vectors`."""
    loaded: dict[str, Any] = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    return loaded


def scalar(number: int) -> Scalar:
    """The scalar of a number."""
    return oprf.scalar_from_uniform(number.to_bytes(64, "little"))


def plus_order(encoded: bytes) -> bytes:
    """The same scalar once more, written so that only a careless reader takes it."""
    return (int.from_bytes(encoded, "little") + int.from_bytes(ORDER, "little")).to_bytes(32, "little")


@dataclass
class Exchange:
    """A batch on its way: change anything, then finalize."""

    inputs: list[bytes]
    scalars: list[Scalar]
    blinded: list[Element]
    evaluation: Evaluation
    public: oprf.PublicKey = KEY.public

    def finalize(self) -> list[bytes]:
        """The client's last step."""
        return oprf.finalize(self.inputs, self.scalars, self.blinded, self.evaluation, self.public)


def exchange(count: int = 3) -> Exchange:
    """`count` inputs, blinded, and evaluated under KEY."""
    inputs = [b"input %d" % number for number in range(count)]
    scalars = [scalar(1000 + number) for number in range(count)]
    blinded = oprf.blind(inputs, scalars)
    return Exchange(inputs, scalars, blinded, oprf.evaluate(KEY, blinded, scalar(77)))
