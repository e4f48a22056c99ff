"""Files that must be whole or absent: what a crash leaves, and what destroying leaves."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from aiqyn.evaluator import files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_created_once_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "seed"
    assert files.create(path, b"first")
    assert not files.create(path, b"second")
    assert path.read_bytes() == b"first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path) == ["seed"]


@pytest.mark.parametrize("call", ["fsync", "link"])
def test_a_crash_while_creating_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, call, crash)
    with pytest.raises(KeyboardInterrupt):
        files.create(tmp_path / "seed", b"first")
    monkeypatch.undo()
    assert "seed" not in names(tmp_path)
    files.sweep(tmp_path)
    assert names(tmp_path) == []
    assert files.create(tmp_path / "seed", b"second")


def test_a_crash_while_replacing_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "counts"
    files.replace(path, b"old")

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        files.replace(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    files.sweep(tmp_path)
    assert names(tmp_path) == ["counts"]


def test_destroying_overwrites_before_it_unlinks(tmp_path: Path) -> None:
    path = tmp_path / "seed"
    path.write_bytes(b"secret")
    with path.open("rb") as still_open:
        files.destroy(path)
        assert still_open.read() == bytes(6)
    assert names(tmp_path) == []
    files.destroy(path)


def test_sweeping_a_leftover_does_not_spoil_the_file_it_was_linked_to(tmp_path: Path) -> None:
    # What a crash between `link` and `unlink` leaves: two names of one seed.
    path, left = tmp_path / "seed", tmp_path / ".new-abc"
    path.write_bytes(b"secret")
    os.link(path, left)
    files.sweep(tmp_path)
    assert names(tmp_path) == ["seed"]
    assert path.read_bytes() == b"secret"
