"""Writing so that a crash leaves the old file or the new one, and destroying so that neither remains."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PRIVATE_FOLDER = 0o700


def make_folder(folder: Path) -> None:
    """A folder that only its owner reads."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)


def sync_folder(folder: Path) -> None:
    """Make a change of names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_beside(path: Path, content: bytes) -> Path:
    # mkstemp makes the file 0600 before a byte is in it.
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def create(path: Path, content: bytes) -> bool:
    """Create a private file whole, or not at all. False, and nothing is written, when one is already there.

    A crash leaves at most a `.new-` file that nobody reads; `sweep` removes it.
    """
    fresh = _write_beside(path, content)
    try:
        # A link never replaces: of two processes that start together, one makes the key and both read it.
        os.link(fresh, path)
    except FileExistsError:
        return False
    finally:
        destroy(fresh)
        sync_folder(path.parent)
    return True


def replace(path: Path, content: bytes) -> None:
    """Write a private file, replacing the old one in a single step."""
    fresh = _write_beside(path, content)
    fresh.replace(path)
    sync_folder(path.parent)


def destroy(path: Path) -> None:
    """Remove a file. Its bytes are overwritten first unless another name still needs them (a link count above
    1).

    Overwriting is not a promise on every medium (snapshots, flash translation); a key's folder belongs on one
    of which no backup is made.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return
    try:
        state = os.fstat(handle)
        if state.st_nlink == 1:
            os.write(handle, bytes(state.st_size))
            os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Destroy what an earlier crash left half-written in a folder."""
    for left in folder.glob(".new-*"):
        destroy(left)
