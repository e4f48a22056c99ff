"""The ledger on disk: tiles, checkpoints, crashes; and what a desk opens from it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tlog_scales import backend as theirs_backend
from tlog_scales import reader as theirs_reader

from aiqyn import ledger
from aiqyn.ledger import store, tiles

SIGNER = ledger.NoteSigner("test.example/ledger", b"1" * 32)
ENTRIES = [hashlib.sha256(b"entry %d" % n).digest() for n in range(70_000)]
ROOT = Path(__file__).resolve().parents[2]


def build(folder: Path, *sizes: int) -> ledger.TileStore:
    made = ledger.TileStore(folder)
    for size in sizes:
        made.append(ENTRIES[made.size : size])
        made.publish(SIGNER)
    return made


def root(folder: Path) -> ledger.Checkpoint:
    note = (folder / "checkpoint").read_text()
    return ledger.Checkpoint.parse(ledger.open_note(note, [SIGNER.verifier]))


@pytest.mark.parametrize("sizes", [(1, 2, 3), (255, 256, 257), (300, 600), (65_536, 65_537, 70_000)])
def test_growing_in_steps_gives_the_tree_of_one_step(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    build(tmp_path / "steps", *sizes)
    build(tmp_path / "once", sizes[-1])
    assert root(tmp_path / "steps") == root(tmp_path / "once")


def test_tlog_scales_reads_our_tiles_and_its_proofs_hold(tmp_path: Path) -> None:
    build(tmp_path, 100, 600)
    other = theirs_reader.TilesReader(theirs_backend.LocalBackend(tmp_path))
    other.set_size(600)
    signed = root(tmp_path)
    assert other.calculate_root_hash() == signed.root
    for index in (0, 255, 256, 599):
        assert other.get_entry(index) == ENTRIES[index]
        proof = other.get_inclusion_proof(index, 600)
        proof.check(ledger.leaf_hash(ENTRIES[index]), signed.root)
        ours = ledger.inclusion_proof(index, 600, ledger.TileStore(tmp_path).read_at(600))
        assert proof.node_hashes == ours
    old = ledger.root(100, ledger.TileStore(tmp_path).read_at(600))
    other.get_consistency_proof(100, 600).check(old, signed.root)


@pytest.mark.parametrize("persisted", [False, True], ids=["lost", "persisted"])
def test_each_write_fails_and_the_next_attempt_repairs(tmp_path: Path, persisted: bool) -> None:
    """Every single write of an append fails once; each time, doing it again gives the tree of an unbroken run."""
    build(tmp_path / "whole", 200, 700)
    expected, attempt, failed = root(tmp_path / "whole"), 0, True
    while failed:
        folder, count, failed = tmp_path / f"{persisted}-{attempt}", 0, False
        build(folder, 200)

        def write(file: Path, content: bytes, attempt: int = attempt) -> None:
            nonlocal count, failed
            if count == attempt:
                if persisted:
                    store.write_durably(file, content)
                count, failed = count + 1, True
                raise OSError("disk")
            count += 1
            store.write_durably(file, content)

        broken = ledger.TileStore(folder, write)
        try:
            broken.append(ENTRIES[200:700])
            broken.publish(SIGNER)
        except OSError:
            broken.reload()
            if root(folder).size == 200:
                assert broken.size == 200
        repaired = ledger.TileStore(folder)
        if repaired.size < 700:
            repaired.append(ENTRIES[repaired.size : 700])
            repaired.publish(SIGNER)
        assert root(folder) == expected
        attempt += 1
    assert attempt > 5


def test_paths_of_tiles() -> None:
    assert tiles.path(0, 1234067, 256) == "tile/0/x001/x234/067"
    assert tiles.path(2, 5, 17) == "tile/2/005.p/17"
    assert tiles.path("entries", 0, 256) == "tile/entries/000"


def test_a_tile_of_the_wrong_width_is_refused() -> None:
    read = tiles.reader(10, lambda name: b"x" * 31)
    with pytest.raises(ledger.LedgerError):
        read(0, 0)
    with pytest.raises(ledger.LedgerError):
        tiles.reader(10, lambda name: b"x" * 320)(0, 300)


def opened(folder: Path, index: int = 5) -> ledger.OpenedLeaf:
    content, salt = {"kind": "sanction", "measure": "M-1"}, b"s" * 32
    entries = list(ENTRIES[:20])
    entries[index] = ledger.commitment(salt, ledger.canonical_json(content))
    made = ledger.TileStore(folder)
    made.append(entries)
    made.publish(SIGNER)
    proof = ledger.inclusion_proof(index, 20, made.read_at(20))
    return ledger.OpenedLeaf(content, salt, index, tuple(proof), (folder / "checkpoint").read_text())


def test_an_opened_leaf_verifies_through_json(tmp_path: Path) -> None:
    leaf = ledger.OpenedLeaf.from_json(json.loads(json.dumps(opened(tmp_path).to_json())))
    assert leaf.verify([SIGNER.verifier]).size == 20


@pytest.mark.parametrize(
    "change",
    [
        {"content": {"kind": "sanction", "measure": "M-2"}},
        {"salt": b"t" * 32},
        {"index": 6},
        {"index": 20},
        {"index": None},
        {"proof": ()},
        {"checkpoint": ""},
    ],
)
def test_a_leaf_with_anything_changed_does_not(tmp_path: Path, change: dict[str, object]) -> None:
    leaf = opened(tmp_path)
    fields = {name: getattr(leaf, name) for name in leaf.__slots__}
    with pytest.raises(ledger.LedgerError):
        ledger.OpenedLeaf(**(fields | change)).verify([SIGNER.verifier])


def test_a_key_signs_its_own_ledger_only(tmp_path: Path) -> None:
    leaf = opened(tmp_path)
    elsewhere = ledger.NoteSigner("elsewhere.example/ledger", b"9" * 32)
    text = ledger.open_note(leaf.checkpoint, [SIGNER.verifier])
    moved = ledger.OpenedLeaf(leaf.content, leaf.salt, leaf.index, leaf.proof, elsewhere.sign(text))
    with pytest.raises(ledger.LedgerError):
        moved.verify([elsewhere.verifier])


@pytest.mark.parametrize(
    "change",
    [
        {"salt": "00"},
        {"salt": "ZZ" * 32},
        {"salt": "AA" * 32},
        {"index": -1},
        {"index": True},
        {"index": "5"},
        {"proof": "x"},
        {"proof": ["00"]},
        {"proof": ["00" * 32] * 65},
        {"checkpoint": None},
        {"content": []},
        {"more": 1},
    ],
)
def test_json_that_is_no_leaf(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.OpenedLeaf.from_json(opened(tmp_path).to_json() | change)


def test_a_commitment_hides_behind_its_salt() -> None:
    content = ledger.canonical_json({"b": 1, "a": "ә"})
    assert content == '{"a":"ә","b":1}'.encode()
    assert ledger.commitment(b"1" * 32, content) != ledger.commitment(b"2" * 32, content)
    with pytest.raises(ledger.LedgerError):
        ledger.commitment(b"short", content)
    with pytest.raises(ledger.LedgerError):
        ledger.canonical_json({"a": float("nan")})
