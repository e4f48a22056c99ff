"""A ledger in a folder: tiles, entry bundles and the signed checkpoint, written so that a crash harms nothing.

Tiles come first, the checkpoint last, each by an atomic rename after its bytes are on disk. What a crash leaves are
tiles beyond the checkpoint, which the next append of the same entries writes again, byte for byte.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from aiqyn.ledger import tiles, tree
from aiqyn.ledger.checkpoint import Checkpoint
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteSigner

Write = Callable[[Path, bytes], None]


def write_durably(file: Path, content: bytes) -> None:
    """Replace a file so that after a crash it is the old one or the new one, whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.part")
    with partial.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class TileStore:
    """The ledger in `folder`. One writer at a time; readers need none of its state."""

    def __init__(self, folder: Path, write: Write = write_durably) -> None:
        self._folder = folder
        self._write = write
        self.size = 0
        self.reload()

    def reload(self) -> None:
        """Go back to what the checkpoint says: after an error, what was appended since is appended again."""
        signed = self.signed_checkpoint()
        self.size = _of(signed).size if signed is not None else 0

    def signed_checkpoint(self) -> str | None:
        """The newest signed checkpoint, or None for a ledger that has none yet."""
        try:
            return (self._folder / "checkpoint").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def read_at(self, size: int) -> tree.HashReader:
        """A reader of subtree hashes in the tree of a size that the store has reached."""
        return tiles.reader(size, self._fetch)

    def append(self, entries: Sequence[bytes]) -> None:
        """Add entries (32 bytes each) in order. They count once `publish` has signed them."""
        if any(len(entry) != tree.HASH_BYTES for entry in entries):
            raise LedgerError("an entry must be 32 bytes")
        start = self.size
        self._extend("entries", start, [len(entry).to_bytes(2, "big") + entry for entry in entries])
        level, hashes = 0, [tree.leaf_hash(entry) for entry in entries]
        while hashes:
            begin = start >> tiles.HEIGHT * level
            whole = self._extend(level, begin, hashes)
            hashes = [tree.fold(_cut(tile)) for tile in whole]
            level += 1
        self.size = start + len(entries)

    def publish(self, signer: NoteSigner) -> Checkpoint:
        """Sign the tree as it stands, under the signer's name as origin, and make that the newest checkpoint."""
        checkpoint = Checkpoint(signer.name, self.size, tree.root(self.size, self.read_at(self.size)))
        self._write(self._folder / "checkpoint", signer.sign(checkpoint.text()).encode())
        return checkpoint

    def _extend(self, level: int | str, begin: int, added: Sequence[bytes]) -> list[bytes]:
        """Write a level's tiles from position `begin` on. Returns the tiles that became full, each as its bytes."""
        number, width = divmod(begin, tiles.WIDTH)
        row = _cut(self._fetch(tiles.path(level, number, width)), len(added[0])) if width else []
        row.extend(added)
        full: list[bytes] = []
        for at in range(0, len(row), tiles.WIDTH):
            part = row[at : at + tiles.WIDTH]
            self._write(self._folder / tiles.path(level, number, len(part)), b"".join(part))
            if len(part) == tiles.WIDTH:
                full.append(b"".join(part))
                self._forget_partials(level, number - 1)
            number += 1
        return full

    def _forget_partials(self, level: int | str, number: int) -> None:
        # The partial tiles of the tile before: whoever read them has had a whole tile's time since.
        if number >= 0:
            shutil.rmtree(self._folder / f"{tiles.path(level, number, tiles.WIDTH)}.p", ignore_errors=True)

    def _fetch(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            # A partial tile may have made way for the full one, which begins with it.
            full, _, width = name.partition(".p/")
            if not width:
                raise LedgerError("a tile is missing") from None
        try:
            content = (self._folder / full).read_bytes()
        except FileNotFoundError:
            raise LedgerError("a tile is missing") from None
        return content[: int(width) * (len(content) // tiles.WIDTH)]


def _cut(content: bytes, width: int = tree.HASH_BYTES) -> list[bytes]:
    return [content[at : at + width] for at in range(0, len(content), width)]


def _of(signed: str) -> Checkpoint:
    return Checkpoint.parse(signed[: signed.rfind("\n\n") + 1])
