"""Ports of this machine for a play: free, and promised to one play from the moment they are chosen.

A play listens many seconds after it chose. A second one, started meanwhile, must not choose the same.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence

LAST = 65_535


class NoPort(OSError):
    """There are not as many free ports as are needed from the first one on."""


class Ports:
    """Ports that nobody listens on, and that no other play was promised, as long as this object lives."""

    def __init__(self, start: int, count: int) -> None:
        """Choose `count` ports from `start` on. NoPort when there are not enough."""
        self._promises: list[socket.socket] = []
        numbers: list[int] = []
        for port in range(start, LAST + 1):
            if len(numbers) == count:
                break
            if _is_free(port) and self._promise(port):
                numbers.append(port)
        if len(numbers) < count:
            self.release()
            raise NoPort(f"fewer than {count} free ports from {start} on")
        self.numbers: Sequence[int] = tuple(numbers)

    def release(self) -> None:
        """Take the promises back. The end of the process, of whatever kind, does the same."""
        for promise in self._promises:
            promise.close()
        self._promises.clear()

    def _promise(self, port: int) -> bool:
        if sys.platform != "linux":
            return True
        # A name that lives in the kernel as long as its socket: `kill -9` leaves nothing to clean up.
        promise = socket.socket(socket.AF_UNIX)
        try:
            promise.bind(f"\0aiqyn-port-{port}")
        except OSError:
            promise.close()
            return False
        self._promises.append(promise)
        return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do it: what a connection left behind half a minute ago does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
