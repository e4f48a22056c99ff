"""Checkpoints (C2SP tlog-checkpoint): the origin, size and root of a ledger, to be signed as a note."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import decode_base64

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`origin` is the ledger's unique name, `size` the number of leaves, `root` 32 bytes."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read a checkpoint's text; extension lines after the third are passed over. LedgerError names the line."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1]:
            raise LedgerError("a checkpoint must have three lines")
        if not lines[0]:
            raise LedgerError("a checkpoint's origin is missing")
        if not _SIZE.fullmatch(lines[1]):
            raise LedgerError("a checkpoint's size must be a decimal number without leading zeros")
        root = decode_base64(lines[2])
        if len(root) != 32:
            raise LedgerError("a checkpoint's root must be 32 bytes")
        if not all(lines[3:-1]):
            raise LedgerError("a checkpoint's extension lines must not be empty")
        return cls(lines[0], int(lines[1]), root)


def parse(text: str) -> Checkpoint:
    """Read a checkpoint's text."""
    return Checkpoint.parse(text)
