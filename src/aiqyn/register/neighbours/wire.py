"""HTTP to a neighbour: bounded, in time, without redirects or proxies. Addresses carry cursors, never a fact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from aiqyn.register.neighbours.errors import NeighbourRefused, NeighbourUnavailable

_MOST_JSON = 8_000_000
_CHUNK = 1 << 20
_OWN = frozenset({"127.0.0.1", "localhost", "::1"})


class Wire:
    """The address of one neighbour. `token` goes along as a bearer's."""

    def __init__(self, url: str, token: str = "", *, timeout: float = 20.0) -> None:
        """ValueError unless the address is https, or this machine's own. `timeout` in seconds."""
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _OWN):
            raise ValueError("a neighbour's address is https, or on this machine")
        self._url = url.rstrip("/")
        self._headers = {"User-Agent": "aiqyn-register"} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._pool = urllib3.PoolManager(timeout=urllib3.Timeout(total=timeout), retries=False)

    def post(self, path: str, document: object) -> dict[str, Any]:
        """Send a JSON document, read a JSON object."""
        body = json.dumps(document, ensure_ascii=False).encode()
        return self._object(self._exchange("POST", self._url + path, body, {"Content-Type": "application/json"}))

    def fetch(self, path: str, into: Path, **query: str) -> Mapping[str, str] | None:
        """Stream a body into a new file (mode 0600); its headers, or None where there is nothing (204)."""
        response = self._exchange("GET", f"{self._url}{path}?{urlencode(query)}", None, {})
        if response.status == 204:
            response.release_conn()
            return None
        into.touch(mode=0o600, exist_ok=False)
        try:
            with into.open("wb") as handle:
                for chunk in response.stream(_CHUNK):
                    handle.write(chunk)
        except HTTPError:
            into.unlink()
            raise NeighbourUnavailable("the answer broke off") from None
        return dict(response.headers.items())

    def _exchange(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> urllib3.BaseHTTPResponse:  # fmt: skip
        try:
            response = self._pool.request(
                method, url, body=body, headers=self._headers | dict(headers), redirect=False, preload_content=False
            )
        except (HTTPError, OSError):
            raise NeighbourUnavailable("no answer") from None
        if response.status >= 500 or response.status == 429:
            response.close()
            raise NeighbourUnavailable(f"status {response.status}")
        if response.status not in {200, 204}:
            response.close()
            raise NeighbourRefused(f"status {response.status}")
        return response

    @staticmethod
    def _object(response: urllib3.BaseHTTPResponse) -> dict[str, Any]:
        try:
            content = response.read(_MOST_JSON + 1)
            document = json.loads(content) if len(content) <= _MOST_JSON else None
        except HTTPError:
            raise NeighbourUnavailable("the answer broke off") from None
        except ValueError:
            raise NeighbourRefused("not JSON") from None
        finally:
            response.close()
        if not isinstance(document, dict):
            raise NeighbourRefused("not a JSON object")
        return document
