"""The ledger on disk: paths, tiles, bundles, checkpoints; and what is refused rather than signed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiqyn import ledger
from aiqyn.ledger import store, tiles
from tests.ledger.vectors import SIGNER, build, entries, published, vectors

KNOWN = vectors("tiles")
LOG = entries(KNOWN["log"]["size"])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of the vectors, written in one step."""
    folder = tmp_path_factory.mktemp("whole")
    build(folder, LOG, len(LOG))
    return folder


@pytest.mark.parametrize("case", KNOWN["paths"], ids=lambda case: case["path"])
def test_known_paths(case: dict[str, int | str]) -> None:
    number, width = case["number"], case["width"]
    assert isinstance(number, int)
    assert isinstance(width, int)
    assert tiles.path(case["level"], number, width) == case["path"]


def test_the_known_log_has_its_files_and_roots(whole: Path) -> None:
    files = [path for path in (whole / "tile").rglob("*") if path.is_file()]
    assert len(files) == KNOWN["log"]["files_count"]
    for file in KNOWN["log"]["files"]:
        content = (whole / file["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    made = ledger.TileStore(whole)
    for size, top in KNOWN["log"]["roots"].items():
        assert ledger.root(int(size), made.read_at(int(size))).hex() == top
    assert published(whole).root.hex() == KNOWN["log"]["roots"]["70000"]


def test_the_counts_that_the_specification_gives_for_70000_leaves() -> None:
    assert [tiles.widths(70_000, level) for level in range(4)] == [(273, 112), (1, 17), (0, 1), (0, 0)]
    assert [tiles.widths(256, level) for level in range(2)] == [(1, 0), (0, 1)]


@pytest.mark.parametrize("sizes", [(1, 2, 3), (255, 256, 257), (300, 600), (65_536, 65_537, 70_000)])
def test_growing_in_steps_gives_the_tree_of_one_step(tmp_path: Path, whole: Path, sizes: tuple[int, ...]) -> None:
    made = build(tmp_path, LOG, *sizes)
    reference = ledger.TileStore(whole).read_at(sizes[-1])
    assert published(tmp_path) == ledger.Checkpoint(SIGNER.name, sizes[-1], ledger.root(sizes[-1], reference))
    # Older trees stay readable, though their partial tiles may have made way for full ones.
    for size in sizes:
        assert ledger.root(size, made.read_at(size)) == ledger.root(size, reference)


# Each example writes to the disk in earnest.
@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=4))
def test_any_steps_give_the_tree_of_one_step(
    tmp_path_factory: pytest.TempPathFactory, whole: Path, steps: list[int]
) -> None:
    made = ledger.TileStore(tmp_path_factory.mktemp("steps"))
    for step in steps:
        made.append(LOG[made.size : made.size + step])
    size, reference = sum(steps), ledger.TileStore(whole).read_at(sum(steps))
    assert made.publish(SIGNER).root == ledger.root(size, reference)
    assert made.entries(0, size) == LOG[:size]


def test_partial_tiles_go_when_the_next_tile_is_full(tmp_path: Path) -> None:
    """Until then a reader who holds the checkpoint before finds them."""

    def partials() -> list[str]:
        return sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "tile" / "0").rglob("*.p/*"))

    build(tmp_path, LOG, 200, 300)
    assert partials() == ["tile/0/000.p/200", "tile/0/001.p/44"]
    build(tmp_path, LOG, 511)
    assert partials() == ["tile/0/000.p/200", "tile/0/001.p/255", "tile/0/001.p/44"]
    build(tmp_path, LOG, 600)
    assert partials() == ["tile/0/001.p/255", "tile/0/001.p/44", "tile/0/002.p/88"]


def test_entries_are_read_from_their_bundles(whole: Path) -> None:
    made = ledger.TileStore(whole)
    for start, stop in [(0, 0), (0, 1), (255, 257), (256, 512), (69_888, 70_000), (69_999, 70_000), (70_000, 70_000)]:
        assert made.entries(start, stop) == LOG[start:stop]
    for start, stop in [(-1, 5), (5, 4), (0, 70_001), (70_001, 70_001)]:
        with pytest.raises(ledger.LedgerError):
            made.entries(start, stop)


def test_giving_entries_twice_is_harmless(tmp_path: Path) -> None:
    build(tmp_path, LOG, 300)
    written: list[Path] = []

    def write(file: Path, content: bytes) -> None:
        written.append(file)
        store.write_durably(file, content)

    made = ledger.TileStore(tmp_path, write)
    made.append(LOG[:300], 0)
    made.append(LOG[250:280], 250)
    made.append([], 300)
    assert (made.size, written) == (300, [])
    made.append(LOG[200:310], 200)
    assert made.size == 310
    assert made.publish(SIGNER) == build(tmp_path / "other", LOG, 310).publish(SIGNER)


