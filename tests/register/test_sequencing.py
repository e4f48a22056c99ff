"""The sequencer: indices at a tick, tiles, a signed checkpoint; whatever fails, the next tick repairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from aiqyn import ledger
from aiqyn.register.rows import Leaf
from aiqyn.register.sequencing import Sequencer, SequencerBusy
from tests.register.conftest import Country

SIGNER = ledger.NoteSigner("test.example/ledger", b"7" * 32)


def checkpoint(folder: Path) -> ledger.Checkpoint:
    note = (folder / "checkpoint").read_text()
    return ledger.Checkpoint.parse(ledger.open_note(note, [SIGNER.verifier]))


def test_a_tick_places_every_leaf_in_order(country: Country, tmp_path: Path) -> None:
    country.in_force()
    sequencer = Sequencer(tmp_path, SIGNER)
    assert sequencer.tick() == Leaf.objects.count()
    leaves = list(Leaf.objects.order_by("pk"))
    assert [leaf.index for leaf in leaves] == list(range(len(leaves)))
    signed, read = checkpoint(tmp_path), ledger.TileStore(tmp_path).read_at(len(leaves))
    for leaf in leaves:
        proof = ledger.inclusion_proof(leaf.index or 0, signed.size, read)
        hashed = ledger.leaf_hash(bytes(leaf.commitment))
        ledger.verify_inclusion(hashed, leaf.index or 0, signed.size, proof, signed.root)


def test_a_later_tree_continues_the_earlier(country: Country, tmp_path: Path) -> None:
    sequencer = Sequencer(tmp_path, SIGNER)
    sequencer.tick()
    old = checkpoint(tmp_path)
    country.in_force()
    sequencer.tick()
    new = checkpoint(tmp_path)
    assert new.size > old.size
    proof = ledger.consistency_proof(old.size, new.size, ledger.TileStore(tmp_path).read_at(new.size))
    ledger.verify_consistency(old.size, old.root, new.size, new.root, proof)


def test_a_crash_between_indices_and_tiles_is_repaired(
    country: Country, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    country.in_force()
    sequencer = Sequencer(tmp_path, SIGNER)
    with monkeypatch.context() as patch:
        patch.setattr(ledger.TileStore, "publish", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            sequencer.tick()
    assert Leaf.objects.filter(index__isnull=True).count() == 0
    assert not (tmp_path / "checkpoint").exists()
    assert sequencer.tick() == Leaf.objects.count()
    assert checkpoint(tmp_path).size == Leaf.objects.count()


def test_an_idle_tick_signs_nothing_new(country: Country, tmp_path: Path) -> None:
    sequencer = Sequencer(tmp_path, SIGNER)
    sequencer.tick()
    before = (tmp_path / "checkpoint").stat().st_mtime_ns
    sequencer.tick()
    assert (tmp_path / "checkpoint").stat().st_mtime_ns == before


def test_one_sequencer_at_a_time(tmp_path: Path) -> None:
    first, second = Sequencer(tmp_path, SIGNER), Sequencer(tmp_path, SIGNER)
    with first.lock(), pytest.raises(SequencerBusy), second.lock():
        pass
