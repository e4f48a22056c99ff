"""The Merkle tree of RFC 6962, section 2, over hashes of complete subtrees; verification as RFC 9162, 2.1, words it.

A `HashReader` gives the hash of a complete subtree: `read(level, index)` covers the 2^level leaves from index·2^level.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator, Sequence

from aiqyn.ledger.errors import LedgerError

HashReader = Callable[[int, int], bytes]
HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf: SHA-256(0x00 ‖ entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root of a complete subtree from its 2^k hashes of one level."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def root(size: int, read: HashReader) -> bytes:
    """The tree's root; the hash of nothing for size 0."""
    if size < 0:
        raise LedgerError("a tree has no negative size")
    return _subtree(0, size, read) if size else EMPTY_ROOT


def append(size: int, leaves: Sequence[bytes], read: HashReader) -> Iterator[tuple[int, int, list[bytes]]]:
    """What new leaf hashes complete in a tree of `size`: for each level, from 0 up, the index of the first new hash
    of a complete subtree, and the new hashes. `read` is asked for subtrees of the old tree only.
    """
    level, first, row = 0, size, list(leaves)
    while row:
        yield level, first, row
        if first & 1:
            row = [read(level, first - 1), *row]
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        level, first = level + 1, first >> 1


def inclusion_proof(index: int, size: int, read: HashReader) -> list[bytes]:
    """The audit path of a leaf in the tree of a size, from the leaf upwards."""
    if not 0 <= index < size:
        raise LedgerError("the leaf is not in a tree of this size")
    path: list[bytes] = []
    start, count = 0, size
    while count > 1:
        half = _split(count)
        if index - start < half:
            path.append(_subtree(start + half, count - half, read))
            count = half
        else:
            path.append(_subtree(start, half, read))
            start, count = start + half, count - half
    path.reverse()
    return path


def consistency_proof(old: int, new: int, read: HashReader) -> list[bytes]:
    """The proof that the tree of size `old` is the beginning of that of size `new`; empty for equal sizes."""
    if not 0 < old <= new:
        raise LedgerError("consistency is between a size and a larger one")
    path: list[bytes] = []
    start, count, whole = 0, new, True
    while old - start != count:
        half = _split(count)
        if old - start <= half:
            path.append(_subtree(start + half, count - half, read))
            count = half
        else:
            path.append(_subtree(start, half, read))
            start, count, whole = start + half, count - half, False
    if not whole:
        path.append(_subtree(start, count, read))
    path.reverse()
    return path


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> None:
    """LedgerError unless the proof leads from the leaf's hash to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise LedgerError("the leaf's index is not under the tree's size")
    place, last, current = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise LedgerError("the inclusion proof is too long")
        if place & 1 or place == last:
            current = node_hash(_checked(step), current)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            current = node_hash(current, _checked(step))
        place, last = place >> 1, last >> 1
    if last != 0:
        raise LedgerError("the inclusion proof is too short")
    if not hmac.compare_digest(current, expected):
        raise LedgerError("the inclusion proof does not lead to the root")


def verify_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """LedgerError unless the old tree is the beginning of the new one (RFC 9162, 2.1.4.2)."""
    if not 0 < old_size <= new_size:
        raise LedgerError("consistency is between a size and a larger one")
    if old_size == new_size:
        if proof or not hmac.compare_digest(old_root, new_root):
            raise LedgerError("trees of one size must be the same tree")
        return
    steps = list(proof)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        raise LedgerError("the consistency proof is empty")
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = _checked(steps[0])
    for step in steps[1:]:
        if last == 0:
            raise LedgerError("the consistency proof is too long")
        if place & 1 or place == last:
            before, after = node_hash(_checked(step), before), node_hash(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, _checked(step))
        place, last = place >> 1, last >> 1
    held = hmac.compare_digest(before, old_root) and hmac.compare_digest(after, new_root)
    if last != 0 or not held:
        raise LedgerError("the consistency proof does not lead to both roots")


def _split(count: int) -> int:
    """The largest power of two under `count`."""
    return 1 << (count - 1).bit_length() - 1


def _subtree(start: int, count: int, read: HashReader) -> bytes:
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return read(level, start >> level)
    half = _split(count)
    return node_hash(_subtree(start, half, read), _subtree(start + half, count - half, read))


def _checked(step: bytes) -> bytes:
    if len(step) != HASH_BYTES:
        raise LedgerError("a hash must be 32 bytes")
    return step
