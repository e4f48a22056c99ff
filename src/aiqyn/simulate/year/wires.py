"""Register and evaluator within one process: the client's and the publisher's requests go in through their WSGI doors.

The code at both ends is what an installation runs; only sockets and clocks are the simulation's own.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.transport import Transport
from aiqyn.disclosure.evaluating import PUBLISHER_POINT, BlindEvaluator, EvaluatorUnavailable
from aiqyn.protocol import credential

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass
class _Reply:
    status: int = 0


def ask(
    application: Application, method: str, path: str, body: bytes = b"", token: str = "", kind: str = ""
) -> tuple[int, bytes]:
    """One request at a WSGI door; status and body."""
    reply = _Reply()

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        reply.status = int(status.split()[0])
        return io.BytesIO().write

    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": kind,
        "wsgi.input": io.BytesIO(body),
    }
    if token:
        environ["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    content = b"".join(application(environ, start))
    return reply.status, content


class Wire(Transport):
    """A desk's connection to both doors, by the hosts of their addresses."""

    def __init__(self, doors: dict[str, Application]) -> None:
        super().__init__()
        self._doors = doors

    def get(self, url: str, most: int) -> bytes:
        """Fetch; CheckError on anything but 200."""
        return self._through("GET", url, b"", "", most)

    def post(self, url: str, body: bytes, kind: str, token: str, most: int, *, again: bool = False) -> bytes:
        """Send a body with a credential; as `get` otherwise."""
        return self._through("POST", url, body, token, most)

    def _through(self, method: str, url: str, body: bytes, token: str, most: int) -> bytes:
        parts = urlsplit(url)
        status, content = ask(self._doors[parts.netloc], method, parts.path, body, token)
        if status != 200 or len(content) > most:
            raise CheckError(Reason.SERVER)
        return content


class WiredEvaluator(BlindEvaluator):
    """The publisher's way to the evaluator. `clock` gives unix seconds."""

    def __init__(self, door: Application, key: Ed25519PrivateKey, clock: Callable[[], float]) -> None:
        super().__init__("http://evaluator", key)
        self._door = door
        self._clock = clock
        self._credential = key

    def _request(self, method: str, path: str, body: bytes | None = None) -> urllib3.BaseHTTPResponse:
        token = credential.issue(
            self._credential,
            PUBLISHER_POINT,
            credential.Audience.EVALUATOR,
            now=int(self._clock()),
            identifier=secrets.token_hex(8),
        )
        status, content = ask(self._door, method, path, body or b"", token)
        if status != 200:
            raise EvaluatorUnavailable(f"the evaluator answered {status}")
        return urllib3.HTTPResponse(body=content, status=status)
