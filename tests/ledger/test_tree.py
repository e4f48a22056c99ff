"""The tree against the definition of RFC 6962 for all sizes up to 300, and against everything that must be refused."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiqyn import ledger
from aiqyn.ledger import tree
from tests.ledger.vectors import entries, hashes, vectors

MOST = 300
LOG = entries(MOST)
KNOWN = vectors("tree")


@cache
def defined(start: int, end: int) -> bytes:
    """MTH of RFC 6962, 2.1, word for word."""
    if end == start:
        return hashlib.sha256(b"").digest()
    if end - start == 1:
        return hashlib.sha256(b"\0" + LOG[start]).digest()
    k = 1
    while k * 2 < end - start:
        k *= 2
    return hashlib.sha256(b"\1" + defined(start, start + k) + defined(start + k, end)).digest()


def read(level: int, index: int) -> bytes:
    return defined(index << level, (index + 1) << level)


def path_defined(index: int, start: int, end: int) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1, word for word."""
    if end - start == 1:
        return []
    k = 1
    while k * 2 < end - start:
        k *= 2
    if index < k:
        return [*path_defined(index, start, start + k), defined(start + k, end)]
    return [*path_defined(index - k, start + k, end), defined(start, start + k)]


def proof_defined(old: int, start: int, end: int, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2, word for word."""
    if old == end - start:
        return [] if whole else [defined(start, end)]
    k = 1
    while k * 2 < end - start:
        k *= 2
    if old <= k:
        return [*proof_defined(old, start, start + k, whole), defined(start + k, end)]
    return [*proof_defined(old - k, start + k, end, False), defined(start, start + k)]


def test_roots_as_defined() -> None:
    assert [ledger.root(size, read) for size in range(MOST + 1)] == [defined(0, size) for size in range(MOST + 1)]


def test_every_inclusion_proof_is_as_defined_and_holds() -> None:
    for size in range(1, MOST + 1):
        for index in range(size):
            proof = ledger.inclusion_proof(index, size, read)
            assert proof == path_defined(index, 0, size)
            ledger.verify_inclusion(ledger.leaf_hash(LOG[index]), index, size, proof, defined(0, size))


def test_every_consistency_proof_is_as_defined_and_holds() -> None:
    for new in range(1, MOST + 1):
        for old in range(1, new + 1):
            proof = ledger.consistency_proof(old, new, read)
            assert proof == proof_defined(old, 0, new, True)
            ledger.verify_consistency(old, defined(0, old), new, defined(0, new), proof)


@settings(deadline=None)
@given(st.integers(0, MOST), st.data())
def test_appending_completes_each_subtree_once(old: int, draw: st.DataObject) -> None:
    new = draw.draw(st.integers(old, MOST))

    def read_old(level: int, index: int) -> bytes:
        assert (index + 1) << level <= old, "a subtree that the old tree does not have"
        return read(level, index)

    leaves = [ledger.leaf_hash(entry) for entry in LOG[old:new]]
    made = {
        (level, first + at): found
        for level, first, row in tree.append(old, leaves, read_old)
        for at, found in enumerate(row)
    }
    places = [(level, index) for level in range(9) for index in range(old >> level, new >> level)]
    assert made == {place: read(*place) for place in places}


@settings(deadline=None)
@given(st.integers(1, MOST), st.data())
def test_a_tampered_inclusion_proof_fails(size: int, draw: st.DataObject) -> None:
    index = draw.draw(st.integers(0, size - 1))
    proof, leaf = ledger.inclusion_proof(index, size, read), ledger.leaf_hash(LOG[index])
    top = defined(0, size)
    changed = [
        (_flipped(leaf, draw), index, size, proof, top),
        (leaf, index, size, proof, _flipped(top, draw)),
        (leaf, index, size, _tampered(proof, draw), top),
        (leaf, draw.draw(st.integers(size, size + 600)), size, proof, top),
        (leaf, -1 - index, size, proof, top),
    ]
    if size > 1:
        other = draw.draw(st.integers(0, size - 1).filter(lambda chosen: chosen != index))
        changed.append((leaf, other, size, proof, top))
    for arguments in changed:
        with pytest.raises(ledger.LedgerError):
            ledger.verify_inclusion(*arguments)


@settings(deadline=None)
@given(st.integers(1, MOST), st.data())
def test_a_tampered_consistency_proof_fails(new: int, draw: st.DataObject) -> None:
    old = draw.draw(st.integers(1, new))
    proof, before, after = ledger.consistency_proof(old, new, read), defined(0, old), defined(0, new)
    changed = [
        (old, _flipped(before, draw), new, after, proof),
        (old, before, new, _flipped(after, draw), proof),
        (old, before, new, after, _tampered(proof, draw)),
    ]
    if old != new:
        changed.append((new, after, old, before, proof))
    for arguments in changed:
        with pytest.raises(ledger.LedgerError):
            ledger.verify_consistency(*arguments)


def _flipped(found: bytes, draw: st.DataObject) -> bytes:
    at = draw.draw(st.integers(0, 255))
    return bytes(byte ^ (1 << at % 8 if place == at // 8 else 0) for place, byte in enumerate(found))


def _tampered(proof: list[bytes], draw: st.DataObject) -> list[bytes]:
    """One node flipped, dropped, added or shortened, or two different ones exchanged."""
    ways = ["add"] + (["flip", "drop", "shorten"] if proof else []) + (["swap"] if len(proof) > 1 else [])
    at = draw.draw(st.integers(0, max(len(proof) - 1, 0)))
    match draw.draw(st.sampled_from(ways)):
        case "add":
            return [*proof[:at], draw.draw(st.binary(min_size=32, max_size=32)), *proof[at:]]
        case "flip":
            return [*proof[:at], _flipped(proof[at], draw), *proof[at + 1 :]]
        case "drop":
            return [*proof[:at], *proof[at + 1 :]]
        case "shorten":
            return [*proof[:at], proof[at][:-1], *proof[at + 1 :]]
    before = draw.draw(st.integers(0, len(proof) - 1).filter(lambda chosen: chosen != at))
    swapped = list(proof)
    swapped[at], swapped[before] = swapped[before], swapped[at]
    return swapped


def _known(level: int, index: int) -> bytes:
    row = [ledger.leaf_hash(entry) for entry in hashes(KNOWN["entries"])[index << level : (index + 1) << level]]
    return tree.fold(row)


def test_the_known_small_trees() -> None:
    assert [ledger.root(size, _known).hex() for size in range(9)] == KNOWN["roots"]
    for case in KNOWN["inclusion"]:
        proof = ledger.inclusion_proof(case["index"], case["size"], _known)
        assert [step.hex() for step in proof] == case["proof"]
        top = bytes.fromhex(KNOWN["roots"][case["size"]])
        ledger.verify_inclusion(_known(0, case["index"]), case["index"], case["size"], proof, top)
    for case in KNOWN["consistency"]:
        proof = ledger.consistency_proof(case["old"], case["new"], _known)
        assert [step.hex() for step in proof] == case["proof"]
        before, after = (bytes.fromhex(KNOWN["roots"][case[which]]) for which in ("old", "new"))
        ledger.verify_consistency(case["old"], before, case["new"], after, proof)


@pytest.mark.parametrize("case", KNOWN["refused_inclusion"], ids=lambda case: case["why"])
def test_inclusion_that_the_vectors_refuse(case: dict[str, object]) -> None:
    leaf, top = bytes.fromhex(str(case["leaf_hash"])), bytes.fromhex(str(case["root"]))
    index, size, proof = case["index"], case["size"], case["proof"]
    assert isinstance(index, int)
    assert isinstance(size, int)
    assert isinstance(proof, list)
    with pytest.raises(ledger.LedgerError):
        ledger.verify_inclusion(leaf, index, size, hashes(proof), top)


@pytest.mark.parametrize("case", KNOWN["refused_consistency"], ids=lambda case: case["why"])
def test_consistency_that_the_vectors_refuse(case: dict[str, object]) -> None:
    before, after = bytes.fromhex(str(case["old_root"])), bytes.fromhex(str(case["new_root"]))
    old, new, proof = case["old"], case["new"], case["proof"]
    assert isinstance(old, int)
    assert isinstance(new, int)
    assert isinstance(proof, list)
    with pytest.raises(ledger.LedgerError):
        ledger.verify_consistency(old, before, new, after, hashes(proof))


def test_the_border_between_leaf_and_node_cannot_be_moved() -> None:
    """What is hashed is the leaf's hash and a node in one row of 64 bytes: 33 and 31 would hash alike."""
    leaf, other = ledger.leaf_hash(LOG[0]), ledger.leaf_hash(LOG[1])
    for cut in (1, 31):
        moved, shortened = leaf + other[:cut], other[cut:]
        assert tree.node_hash(moved, shortened) == defined(0, 2)
        with pytest.raises(ledger.LedgerError):
            ledger.verify_inclusion(moved, 0, 2, [shortened], defined(0, 2))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (6, 5), (-1, 5)])
def test_inclusion_needs_a_leaf_in_the_tree(index: int, size: int) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.inclusion_proof(index, size, read)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (-1, 5)])
def test_consistency_needs_sizes(old: int, new: int) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.consistency_proof(old, new, read)
    with pytest.raises(ledger.LedgerError):
        ledger.verify_consistency(old, bytes(32), new, bytes(32), [])


def test_a_tree_has_no_negative_size() -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.root(-1, read)
    assert ledger.root(0, read) == tree.EMPTY_ROOT
