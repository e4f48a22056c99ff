"""The tree against the definition of RFC 6962, against `pymerkle`, and against everything that must be refused."""

from __future__ import annotations

import hashlib
from functools import cache

import pymerkle
import pytest

from aiqyn import ledger
from aiqyn.ledger import tree

MOST = 130
ENTRIES = [hashlib.sha256(b"%d" % n).digest() for n in range(MOST)]


@cache
def defined(start: int, end: int) -> bytes:
    """MTH of RFC 6962, 2.1, word for word."""
    if end == start:
        return hashlib.sha256(b"").digest()
    if end - start == 1:
        return hashlib.sha256(b"\0" + ENTRIES[start]).digest()
    k = 1
    while k * 2 < end - start:
        k *= 2
    return hashlib.sha256(b"\1" + defined(start, start + k) + defined(start + k, end)).digest()


def read(level: int, index: int) -> bytes:
    return defined(index << level, (index + 1) << level)


def other_tree() -> pymerkle.InmemoryTree:
    made = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in ENTRIES:
        made.append_entry(entry)
    return made


def test_roots_as_defined() -> None:
    assert [ledger.root(size, read) for size in range(MOST)] == [defined(0, size) for size in range(MOST)]


def test_roots_as_pymerkle_has_them() -> None:
    other = other_tree()
    assert all(other.get_root(size) == ledger.root(size, read) for size in range(1, MOST + 1))


def test_every_inclusion_proof_holds_and_no_changed_one_does() -> None:
    for size in range(1, 66):
        root = defined(0, size)
        for index in range(size):
            leaf = ledger.leaf_hash(ENTRIES[index])
            proof = ledger.inclusion_proof(index, size, read)
            ledger.verify_inclusion(leaf, index, size, proof, root)
            wrong = [
                (leaf, (index + 1) % size, size, proof, root) if size > 1 else (root[::-1], 0, 1, proof, root),
                (leaf, index, size, [*proof, leaf], root),
                (leaf, index, size, proof[:-1], root) if proof else (leaf, size, size, proof, root),
                (leaf[::-1], index, size, proof, root),
                (leaf, index, size, proof, root[::-1]),
                (leaf, size, size, proof, root),
            ]
            for arguments in wrong:
                with pytest.raises(ledger.LedgerError):
                    ledger.verify_inclusion(*arguments)


def test_every_consistency_proof_holds_and_no_changed_one_does() -> None:
    for new in range(1, 66):
        for old in range(1, new + 1):
            proof = ledger.consistency_proof(old, new, read)
            ledger.verify_consistency(old, defined(0, old), new, defined(0, new), proof)
            with pytest.raises(ledger.LedgerError):
                ledger.verify_consistency(old, defined(0, old)[::-1], new, defined(0, new), proof)
            with pytest.raises(ledger.LedgerError):
                ledger.verify_consistency(old, defined(0, old), new, defined(0, new), [*proof, bytes(32)])
            if proof:
                with pytest.raises(ledger.LedgerError):
                    ledger.verify_consistency(old, defined(0, old), new, defined(0, new), proof[:-1])


def test_pymerkle_accepts_our_inclusion_proofs() -> None:
    other = other_tree()
    for index in (0, 1, 63, 64, 100, MOST - 1):
        theirs = other.prove_inclusion(index + 1, MOST).serialize()["path"]
        ours = ledger.inclusion_proof(index, MOST, read)
        # Their path begins with the leaf itself.
        assert [bytes.fromhex(step) for step in theirs][1:] == ours


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (-1, 5)])
def test_consistency_needs_sizes(old: int, new: int) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.consistency_proof(old, new, read)
    with pytest.raises(ledger.LedgerError):
        ledger.verify_consistency(old, bytes(32), new, bytes(32), [])


def test_hashes_have_a_length() -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.verify_inclusion(bytes(32), 0, 2, [b"short"], bytes(32))
    assert ledger.root(0, read) == tree.EMPTY_ROOT
