"""Who watches everything: the bytes on the wire with their moments, inside TLS; and every file of both parties'
disks."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Piece:
    """Bytes that passed: when (seconds), through which wire, up or down."""

    at: float
    wire: str
    up: bool
    content: bytes


class Tap:
    """A wire on loopback that passes everything on and remembers it. Use as a context."""

    def __init__(self, name: str, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._name = name
        self._server = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._pieces: list[Piece] = []
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def __enter__(self) -> Tap:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def take(self) -> list[Piece]:
        """What has passed since the last time."""
        with self._lock:
            taken, self._pieces = self._pieces, []
        return taken

    def passed(self, *, up: bool) -> int:
        """How many bytes have passed this way since the last `take`."""
        with self._lock:
            return sum(len(piece.content) for piece in self._pieces if piece.up is up)

    def _accept(self) -> None:
        while True:
            try:
                desk, _ = self._server.accept()
            except OSError:
                return
            server = socket.create_connection(self._target)
            for end in (desk, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for source, sink, up in ((desk, server, True), (server, desk, False)):
                threading.Thread(target=self._pass, args=(source, sink, up), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, up: bool) -> None:
        with suppress(OSError):
            while content := source.recv(65_536):
                with self._lock:
                    self._pieces.append(Piece(time.monotonic(), self._name, up, content))
                sink.sendall(content)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class Disks:
    """Every file below some folders: what is new in each since the last look."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._seen: dict[Path, tuple[tuple[int, int], bytes]] = {}
        self.take()

    def take(self) -> list[tuple[str, int, bytes]]:
        """Changed files: name, by how much longer, and the blocks of 64 bytes that differ from before."""
        changed = []
        for path in self._files():
            with suppress(FileNotFoundError):
                state = path.stat()
                mark = (state.st_mtime_ns, state.st_size)
                old = self._seen.get(path)
                if old is None or old[0] != mark:
                    content = path.read_bytes()
                    before = old[1] if old else b""
                    changed.append((path.name, len(content) - len(before), _differing(before, content)))
                    self._seen[path] = (mark, content)
        return changed

    def _files(self) -> Iterator[Path]:
        for folder in self._folders:
            yield from (path for path in folder.rglob("*") if path.is_file())


def _differing(before: bytes, after: bytes) -> bytes:
    if before == after:
        return b""
    size = 64
    blocks = (
        after[at : at + size] for at in range(0, len(after), size) if after[at : at + size] != before[at : at + size]
    )
    return b"".join(blocks)