@pytest.mark.parametrize(
    ("start", "given_entries"),
    [(301, LOG[301:302]), (299, LOG[300:302]), (0, [LOG[1]]), (250, [*LOG[250:299], LOG[0], LOG[300]]), (-1, LOG[:2])],
    ids=["a gap", "shifted by one", "another entry", "another entry before a new one", "below zero"],
)
def test_entries_that_contradict_what_stands_are_refused(
    tmp_path: Path, start: int, given_entries: list[bytes]
) -> None:
    made = build(tmp_path, LOG, 300)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(ledger.LedgerError):
        made.append(given_entries, start)
    assert made.size == 300
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("entry", [b"", b"x" * 31, b"x" * 33, b"x" * 65_536])
def test_an_entry_has_32_bytes(tmp_path: Path, entry: bytes) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.TileStore(tmp_path).append([LOG[0], entry])
    assert not (tmp_path / "tile").exists()


@pytest.mark.parametrize("name", ["tile/0/001.p/44", "tile/1/000.p/1"])
def test_a_changed_tile_is_never_signed(tmp_path: Path, name: str) -> None:
    """Two checkpoints that contradict each other could not be taken back: nothing is signed instead."""
    build(tmp_path, LOG, 300)
    content = bytearray((tmp_path / name).read_bytes())
    content[0] ^= 1
    (tmp_path / name).write_bytes(content)
    signed = (tmp_path / "checkpoint").read_bytes()
    made = ledger.TileStore(tmp_path)
    made.append(LOG[300:600])
    with pytest.raises(ledger.LedgerError):
        made.publish(SIGNER)
    assert (tmp_path / "checkpoint").read_bytes() == signed


@pytest.mark.parametrize("name", ["tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1"])
def test_a_tile_cut_short_or_gone_is_refused(tmp_path: Path, name: str) -> None:
    build(tmp_path, LOG, 300)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[:-1])
    for _ in ("cut short", "gone"):
        with pytest.raises(ledger.LedgerError):
            build(tmp_path, LOG, 600)
        (tmp_path / name).unlink(missing_ok=True)


def test_a_rolled_back_store_does_not_publish(tmp_path: Path) -> None:
    made = build(tmp_path, LOG, 10)
    newer = (tmp_path / "checkpoint").read_bytes()
    build(tmp_path / "older", LOG, 5)
    (tmp_path / "checkpoint").write_bytes((tmp_path / "older" / "checkpoint").read_bytes())
    made.reload()
    (tmp_path / "checkpoint").write_bytes(newer)
    with pytest.raises(ledger.LedgerError):
        made.publish(SIGNER)


@pytest.mark.parametrize("content", [b"", b"\xff\n\n", b"text\n", b"o\n1\nAAAA\n\n\xe2\x80\x94 o AAAAAAA=\n"])
def test_a_checkpoint_that_is_none_stops_the_store(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "checkpoint").write_bytes(content)
    with pytest.raises(ledger.LedgerError):
        ledger.TileStore(tmp_path)


def test_an_empty_ledger_can_be_published(tmp_path: Path) -> None:
    made = build(tmp_path, LOG, 0)
    assert published(tmp_path).root == ledger.root(0, made.read_at(0))
    made.append(LOG[:1])
    assert made.publish(SIGNER).root == ledger.leaf_hash(LOG[0])


@pytest.mark.parametrize("length", [0, 31, 319, 321])
def test_a_tile_is_as_wide_as_its_path_says(length: int) -> None:
    with pytest.raises(ledger.LedgerError):
        tiles.reader(10, lambda name: b"x" * length)(0, 0)


def test_a_reader_takes_only_tiles_of_its_tree() -> None:
    read = tiles.reader(300, lambda name: b"x" * 32 * (44 if ".p/" in name else 256))
    for level, index in [(0, 300), (0, 512), (5, 9), (8, 1), (16, 0), (0, 10**12)]:
        with pytest.raises(ledger.LedgerError):
            read(level, index)


def test_a_reader_fetches_each_tile_once(whole: Path) -> None:
    fetched: list[str] = []

    def fetch(name: str) -> bytes:
        fetched.append(name)
        return (whole / name).read_bytes()

    read = tiles.reader(70_000, fetch)
    ledger.inclusion_proof(12_345, 70_000, read)
    ledger.inclusion_proof(12_346, 70_000, read)
    assert sorted(fetched) == sorted(set(fetched))
    assert len(fetched) <= 6


def test_bytes_are_on_disk_before_their_name_and_folders_before_what_they_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_fsync(descriptor: int) -> None:
        done.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).relative_to(tmp_path)}")
        fsync(descriptor)

    def note_replace(self: Path, target: Path) -> Path:
        done.append(f"rename {target.relative_to(tmp_path)}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_replace)
    store.write_durably(tmp_path / "tile" / "0" / "000", b"content")
    store.write_durably(tmp_path / "tile" / "0" / "000", b"again")
    assert done == [
        "sync .", "sync tile", "sync tile/0/.000.part", "rename tile/0/000", "sync tile/0",
        "sync tile/0/.000.part", "rename tile/0/000", "sync tile/0",
    ]  # fmt: skip
    assert (tmp_path / "tile" / "0" / "000").read_bytes() == b"again"
