"""The evaluator's doors as one WSGI callable, with no framework in the path.

`POST /v1/evaluate/<purpose>/<day>`: blinded elements in, evaluated elements and a proof out. `POST /oauth/token`: a
credential for it. `GET /v1/keys`: the public keys of today and tomorrow. `GET /v1/counts/<month>`,
`/v1/alerts/<month>`: what everybody may know of the desks. A request is refused at the first step that does not hold,
the cheapest steps first, and nothing that was asked is ever written down: neither a log line nor an answer repeats an
element.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterable
from typing import Any

from aiqyn.evaluator import asking
from aiqyn.evaluator.access import Access, ReplayError
from aiqyn.evaluator.alerts import Alert, Alerts
from aiqyn.evaluator.asking import JSON, Environ, RefusalError
from aiqyn.evaluator.counts import Counts
from aiqyn.evaluator.day_keys import DayKeys
from aiqyn.evaluator.pace import PUBLISHER, Limit, PaceError, Paces
from aiqyn.evaluator.published import Published
from aiqyn.law import LawBook, Purpose
from aiqyn.oprf import Element, KeyPair, evaluate, hedged_nonce
from aiqyn.oprf.nonce import FRESH_BYTES
from aiqyn.protocol import access, evaluation, routes, strict
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.manifest import ListedPoint

_log = logging.getLogger(__name__)
_EVALUATE, _COUNTS, _ALERTS = "/v1/evaluate/", "/v1/counts/", "/v1/alerts/"

StartResponse = Callable[..., Any]
_REASONS = {
    200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 411: "Length Required", 413: "Content Too Large", 429: "Too Many Requests",
    500: "Internal Server Error",
}  # fmt: skip
_LIMITS = {Limit.PACE: Alert.PACE, Limit.DAILY_CAP: Alert.DAILY_CAP}


class Application:
    """The WSGI callable."""

    def __init__(
        self,
        *,
        law: LawBook,
        keys: DayKeys,
        access: Access,
        paces: Paces,
        counts: Counts,
        alerts: Alerts,
        published: Published,
    ) -> None:
        self._law = law
        self._keys = keys
        self._access = access
        self._paces = paces
        self._counts = counts
        self._alerts = alerts
        self._published = published

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
        if path.startswith(_EVALUATE):
            asking.only(method, "POST")
            return self._evaluate(environ, path.removeprefix(_EVALUATE))
        if path == routes.GRANT:
            asking.only(method, "POST")
            return JSON, self._grant(environ)
        if path == routes.KEYS:
            asking.only(method, "GET")
            return JSON, self._public_keys()
        for place, document in ((_COUNTS, self._published.counts), (_ALERTS, self._published.alerts)):
            if path.startswith(place) and (found := document(path.removeprefix(place))) is not None:
                asking.only(method, "GET")
                return JSON, found
        raise RefusalError(404, "there is nothing here")

    def _public_keys(self) -> bytes:
        document = {
            purpose.value: {day.isoformat(): public.hex() for day, public in days.items()}
            for purpose, days in self._keys.public().items()
        }
        return json.dumps(document).encode()

    def _grant(self, environ: Environ) -> bytes:
        body = asking.read(environ, asking.length(environ, access.MOST_REQUEST_BYTES))
        try:
            return self._access.grant(body).to_json()
        except ReplayError as error:
            self._alerts.tell(error.point, Alert.REPLAY)
            raise _oauth(401, "invalid_client") from None
        except ProtocolError as error:
            code = _OAUTH.get(error.field, "invalid_client")
            raise _oauth(401 if code == "invalid_client" else 400, code) from None

    def _evaluate(self, environ: Environ, place: str) -> tuple[str, bytes]:
        point = self._point(environ)
        purpose, pair = self._key(point, place)
        try:
            elements = self._elements(environ, point, purpose)
        except ProtocolError as error:
            self._alerts.tell(point.point, Alert.MALFORMED)
            raise RefusalError(400, str(error)) from None
        evaluated = evaluate(pair, elements, hedged_nonce(pair, elements, os.urandom(FRESH_BYTES)))
        self._counts.add(point.point, len(elements))
        if asking.in_json(environ):
            return JSON, evaluation.write_json_reply(evaluated)
        return "application/octet-stream", evaluation.write_reply(evaluated)

    def _elements(self, environ: Environ, point: ListedPoint, purpose: Purpose) -> list[Element]:
        """What is asked, the pace taken before any work on the curve: a bare body's is known by its length alone."""
        if asking.in_json(environ):
            body = asking.read(environ, asking.length(environ, evaluation.MOST_JSON_BYTES))
            listed = evaluation.read_json_request(body)
            self._take(point, purpose, len(listed))
            return evaluation.read_request(b"".join(listed))
        length = asking.length(environ, evaluation.MOST_REQUEST_BYTES)
        self._take(point, purpose, asking.whole_elements(length))
        return evaluation.read_request(asking.read(environ, length))

    def _point(self, environ: Environ) -> ListedPoint:
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise ProtocolError("credential", "missing")
            return self._access.point(token)
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
            self._alerts.tell(point.point, Alert.WRONG_PURPOSE)
            raise RefusalError(403, "purpose: the credential is for another one")
        if pair is None:
            self._alerts.tell(point.point, Alert.WRONG_DAY)
            raise RefusalError(403, "day: there is no key for it")
        return purpose, pair

    def _take(self, point: ListedPoint, purpose: Purpose, elements: int) -> None:
        pace = PUBLISHER if point.publisher else self._law.pace(purpose)
        if elements > pace.burst:
            raise RefusalError(413, f"elements: at most {pace.burst} at once")
        try:
            self._paces.take(point.point, elements, pace)
        except PaceError as error:
            self._alerts.tell(point.point, _LIMITS[error.limit])
            raise RefusalError(429, "the point's pace is used up", ("Retry-After", str(error.wait))) from None


#: The error codes of RFC 6749, 5.2, by the parameter that is wrong; whatever is wrong with the assertion is the client.
_OAUTH = {
    "grant_type": "unsupported_grant_type", "request": "invalid_request", "client_assertion_type": "invalid_request",
    "client_assertion": "invalid_request", "scope": "invalid_scope",
}  # fmt: skip


def _oauth(status: int, code: str) -> RefusalError:
    return RefusalError(status, json.dumps({"error": code}))
