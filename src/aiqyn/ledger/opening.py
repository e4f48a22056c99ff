"""An opened leaf: content and salt, and the proof that their commitment stands in a signed ledger."""

from __future__ import annotations

import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiqyn.ledger import tree
from aiqyn.ledger.checkpoint import Checkpoint
from aiqyn.ledger.commitment import canonical_json, commitment
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteVerifier

_FIELDS = {"content", "salt", "index", "proof", "checkpoint"}
_MOST_STEPS = 64


@dataclass(frozen=True, slots=True)
class OpenedLeaf:
    """`salt` is 32 bytes, `proof` hashes from the leaf upwards, `checkpoint` a signed note.

    A leaf that the sequencer has not placed yet is pending: no index, no proof, an empty checkpoint.
    """

    content: Mapping[str, Any]
    salt: bytes
    index: int | None
    proof: tuple[bytes, ...]
    checkpoint: str

    @property
    def pending(self) -> bool:
        """Whether the leaf has no place in the ledger yet."""
        return self.index is None

    @property
    def commitment(self) -> bytes:
        """The 32 bytes that content and salt commit to."""
        return commitment(self.salt, canonical_json(self.content))

    def matches_commitment(self, expected: bytes) -> bool:
        """Whether content and salt open this commitment."""
        return self.commitment == expected

    def verify(self, verifiers: Sequence[NoteVerifier]) -> Checkpoint:
        """The signed checkpoint under which the leaf stands. LedgerError when it does not, or is pending.

        The verifier that signed must have the checkpoint's origin as its name: a key signs its own ledger only.
        """
        if self.index is None:
            raise LedgerError("the leaf has no place in the ledger yet")
        checkpoint = Checkpoint.open(self.checkpoint, verifiers)
        leaf = tree.leaf_hash(self.commitment)
        tree.verify_inclusion(leaf, self.index, checkpoint.size, self.proof, checkpoint.root)
        return checkpoint

    def to_json(self) -> dict[str, Any]:
        """The opened leaf as JSON values; bytes in hex."""
        return {
            "content": dict(self.content),
            "salt": self.salt.hex(),
            "index": self.index,
            "proof": [step.hex() for step in self.proof],
            "checkpoint": self.checkpoint,
        }

    @classmethod
    def from_json(cls, document: object) -> OpenedLeaf:
        """Read what `to_json` wrote; LedgerError names the field that is wrong."""
        if not isinstance(document, dict) or set(document) != _FIELDS:
            raise LedgerError("an opened leaf has content, salt, index, proof, checkpoint")
        content, index, proof = document["content"], document["index"], document["proof"]
        if not isinstance(content, dict):
            raise LedgerError("content: must be an object")
        if index is not None and (not isinstance(index, int) or isinstance(index, bool) or index < 0):
            raise LedgerError("index: must be a whole number or null")
        if not isinstance(proof, list) or len(proof) > _MOST_STEPS:
            raise LedgerError("proof: must be a list of hashes")
        if not isinstance(document["checkpoint"], str):
            raise LedgerError("checkpoint: must be a text")
        if index is None and (proof or document["checkpoint"]):
            raise LedgerError("index: a leaf without a place has no proof and no checkpoint")
        salt = _bytes(document["salt"], "salt")
        steps = tuple(_bytes(step, "proof") for step in proof)
        return cls(content, salt, index, steps, document["checkpoint"])


def _bytes(value: object, field: str) -> bytes:
    if not isinstance(value, str) or len(value) != 64:
        raise LedgerError(f"{field}: must be 32 bytes in hex")
    try:
        raw = binascii.unhexlify(value)
    except (binascii.Error, ValueError) as error:
        raise LedgerError(f"{field}: must be 32 bytes in hex") from error
    if raw.hex() != value:
        raise LedgerError(f"{field}: must be lower-case hex")
    return raw
