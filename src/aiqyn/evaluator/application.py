"""The evaluator's two doors as one WSGI callable, with no framework in the path.

`POST /v1/evaluate/<purpose>/<day>`: blinded elements in, evaluated elements and a proof out. `GET /v1/keys`:
the public keys of today and tomorrow. A request is refused at the first step that does not hold, the cheapest
steps first, and nothing that was asked is ever written down: neither a log line nor an answer repeats an
element.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterable
from typing import Any

from aiqyn.evaluator.counts import Counts
from aiqyn.evaluator.day_keys import DayKeys
from aiqyn.evaluator.pace import PUBLISHER, PaceError, Paces
from aiqyn.evaluator.points import Credentials
from aiqyn.law import LawBook, Purpose
from aiqyn.oprf import KeyPair, evaluate, scalar_from_uniform
from aiqyn.protocol import evaluation, routes, strict
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.manifest import ListedPoint

_log = logging.getLogger(__name__)
_EVALUATE = "/v1/evaluate/"

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
_REASONS = {
    200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 411: "Length Required", 413: "Content Too Large", 429: "Too Many Requests",
    500: "Internal Server Error",
}  # fmt: skip


class RefusalError(Exception):
    """A request that is not answered: HTTP status, a reason without anything of the request, headers."""

    def __init__(self, status: int, reason: str, *headers: tuple[str, str]) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = headers


class Application:
    """The WSGI callable."""

    def __init__(self, *, law: LawBook, keys: DayKeys, credentials: Credentials, paces: Paces, counts: Counts) -> None:
        self._law = law
        self._keys = keys
        self._credentials = credentials
        self._paces = paces
        self._counts = counts

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        headers: tuple[tuple[str, str], ...] = ()
        status, kind = 500, "text/plain; charset=utf-8"
        try:
            kind, body = self._answer(environ)
            status = 200
        except RefusalError as refusal:
            # Its body may lie unread in the connection, which must not be used again.
            status, headers = refusal.status, (*refusal.headers, ("Connection", "close"))
            body = refusal.reason.encode() + b"\n"
        except Exception as error:  # the last line: an error must not carry a request into a log
            _log.error("a request failed: %s", type(error).__name__)
            body = b"the evaluator failed\n"
        start_response(
            f"{status} {_REASONS[status]}",
            [
                ("Content-Type", kind),
                ("Content-Length", str(len(body))),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
                *headers,
            ],
        )
        return [body]

    def _answer(self, environ: Environ) -> tuple[str, bytes]:
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        if path == routes.KEYS:
            _only(method, "GET")
            return "application/json", self._public_keys()
        if path.startswith(_EVALUATE):
            _only(method, "POST")
            return "application/octet-stream", self._evaluate(environ, path.removeprefix(_EVALUATE))
        raise RefusalError(404, "there is nothing here")

    def _public_keys(self) -> bytes:
        document = {
            purpose.value: {day.isoformat(): public.hex() for day, public in days.items()}
            for purpose, days in self._keys.public().items()
        }
        return json.dumps(document).encode()

    def _evaluate(self, environ: Environ, place: str) -> bytes:
        point = self._point(environ)
        purpose, pair = self._key(point, place)
        length = _length(environ)
        self._take(point, purpose, length // evaluation.ELEMENT_BYTES)
        body = environ["wsgi.input"].read(length)
        if len(body) != length:
            raise RefusalError(400, "the body is shorter than its Content-Length")
        try:
            elements = evaluation.read_request(body)
        except ProtocolError as error:
            raise RefusalError(400, str(error)) from None
        evaluated = evaluate(pair, elements, scalar_from_uniform(os.urandom(64)))
        self._counts.add(point.point, len(elements))
        return evaluation.write_reply(evaluated)

    def _point(self, environ: Environ) -> ListedPoint:
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise ProtocolError("credential", "missing")
            return self._credentials.point(token)
        except ProtocolError as error:
            raise RefusalError(401, str(error), ("WWW-Authenticate", "Bearer")) from None

    def _key(self, point: ListedPoint, place: str) -> tuple[Purpose, KeyPair]:
        try:
            asked, day = place.split("/")
            purpose = strict.choice(Purpose, asked, "purpose")
            pair = self._keys.key(purpose, strict.day_text(day, "day"))
        except ValueError:
            raise RefusalError(404, "the address is /v1/evaluate/<purpose>/<day>") from None
        if point.purpose not in (purpose, None):
            raise RefusalError(403, "purpose: the credential is for another one")
        if pair is None:
            raise RefusalError(403, "day: there is no key for it")
        return purpose, pair

    def _take(self, point: ListedPoint, purpose: Purpose, elements: int) -> None:
        pace = PUBLISHER if point.publisher else self._law.pace(purpose)
        if elements > pace.burst:
            raise RefusalError(413, f"elements: at most {pace.burst} at once")
        try:
            self._paces.take(point.point, elements, pace)
        except PaceError as error:
            raise RefusalError(429, "the point's pace is used up", ("Retry-After", str(error.wait))) from None


def _only(method: str, allowed: str) -> None:
    if method != allowed:
        raise RefusalError(405, f"only {allowed}", ("Allow", allowed))


def _length(environ: Environ) -> int:
    """The length of a body that is whole elements, before a byte of it is read."""
    stated = environ.get("CONTENT_LENGTH") or ""
    if not stated:
        raise RefusalError(411, "Content-Length: missing")
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10):
        raise RefusalError(400, "Content-Length: must be a number")
    length = int(stated)
    if length > evaluation.MOST_REQUEST_BYTES:
        raise RefusalError(413, "elements: too many")
    if not length or length % evaluation.ELEMENT_BYTES:
        raise RefusalError(400, f"elements: must be whole, {evaluation.ELEMENT_BYTES} bytes each")
    return length
