"""The token endpoint behind its door: an assertion that holds is exchanged for an access token, once.

An access token is `claims.mac`, both base64url: point, scope and the unix second of its end, under HMAC-SHA256 with a
key that all processes of this evaluator read from one file. It lasts as long as an assertion may.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

from aiqyn.evaluator import files
from aiqyn.evaluator.points import Credentials, Points
from aiqyn.protocol import access, credential, strict
from aiqyn.protocol.access import Granted
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.manifest import ListedPoint

_KEY_BYTES = 32
_PUBLISHER = "publisher"


class ReplayError(ProtocolError):
    """An assertion that was exchanged before; `point` has sent it, or somebody who overheard it."""

    def __init__(self, point: str) -> None:
        super().__init__("jti", "the assertion was used before")
        self.point = point


class Access:
    """Access tokens of one evaluator, whose key and used assertions stand in `folder`. `clock` gives unix seconds."""

    def __init__(self, folder: Path, credentials: Credentials, points: Points, clock: Callable[[], float]) -> None:
        self._folder = folder
        self._credentials = credentials
        self._points = points
        self._clock = clock
        self._used = folder / "assertions"
        files.make_folder(self._used)
        path = folder / "access.key"
        if not path.exists():
            files.create(path, os.urandom(_KEY_BYTES))
        self._key = path.read_bytes()
        if len(self._key) != _KEY_BYTES:
            raise ValueError(f"{path}: must be {_KEY_BYTES} bytes")

    def grant(self, body: bytes) -> Granted:
        """The access token for a request that holds. ProtocolError names what does not; ReplayError for a second
        use."""
        asked = access.read_request(_form(body))
        claims = self._credentials.claims(asked.assertion)
        listed = self._points.get(claims.point)
        if listed is None or asked.client not in ("", claims.point):
            raise ProtocolError("iss", "is not a point that may ask")
        scope = scope_of(listed)
        if asked.scope not in ("", scope):
            raise ProtocolError("scope", "is not this point's purpose")
        self._use(claims)
        ends = int(self._clock()) + credential.LIFETIME
        content = json.dumps({"point": claims.point, "scope": scope, "ends": ends}).encode()
        return Granted(f"{_written(content)}.{_written(self._mac(content))}", credential.LIFETIME, scope)

    def point(self, token: str) -> ListedPoint:
        """The point that a credential names, be it an access token or, self-signed, an assertion. ProtocolError."""
        if token.count(".") != 1:
            return self._credentials.point(token)
        content, mac = (_read(part) for part in token.split("."))
        if not hmac.compare_digest(self._mac(content), mac):
            raise ProtocolError("credential", "is not an access token of this evaluator")
        document = json.loads(content)
        if self._clock() >= document["ends"]:
            raise ProtocolError("exp", "the credential has expired")
        listed = self._points.get(document["point"])
        # A point that was struck off, or enrolled for another purpose, does not go on until its token ends.
        if listed is None or scope_of(listed) != document["scope"]:
            raise ProtocolError("iss", "is not a point that may ask")
        return listed

    def sweep(self) -> None:
        """Forget used assertions that nobody could use any more. Called at each turn."""
        oldest = self._clock() - credential.LIFETIME - 2 * credential.TOLERANCE
        for path in self._used.iterdir():
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink(missing_ok=True)
            except FileNotFoundError:
                continue  # another process was first

    def _use(self, claims: credential.Claims) -> None:
        name = hashlib.sha256(f"{claims.point} {claims.identifier}".encode()).hexdigest()
        try:
            # Of several processes that are shown one assertion, one can make the file.
            os.close(os.open(self._used / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise ReplayError(claims.point) from None
        now = self._clock()
        os.utime(self._used / name, (now, now))

    def _mac(self, content: bytes) -> bytes:
        return hmac.digest(self._key, b"aiqyn/access-token/v1\0" + content, hashlib.sha256)


def _form(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=8)
    except ValueError:
        raise ProtocolError("request", "must be a form") from None


def scope_of(listed: ListedPoint) -> str:
    """The scope of a point's tokens: its one purpose, or `publisher`."""
    return _PUBLISHER if listed.purpose is None else listed.purpose.value


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _read(text: str) -> bytes:
    if len(text) > 1_000 or not strict.is_base64url(text):
        raise ProtocolError("credential", "is not an access token of this evaluator")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
