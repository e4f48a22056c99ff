"""The copy of an imported file: read from then on, kept under its digest until its retention ends.

A crash leaves a partial copy (`.part`) that no run claims; `retention.purge` deletes it.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from aiqyn.register.intake.refusals import FileRefused

_CHUNK = 1 << 20
PARTIAL = ".part"


class Copy:
    """A copy in the inbox, under a name of its own until it is kept."""

    def __init__(self, path: Path, digest: str, size: int) -> None:
        self.path = path
        self.digest = digest
        self.size = size

    def keep(self) -> None:
        """Give the copy its lasting name: its digest."""
        lasting = self.path.with_name(self.digest)
        os.replace(self.path, lasting)
        self.path = lasting


@contextmanager
def copied(source: Path, inbox: Path, *, utf8: bool) -> Iterator[Copy]:
    """Copy the file and give its SHA-256. FileRefused when it cannot be read or, if `utf8`, is not UTF-8.

    The copy is deleted at the end unless it was kept.
    """
    inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = inbox / f".{os.getpid()}.{secrets.token_hex(8)}{PARTIAL}"
    with _opened(source) as reading:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as writing:
                digest, size = _copy(reading, writing, utf8=utf8)
            yield Copy(partial, digest, size)
        finally:
            partial.unlink(missing_ok=True)


@contextmanager
def _opened(source: Path) -> Iterator[BinaryIO]:
    try:
        handle = source.open("rb")
    except FileNotFoundError:
        raise FileRefused("no-such-file") from None
    except OSError:
        raise FileRefused("not-readable") from None
    with handle:
        yield handle


def _copy(reading: BinaryIO, writing: BinaryIO, *, utf8: bool) -> tuple[str, int]:
    digest, size, lines = hashlib.sha256(), 0, 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    while True:
        try:
            chunk = reading.read(_CHUNK)
        except OSError:
            raise FileRefused("not-readable") from None
        if utf8:
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                lines += error.object[: error.start].count(b"\n")
                raise FileRefused("encoding", line=lines + 1) from None
        if not chunk:
            break
        lines += chunk.count(b"\n")
        digest.update(chunk)
        writing.write(chunk)
        size += len(chunk)
    writing.flush()
    os.fsync(writing.fileno())
    return digest.hexdigest(), size
