"""The check's addresses at the register, as one WSGI function: files as they are, day keys, confirmations.

Whatever is not the check's goes on to the pages. No address carries a fact about a person, and nothing is logged.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import close_old_connections

from aiqyn import law
from aiqyn.disclosure.confirming import AlreadyAnswered, Confirmer, NotAuthorised
from aiqyn.disclosure.opening import Opener
from aiqyn.protocol import routes
from aiqyn.protocol.errors import ProtocolError
from aiqyn.register.queries import check

_PURPOSES = "|".join(purpose.value for purpose in law.Purpose)
_HEAD = re.compile(rf"/check/({_PURPOSES})/(\d{{4}}-\d{{2}}-\d{{2}}/)?head", re.ASCII)
_SET = re.compile(r"/check/sets/[0-9a-f]{64}(\.rice)?")
_KEY = re.compile(rf"/check/({_PURPOSES})/(\d{{4}}-\d{{2}}-\d{{2}})/key", re.ASCII)
_LEDGER = re.compile(r"/ledger/(checkpoint|tile/[0-9a-z/.]+)")
#: A request of a desk is under 400 bytes; more is not one.
_MOST = 2_000
#: A confirmation is answered after so many seconds, or twice as many, or three times: whether an order was found, or
#: nothing (a cover), must not be told by the time that it took. Finding, locking and writing take a few milliseconds.
QUANTUM = 0.025
#: Answers a desk's request (credential, body, moment) by a signed note; refuses as the confirmer does.
Conversation = Callable[[str, bytes, datetime], str]

_FOREVER = "public, max-age=31536000, immutable"
_FRESH = "no-cache"


class Doorway:
    """The WSGI application: the check's own addresses here, everything else by `pages`."""

    def __init__(
        self,
        pages: WSGIApplication,
        *,
        public: Path,
        opener: Opener,
        confirmer: Confirmer,
        clock: Callable[[], datetime] | None = None,
        conversations: Mapping[str, Conversation] | None = None,
        quantum: float = QUANTUM,
    ) -> None:
        self._quantum = quantum
        self._clock = clock or partial(datetime.now, UTC)
        self._pages = pages
        self._public = public
        self._opener = opener
        #: What desks may say besides asking, by address.
        self._conversations = {routes.CONFIRM: confirmer.answer} | dict(conversations or {})

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request of the check, or hand it on."""
        path = str(environ.get("PATH_INFO", ""))
        if not path.startswith(("/check/", "/ledger/")):
            return self._pages(environ, start_response)
        answer = _Answer(start_response)
        if path == routes.CONFIRM:
            return self._after_a_quantum(lambda: self._converse(self._conversations[path], environ, answer))
        if path in self._conversations:
            return self._converse(self._conversations[path], environ, answer)
        if environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
            return answer.refuse("405 Method Not Allowed", "method")
        if key := _KEY.fullmatch(path):
            return self._day_key(key[1], key[2], answer)
        if _HEAD.fullmatch(path):
            return self._file(path, "text/plain; charset=utf-8", _FRESH, answer)
        if _SET.fullmatch(path):
            return self._file(path, "application/octet-stream", _FOREVER, answer)
        if found := _LEDGER.fullmatch(path):
            kind = "text/plain; charset=utf-8" if found[1] == "checkpoint" else "application/octet-stream"
            return self._file(path, kind, _FRESH if found[1] == "checkpoint" else _FOREVER, answer)
        return answer.refuse("404 Not Found", "path")

    def _after_a_quantum(self, work: Callable[[], Iterable[bytes]]) -> Iterable[bytes]:
        begun = time.monotonic()
        content = work()
        if self._quantum:
            took = time.monotonic() - begun
            time.sleep(self._quantum - took % self._quantum)
        return content

    def _file(self, path: str, kind: str, caching: str, answer: _Answer) -> Iterable[bytes]:
        file = (self._public / path.lstrip("/")).resolve()
        if not file.is_relative_to(self._public.resolve()):
            return answer.refuse("404 Not Found", "path")
        try:
            return answer.give(file.read_bytes(), kind, caching)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return answer.refuse("404 Not Found", "path")

    @staticmethod
    def _with_database(work: Callable[[], Iterable[bytes]]) -> Iterable[bytes]:
        # Outside Django's request signals, so its connections are cared for here.
        close_old_connections()
        try:
            return work()
        finally:
            close_old_connections()

    def _day_key(self, purpose: str, day: str, answer: _Answer) -> Iterable[bytes]:
        def work() -> Iterable[bytes]:
            try:
                leaf = check.key_leaf(law.Purpose(purpose), date.fromisoformat(day))
            except ValueError:
                leaf = None
            if leaf is None:
                return answer.refuse("404 Not Found", "day")
            opened = self._opener.open(leaf)
            if opened.index is None:
                return answer.refuse("503 Service Unavailable", "not-yet-in-the-ledger")
            return answer.give(json.dumps(opened.to_json()).encode(), "application/json", _FRESH)

        return self._with_database(work)

    def _converse(self, conversation: Conversation, environ: WSGIEnvironment, answer: _Answer) -> Iterable[bytes]:
        if environ.get("REQUEST_METHOD") != "POST":
            return answer.refuse("405 Method Not Allowed", "method")
        scheme, _, token = str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")
        if scheme.lower() != "bearer" or not token:
            return answer.refuse("401 Unauthorized", "credential")
        length = str(environ.get("CONTENT_LENGTH", ""))
        if not (length.isascii() and length.isdigit()):
            return answer.refuse("411 Length Required", "request")
        if int(length) > _MOST:
            return answer.refuse("413 Content Too Large", "request")
        body = environ["wsgi.input"].read(int(length))

        def work() -> Iterable[bytes]:
            try:
                note = conversation(token, body, self._clock())
            except NotAuthorised:
                return answer.refuse("403 Forbidden", "credential")
            except AlreadyAnswered:
                return answer.refuse("409 Conflict", "nonce")
            except ProtocolError as error:
                return answer.refuse("400 Bad Request", error.field)
            return answer.give(note.encode(), "text/plain; charset=utf-8", "no-store")

        return self._with_database(work)


class _Answer:
    """One WSGI response."""

    def __init__(self, start_response: StartResponse) -> None:
        self._start = start_response

    def give(self, body: bytes, kind: str, caching: str) -> Iterable[bytes]:
        headers: list[tuple[str, str]] = [
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", caching),
            ("X-Content-Type-Options", "nosniff"),
        ]
        self._start("200 OK", headers)
        return [body]

    def refuse(self, status: str, field: str) -> Iterable[bytes]:
        body = json.dumps({"error": field}).encode()
        headers: list[Any] = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        self._start(status, headers)
        return [body]
