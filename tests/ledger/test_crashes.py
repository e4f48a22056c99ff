"""Every write fails twice, once lost and once persisted: whatever a crash leaves, a rerun gives the same tree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aiqyn import ledger
from aiqyn.ledger import store
from tests.ledger.vectors import SIGNER, build, entries, published

LOG = entries(65_600)


class Disk:
    """Lets each write (file and content) fail twice: lost, with half of its bytes under a name of their own; then
    persisted, though the writer is told that it failed.
    """

    def __init__(self) -> None:
        self.failures: dict[tuple[Path, bytes], int] = {}

    def write(self, file: Path, content: bytes) -> None:
        failed = self.failures.setdefault((file, content), 0)
        self.failures[file, content] += 1
        if failed == 0:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.with_name(f".{file.name}.part").write_bytes(content[: len(content) // 2])
            raise OSError("lost")
        store.write_durably(file, content)
        if failed == 1:
            raise OSError("persisted")


def sound(folder: Path) -> int:
    """What stands in the folder is a signed tree with every tile and entry that it needs. Returns its size."""
    if not (folder / "checkpoint").exists():
        return 0
    signed, found = published(folder), ledger.TileStore(folder)
    assert ledger.root(signed.size, found.read_at(signed.size)) == signed.root
    last = max(0, signed.size - 600)
    assert found.entries(last, signed.size) == LOG[last : signed.size]
    return signed.size


def run(made: ledger.TileStore, stop: int, batch: int) -> None:
    """What a sequencer does: append what is missing in batches, a checkpoint after each."""
    while made.size < stop:
        made.append(LOG[made.size : min(stop, made.size + batch)])
        made.publish(SIGNER)


@pytest.mark.parametrize("again", ["process", "tick"])
@pytest.mark.parametrize(
    ("start", "stop", "batch"),
    [(0, 3, 3), (0, 5, 1), (0, 300, 300), (200, 700, 90), (250, 800, 256), (65_530, 65_540, 7)],
)
def test_each_write_fails_twice_and_the_tree_is_the_same(
    tmp_path: Path, start: int, stop: int, batch: int, again: str
) -> None:
    folder, disk = tmp_path / "failing", Disk()
    build(folder, LOG, *([start] if start else []))
    made, size, attempts = ledger.TileStore(folder, disk.write), start, 0
    while True:
        try:
            run(made, stop, batch)
            break
        except OSError:
            attempts += 1
            now = sound(folder)
            assert now >= size, "a published tree was taken back"
            size = now
        if again == "process":
            made = ledger.TileStore(folder, disk.write)
        else:
            made.reload()
    assert attempts == 2 * len(disk.failures) >= 6, "each write failed exactly twice"
    compare(tmp_path, folder, stop)


def compare(tmp_path: Path, folder: Path, size: int) -> None:
    """Every file of an unbroken run stands here too, byte for byte."""
    build(tmp_path / "unbroken", LOG, size)
    for file in (tmp_path / "unbroken").rglob("*"):
        if file.is_file():
            assert (folder / file.relative_to(tmp_path / "unbroken")).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("batches", [(100, 1, 300), (256, 13), (1, 500)])
def test_a_rerun_may_cut_its_batches_differently(tmp_path: Path, batches: tuple[int, ...]) -> None:
    """Tiles without a checkpoint, from a run that went further than the rerun's first batch."""
    build(tmp_path / "log", LOG, 200)
    stopped = ledger.TileStore(tmp_path / "log")
    stopped.append(LOG[200:900])
    made = ledger.TileStore(tmp_path / "log")
    assert made.size == 200
    for batch in batches:
        made.append(LOG[made.size : made.size + batch])
        made.publish(SIGNER)
        sound(tmp_path / "log")
    compare(tmp_path, tmp_path / "log", made.size)


def test_what_is_appended_but_not_published_does_not_count(tmp_path: Path) -> None:
    made = build(tmp_path, LOG, 10)
    made.append(LOG[10:20])
    assert (made.size, ledger.TileStore(tmp_path).size) == (20, 10)
    made.reload()
    assert made.size == 10


def test_a_copy_taken_while_it_is_written_is_a_ledger_of_its_checkpoint(tmp_path: Path) -> None:
    """A mirror copies the checkpoint first, then tiles: what was written in between does not harm it."""
    made = build(tmp_path / "log", LOG, 300)
    (tmp_path / "mirror").mkdir()
    shutil.copy(tmp_path / "log" / "checkpoint", tmp_path / "mirror" / "checkpoint")
    made.append(LOG[300:900])
    made.publish(SIGNER)
    shutil.copytree(tmp_path / "log" / "tile", tmp_path / "mirror" / "tile")
    assert sound(tmp_path / "mirror") == 300
