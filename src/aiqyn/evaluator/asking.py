"""What a request to evaluate must be before anything is computed: its purpose and day, its length, its body."""

from __future__ import annotations

from typing import Any

from aiqyn.protocol import evaluation

Environ = dict[str, Any]
JSON = "application/json"


class RefusalError(Exception):
    """A request that is not answered: HTTP status, a reason without anything of the request, headers."""

    def __init__(self, status: int, reason: str, *headers: tuple[str, str]) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = headers


def only(method: str, allowed: str) -> None:
    """Refuse another method than the one that a door has."""
    if method != allowed:
        raise RefusalError(405, f"only {allowed}", ("Allow", allowed))


def in_json(environ: Environ) -> bool:
    """Whether the body is JSON, for people to try; otherwise it is bare elements."""
    kind, _, _ = environ.get("CONTENT_TYPE", "").partition(";")
    return bool(kind.strip().lower() == JSON)


def length(environ: Environ, most: int) -> int:
    """The stated length of a body, 1 to `most`, before a byte of it is read."""
    stated = environ.get("CONTENT_LENGTH") or ""
    if not stated:
        raise RefusalError(411, "Content-Length: missing")
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10):
        raise RefusalError(400, "Content-Length: must be a number")
    if int(stated) > most:
        raise RefusalError(413, "the body is too long")
    if int(stated) == 0:
        raise RefusalError(400, "the body is empty")
    return int(stated)


def whole_elements(of_length: int) -> int:
    """How many elements a bare body of this length has."""
    if of_length % evaluation.ELEMENT_BYTES:
        raise RefusalError(400, f"elements: must be whole, {evaluation.ELEMENT_BYTES} bytes each")
    return of_length // evaluation.ELEMENT_BYTES


def read(environ: Environ, of_length: int) -> bytes:
    """The body, whole."""
    body: bytes = environ["wsgi.input"].read(of_length)
    if len(body) != of_length:
        raise RefusalError(400, "the body is shorter than its Content-Length")
    return body
