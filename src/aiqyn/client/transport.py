"""HTTP for a check: short, bounded, without redirects, proxies or cookies. No fact is ever part of an
address.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

from aiqyn.client.reasons import CheckError, Reason

_CONNECT = 3.0  # seconds
_READ = 10.0
_CHUNK = 65_536
_HEADERS = {"User-Agent": "aiqyn-point", "Accept-Encoding": "identity"}
#: How often an exchange that changes nothing is tried, and the longest pause before the second time, in seconds; it
#: doubles with each. The pause is random: a thousand desks that lost one server must not come back as one.
_ATTEMPTS = 3
_PAUSE = 0.1
_PASSING = {502, 503, 504}
_dice = random.SystemRandom()


class _Passing(CheckError):
    """A failure that may be over in a moment."""


class Transport:
    """Connections to register and evaluator, kept between checks. `deadline`: seconds for one exchange with its
    repetitions.
    """

    def __init__(self, ca_file: Path | None = None, deadline: float = 20.0) -> None:
        self._deadline = deadline
        self._pool = urllib3.PoolManager(
            num_pools=4,
            maxsize=8,
            timeout=urllib3.Timeout(connect=_CONNECT, read=_READ),
            # A connection that cannot be made is tried once more; what has begun is repeated below, or not at all.
            retries=urllib3.Retry(total=1, connect=1, read=0, redirect=0, status=0, other=0),
            ca_certs=str(ca_file) if ca_file else None,
        )

    def get(self, url: str, most: int) -> bytes:
        """Fetch at most `most` bytes; CheckError on anything but 200 and a whole body in time."""
        return self._repeated("GET", url, None, {}, most)

    def post(self, url: str, body: bytes, kind: str, token: str, most: int, *, again: bool = False) -> bytes:
        """Send a body of media type `kind`, with a credential unless `token` is empty; as `get` otherwise.

        `again`: the request changes nothing at the other end, and may be repeated when it failed in passing.
        """
        headers = {"Content-Type": kind} | ({"Authorization": f"Bearer {token}"} if token else {})
        if again:
            return self._repeated("POST", url, body, headers, most)
        return self._exchange("POST", url, body, headers, most, time.monotonic() + self._deadline)

    def _repeated(self, method: str, url: str, body: bytes | None, headers: dict[str, str], most: int) -> bytes:
        ends = time.monotonic() + self._deadline
        for attempt in range(_ATTEMPTS - 1):
            try:
                return self._exchange(method, url, body, headers, most, ends)
            except _Passing:
                pause = _dice.uniform(0, _PAUSE * 2**attempt)
                if time.monotonic() + pause >= ends:
                    raise
                time.sleep(pause)
        return self._exchange(method, url, body, headers, most, ends)

    def _exchange(
        self, method: str, url: str, body: bytes | None, headers: dict[str, str], most: int, ends: float
    ) -> bytes:
        try:
            response = self._pool.request(
                method, url, body=body, headers=_HEADERS | headers,
                redirect=False, preload_content=False,
            )  # fmt: skip
            try:
                if response.status != 200:
                    error = _Passing if response.status in _PASSING else CheckError
                    raise error(_REASONS.get(response.status, Reason.SERVER))
                content = self._read(response, most, ends)
            except BaseException:
                # A body is left in the connection: it must not be used again.
                response.close()
                raise
            response.release_conn()
        except (HTTPError, OSError) as error:
            raise _Passing(Reason.NETWORK) from _without_addresses(error)
        return content

    @staticmethod
    def _read(response: urllib3.BaseHTTPResponse, most: int, ends: float) -> bytes:
        parts, length = [], 0
        while part := response.read1(_CHUNK, decode_content=False):
            parts.append(part)
            length += len(part)
            if length > most or time.monotonic() > ends:
                raise CheckError(Reason.SERVER if length > most else Reason.NETWORK)
        return b"".join(parts)


_REASONS = {401: Reason.CREDENTIAL_REFUSED, 403: Reason.CREDENTIAL_REFUSED, 429: Reason.PACE}


def _without_addresses(error: Exception) -> Exception | None:
    """The cause worth keeping in a chain: whether the connection was never made, or broke."""
    if isinstance(error, MaxRetryError) and isinstance(error.reason, NewConnectionError):
        return ConnectionRefusedError("no connection")
    return None
