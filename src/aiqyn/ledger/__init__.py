"""What cannot be unsaid: the RFC 6962 tree, C2SP tiles and checkpoints, proofs."""

from aiqyn.ledger.checkpoint import Checkpoint
from aiqyn.ledger.commitment import canonical_json, commitment
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteSigner, NoteVerifier, open_note
from aiqyn.ledger.opening import OpenedLeaf
from aiqyn.ledger.store import TileStore
from aiqyn.ledger.tree import (
    HashReader,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "Checkpoint", "HashReader", "LedgerError", "NoteSigner", "NoteVerifier", "OpenedLeaf", "TileStore",
    "canonical_json", "commitment", "consistency_proof", "inclusion_proof", "leaf_hash", "open_note", "root",
    "verify_consistency", "verify_inclusion",
]  # fmt: skip
