"""What a service point keeps between checks: token sets, announced keys, the newest checkpoint. Nothing about
people.

Every file is written whole or not at all; whatever is read is verified again, so that a damaged file is
fetched anew.
"""

from __future__ import annotations

import mmap
import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from aiqyn.protocol import token_set


class Store:
    """A folder that only its owner reads. Several processes of one point may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """A kept file, or None."""
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes, *, durable: bool = True) -> None:
        """Keep a file, replacing the old one in a single step; on the disk before this returns, if it is `durable`."""
        path = self._folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            Path(fresh).replace(path)
        except BaseException:
            Path(fresh).unlink(missing_ok=True)
            raise

    def map_set(self, digest: bytes) -> memoryview | None:
        """A kept token set, mapped, when its bytes still have the digest of their name; else None."""
        path = self._folder / _set_name(digest)
        try:
            with path.open("rb") as file:
                if os.fstat(file.fileno()).st_size == 0:
                    # An empty file cannot be mapped; an empty set is a lawful set.
                    return memoryview(b"") if token_set.digest(b"") == digest else None
                view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except FileNotFoundError:
            return None
        return view if token_set.digest(view) == digest else None

    def keep_set(self, digest: bytes, file: bytes) -> None:
        """Keep a token set that has been checked."""
        self.write(_set_name(digest), file)

    def forget(self, folder: str, but: Collection[str]) -> None:
        """Remove the files of a sub-folder except those named. A mapped set stays readable for who has mapped
        it.
        """
        for path in (self._folder / folder).glob("*"):
            if path.name not in but:
                path.unlink(missing_ok=True)


def _set_name(digest: bytes) -> str:
    return f"sets/{digest.hex()}"
