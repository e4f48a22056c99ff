"""Open a leaf of the register: its content and salt, and the proof that it stands in the published ledger."""

from __future__ import annotations

import json
from pathlib import Path

from aiqyn import ledger
from aiqyn.register.queries.check import StoredLeaf


class Opener:
    """Opens leaves under the newest checkpoint in the ledger's public folder."""

    def __init__(self, folder: Path) -> None:
        self._store = ledger.TileStore(folder)

    def open(self, leaf: StoredLeaf) -> ledger.OpenedLeaf:
        """The leaf with its inclusion proof; without index and proof while the sequencer has not placed it."""
        content = json.loads(leaf.content)
        signed = self._store.signed_checkpoint()
        if leaf.index is None or signed is None:
            return ledger.OpenedLeaf(content=content, salt=leaf.salt, index=None, proof=(), checkpoint="")
        size = ledger.Checkpoint.parse(signed.partition("\n\n")[0] + "\n").size
        if leaf.index >= size:
            return ledger.OpenedLeaf(content=content, salt=leaf.salt, index=None, proof=(), checkpoint="")
        proof = ledger.inclusion_proof(leaf.index, size, self._store.read_at(size))
        return ledger.OpenedLeaf(
            content=content, salt=leaf.salt, index=leaf.index, proof=tuple(proof), checkpoint=signed
        )
