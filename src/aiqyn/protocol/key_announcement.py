"""The announcement of a day's public key: a ledger leaf, opened, so that every desk is asked under the same
key.

An evaluator that gave one desk a key of its own could recognise that desk's questions in the register's
tokens; a key that stands in the ledger is the same for everyone.
"""

from __future__ import annotations

from datetime import date

from aiqyn.law import Purpose
from aiqyn.ledger.checkpoint import Checkpoint
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteVerifier
from aiqyn.ledger.opening import OpenedLeaf
from aiqyn.oprf import PublicKey
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.leaves import KeyLeaf


def verify(opened: OpenedLeaf, purpose: Purpose, day: date, verifier: NoteVerifier) -> tuple[PublicKey, Checkpoint]:
    """The public key of a purpose and a day, and the signed checkpoint under which its leaf stands."""
    try:
        checkpoint = opened.verify([verifier])
    except LedgerError as error:
        raise ProtocolError("key", "its leaf is not in the ledger") from error
    leaf = KeyLeaf.read(opened.content)
    if leaf.purpose is not purpose or leaf.day != day:
        raise ProtocolError("key", "is announced for another purpose or day")
    return PublicKey(leaf.public_key), checkpoint
