"""Two implementations by others: what we make, they accept; what they make, we do."""

from __future__ import annotations

from pathlib import Path

import pymerkle
import pytest
from tlog_scales import backend as theirs_backend
from tlog_scales import reader as theirs_reader
from tlog_scales import signing, tlog

from aiqyn import ledger
from tests.ledger.vectors import SIGNER, build, entries, published

SIZE = 600
LOG = entries(SIZE)
INDICES = (0, 1, 254, 255, 256, 511, 512, 599)
OLDER = (1, 2, 100, 255, 256, 257, 512, 599)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("log")
    build(made, LOG, 100, SIZE)
    return made


@pytest.fixture(scope="module")
def read(folder: Path) -> ledger.HashReader:
    return ledger.TileStore(folder).read_at(SIZE)


@pytest.fixture(scope="module")
def tiles_reader(folder: Path) -> theirs_reader.TilesReader:
    made = theirs_reader.TilesReader(theirs_backend.LocalBackend(folder))
    checkpoint = made.get_checkpoint()
    checkpoint.verify(signing.Vkey.from_string(SIGNER.vkey))
    return made


@pytest.fixture(scope="module")
def other_tree() -> pymerkle.InmemoryTree:
    made = pymerkle.InmemoryTree(algorithm="sha256")
    made.append_entries(LOG)
    return made


def test_tlog_scales_accepts_our_checkpoint_and_tiles(folder: Path, tiles_reader: theirs_reader.TilesReader) -> None:
    assert tiles_reader.get_checkpoint().size == SIZE
    assert tiles_reader.calculate_root_hash() == published(folder).root
    assert [tiles_reader.get_entry(index) for index in range(SIZE)] == LOG


def test_tlog_scales_accepts_our_proofs(folder: Path, read: ledger.HashReader) -> None:
    top = published(folder).root
    for index in INDICES:
        proof = ledger.inclusion_proof(index, SIZE, read)
        tlog.InclusionProof(index, SIZE, proof).check(ledger.leaf_hash(LOG[index]), top)
    for old in OLDER:
        proof = ledger.consistency_proof(old, SIZE, read)
        tlog.ConsistencyProof(old, SIZE, proof).check(ledger.root(old, read), top)


def test_we_accept_the_proofs_of_tlog_scales(folder: Path, tiles_reader: theirs_reader.TilesReader) -> None:
    top = published(folder).root
    for index in INDICES:
        theirs = tiles_reader.get_inclusion_proof(index, SIZE).node_hashes
        ledger.verify_inclusion(ledger.leaf_hash(LOG[index]), index, SIZE, theirs, top)
    for old in OLDER:
        theirs = tiles_reader.get_consistency_proof(old, SIZE).node_hashes
        ledger.verify_consistency(old, tiles_reader.mth(0, old), SIZE, top, theirs)


def test_we_accept_the_checkpoint_of_tlog_scales_and_make_the_same() -> None:
    signer = signing.PlainEd25519Signer(SIGNER.name, b"1" * 32)
    theirs = tlog.Checkpoint.make_signed(SIGNER.name, 7, b"q" * 32, [signer]).serialize()
    ours = ledger.Checkpoint(SIGNER.name, 7, b"q" * 32)
    assert ledger.Checkpoint.open(theirs, [SIGNER.verifier]) == ours
    assert SIGNER.sign(ours.text()) == theirs


def test_a_cosignature_of_a_witness_is_passed_over() -> None:
    """An ML-DSA-44 cosignature beside the ledger's own signature, as C2SP logs carry them."""
    own = signing.PlainEd25519Signer(SIGNER.name, b"1" * 32)
    witness = signing.MLDSA44CosignatureSigner("witness.example/one", b"2" * 32)
    orders: list[list[signing.CheckpointSigner]] = [[own, witness], [witness, own]]
    for signers in orders:
        note = tlog.Checkpoint.make_signed(SIGNER.name, 7, b"q" * 32, signers).serialize()
        assert ledger.Checkpoint.open(note, [SIGNER.verifier]).size == 7


def test_pymerkle_has_our_roots(other_tree: pymerkle.InmemoryTree, read: ledger.HashReader) -> None:
    assert all(other_tree.get_root(size) == ledger.root(size, read) for size in range(1, SIZE + 1))


def test_pymerkle_accepts_our_inclusion_proofs(other_tree: pymerkle.InmemoryTree, read: ledger.HashReader) -> None:
    top = other_tree.get_root(SIZE)
    for index in INDICES:
        leaf, proof = ledger.leaf_hash(LOG[index]), ledger.inclusion_proof(index, SIZE, read)
        # Their index counts from one, and their path begins with the leaf itself.
        document = other_tree.prove_inclusion(index + 1, SIZE).serialize()
        document["path"] = [leaf.hex(), *(step.hex() for step in proof)]
        theirs = pymerkle.MerkleProof.deserialize(document)
        pymerkle.verify_inclusion(leaf, top, theirs, index=index + 1, size=SIZE)
        with pytest.raises(pymerkle.InvalidProof):
            pymerkle.verify_inclusion(leaf[::-1], top, theirs, index=index + 1, size=SIZE)


def test_our_consistency_proofs_hold_between_the_roots_of_pymerkle(
    other_tree: pymerkle.InmemoryTree, read: ledger.HashReader
) -> None:
    # Its own consistency proofs are of another, longer form than RFC 6962's; the roots on both ends are the same.
    for old in OLDER:
        proof = ledger.consistency_proof(old, SIZE, read)
        ledger.verify_consistency(old, other_tree.get_root(old), SIZE, other_tree.get_root(SIZE), proof)
