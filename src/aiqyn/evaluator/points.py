"""The points that may ask, read from the manifest file and read again when it changes; and who a credential
names.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from aiqyn.protocol import credential, manifest
from aiqyn.protocol.credential import Audience, Claims
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.manifest import ListedPoint

_log = logging.getLogger(__name__)
_LOOK_EVERY = 1.0  # seconds between two looks at the manifest file
_MOST_KEPT = 10_000  # verified credentials kept; one takes 0.2 ms to verify


class Points:
    """The manifest file. A broken or missing file keeps the last good list, so that a typo stops no desk.

    `clock` gives unix seconds.
    """

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._points: dict[str, ListedPoint] = {}
        self._seen: tuple[int, int, int] | None = None
        self._looked_at = float("-inf")
        self.generation = 0

    def get(self, point: str) -> ListedPoint | None:
        """The listed point of a name, or None."""
        self._look()
        return self._points.get(point)

    def _look(self) -> None:
        now = self._clock()
        # Whoever comes while the first list is being read waits for it: nobody is a stranger because of a start.
        if self._seen is not None and 0 <= now - self._looked_at < _LOOK_EVERY:
            return
        with self._lock:
            self._looked_at = now
            try:
                state = self._path.stat()
                seen = (state.st_mtime_ns, state.st_size, state.st_ino)
                if seen == self._seen:
                    return
                self._points = manifest.read(self._path.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError, ProtocolError) as error:
                _log.error("the manifest of points is kept as it was: %s", type(error).__name__)
                return
            self._seen = seen
            self.generation += 1
            _log.info("read the manifest of points: %d", len(self._points))


class Credentials:
    """Who asks: credentials, each verified once and kept until it expires or the manifest changes."""

    def __init__(self, points: Points, clock: Callable[[], float]) -> None:
        self._points = points
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, tuple[int, Claims]] = OrderedDict()

    def point(self, token: str) -> ListedPoint:
        """The point that a credential names; ProtocolError when it is none, expired, or for another party."""
        claims = self.claims(token)
        listed = self._points.get(claims.point)
        if listed is None:
            raise ProtocolError("iss", "is not a point that may ask")
        return listed

    def claims(self, token: str) -> Claims:
        """What a credential says; as `point` otherwise."""
        now = self._clock()
        name = hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
        kept = self._kept.get(name)
        if kept is not None and kept[0] == self._points.generation:
            claims = kept[1]
            credential.check_time(claims, now)
        else:
            claims = credential.verify(token, Audience.EVALUATOR, now=now, key_of=self._key_of)
            self._keep(name, claims)
        return claims

    def _key_of(self, point: str) -> Ed25519PublicKey | None:
        listed = self._points.get(point)
        return listed.key() if listed else None

    def _keep(self, name: bytes, claims: Claims) -> None:
        with self._lock:
            self._kept[name] = (self._points.generation, claims)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
