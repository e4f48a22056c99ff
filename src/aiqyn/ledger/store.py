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
_ENTRIES = "entries"
_PREFIX = 2


def write_durably(file: Path, content: bytes) -> None:
    """Replace a file so that after a crash it is the old one or the new one, whole."""
    _make_durably(file.parent)
    partial = file.with_name(f".{file.name}.part")
    with partial.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(file)
    _sync_folder(file.parent)


def _make_durably(folder: Path) -> None:
    # A folder whose entry in its parent is lost takes the tiles in it along, however well they were written.
    if not folder.is_dir():
        _make_durably(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class TileStore:
    """The ledger in `folder`. One writer at a time; readers need none of its state."""

    def __init__(self, folder: Path, write: Write = write_durably) -> None:
        self._folder = folder
        self._write = write
        self.size = 0
        self.reload()

    def reload(self) -> None:
        """Go back to what the checkpoint says: after an error, what was appended since is appended again."""
        newest = self._newest()
        self.size = newest.size if newest is not None else 0

    def signed_checkpoint(self) -> str | None:
        """The newest signed checkpoint, or None for a ledger that has none yet."""
        try:
            return (self._folder / "checkpoint").read_bytes().decode("utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise LedgerError("the checkpoint on disk is not valid UTF-8") from error

    def read_at(self, size: int) -> tree.HashReader:
        """A reader of subtree hashes in the tree of a size that the store has reached."""
        return tiles.reader(size, self._fetch)

    def entries(self, start: int, stop: int) -> list[bytes]:
        """The entries from index `start` up to, not including, `stop`. LedgerError beyond the store's size."""
        if not 0 <= start <= stop <= self.size:
            raise LedgerError("the entries are not in a tree of this size")
        found: list[bytes] = []
        for number in range(start // tiles.WIDTH, -(-stop // tiles.WIDTH)):
            begin = number * tiles.WIDTH
            row = self._row(_ENTRIES, number, min(self.size - begin, tiles.WIDTH))
            found += [entry[_PREFIX:] for entry in row[max(start - begin, 0) : stop - begin]]
        return found

    def append(self, entries: Sequence[bytes], start: int | None = None) -> None:
        """Add entries (32 bytes each) from index `start` on, by default at the end. `publish` makes them count.

        What stands already is compared, not written again: giving entries twice is harmless. LedgerError for another
        entry at an index that is taken, and for a gap.
        """
        if any(len(entry) != tree.HASH_BYTES for entry in entries):
            raise LedgerError("an entry must be 32 bytes")
        start = self.size if start is None else start
        stop = min(self.size, start + len(entries))
        if self.entries(start, stop) != list(entries[: self.size - start]):
            raise LedgerError("the entries do not continue those that stand already")
        added = entries[self.size - start :]
        if added:
            self._add(added)

    def publish(self, signer: NoteSigner) -> Checkpoint:
        """Sign the tree as it stands, under the signer's name as origin, and make that the newest checkpoint.

        LedgerError, and nothing is signed, when the tiles do not continue the newest checkpoint: two checkpoints that
        contradict each other could never be taken back (C2SP tlog-checkpoint).
        """
        read, before = self.read_at(self.size), self._newest()
        checkpoint = Checkpoint(signer.name, self.size, tree.root(self.size, read))
        if before is not None and before.size > 0:
            proof = tree.consistency_proof(before.size, self.size, read)
            tree.verify_consistency(before.size, before.root, self.size, checkpoint.root, proof)
        self._write(self._folder / "checkpoint", signer.sign(checkpoint.text()).encode())
        return checkpoint

    def _newest(self) -> Checkpoint | None:
        signed = self.signed_checkpoint()
        return Checkpoint.unverified(signed) if signed is not None else None

    def _add(self, entries: Sequence[bytes]) -> None:
        prefixed = [len(entry).to_bytes(_PREFIX, "big") + entry for entry in entries]
        self._extend(_ENTRIES, self.size, prefixed)
        hashes = [tree.leaf_hash(entry) for entry in entries]
        for level, first, complete in tree.append(self.size, hashes, self.read_at(self.size)):
            if level % tiles.HEIGHT == 0:
                self._extend(level // tiles.HEIGHT, first, complete)
        self.size += len(entries)

    def _extend(self, level: int | str, begin: int, added: Sequence[bytes]) -> None:
        """Write a level's tiles from position `begin` on."""
        number, width = divmod(begin, tiles.WIDTH)
        row = [*self._row(level, number, width), *added] if width else added
        for at in range(0, len(row), tiles.WIDTH):
            part = row[at : at + tiles.WIDTH]
            self._write(self._folder / tiles.path(level, number, len(part)), b"".join(part))
            if len(part) == tiles.WIDTH:
                self._forget_partials(level, number - 1)
            number += 1

    def _row(self, level: int | str, number: int, width: int) -> list[bytes]:
        """The hashes, or entries with their prefix, of one tile on disk. LedgerError when it is damaged."""
        each = tree.HASH_BYTES + (_PREFIX if level == _ENTRIES else 0)
        content = self._fetch(tiles.path(level, number, width))
        if len(content) != width * each:
            raise LedgerError("a tile must be as wide as its path says")
        return [content[at : at + each] for at in range(0, len(content), each)]

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
