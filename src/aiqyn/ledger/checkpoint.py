"""Checkpoints (C2SP tlog-checkpoint): the origin, size and root of a ledger, to be signed as a note."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteVerifier, decode_base64, open_note, split_note

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_ROOT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`origin` is the ledger's unique name, `size` the number of leaves (under 2^63), `root` 32 bytes."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin or "\n" in self.origin:
            raise LedgerError("a checkpoint's origin must be one line of text")
        if not 0 <= self.size < 2**63:
            raise LedgerError("a checkpoint's size must be from 0 to 2^63 - 1")
        if len(self.root) != _ROOT_BYTES:
            raise LedgerError("a checkpoint's root must be 32 bytes")

    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read a checkpoint's text; extension lines after the third are passed over. LedgerError names the line."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1]:
            raise LedgerError("a checkpoint must have three lines")
        if not _SIZE.fullmatch(lines[1]):
            raise LedgerError("a checkpoint's size must be a decimal number without leading zeros")
        if not all(lines[3:-1]):
            raise LedgerError("a checkpoint's extension lines must not be empty")
        return cls(lines[0], int(lines[1]), decode_base64(lines[2]))

    @classmethod
    def open(cls, note: str, verifiers: Sequence[NoteVerifier]) -> Checkpoint:
        """The checkpoint in a note, signed by the one of the verifiers that has its origin as name.

        A key signs its own ledger only: the signature of another known key, over this origin, counts for nothing.
        """
        checkpoint = cls.unverified(note)
        own = [verifier for verifier in verifiers if verifier.name == checkpoint.origin]
        if not own:
            raise LedgerError("the checkpoint is of another ledger")
        open_note(note, own)
        return checkpoint

    @classmethod
    def unverified(cls, note: str) -> Checkpoint:
        """The checkpoint in a note of one's own folder. From anybody else, use `open`."""
        return cls.parse(split_note(note)[0])


def parse(text: str) -> Checkpoint:
    """Read a checkpoint's text."""
    return Checkpoint.parse(text)
