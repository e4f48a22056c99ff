"""The register asks the evaluator as blindly as everyone: elements go out, outputs come back, no key is ever here.

Blinding, verifying and finalizing cost it four times what the evaluator spends: a day's list is asked for by processes
on all cores, a batch at a time.
"""

from __future__ import annotations

import multiprocessing
import secrets
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from typing import Any

import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn import law, oprf
from aiqyn.protocol import credential, evaluation, routes
from aiqyn.protocol.errors import ProtocolError

#: The name under which the register is listed in the evaluator's manifest of points.
PUBLISHER_POINT = "publisher"
BATCH = evaluation.MOST_ELEMENTS


class EvaluatorUnavailable(RuntimeError):
    """The evaluator did not answer as it must; the message has the status, never what was asked."""


class BlindEvaluator:
    """A client of the evaluator, by default with the publisher's credential. Times out rather than waits.

    `processes`: how many work on a long list; `begin` is called first in each.
    """

    def __init__(
        self,
        url: str,
        key: Ed25519PrivateKey,
        point: str = PUBLISHER_POINT,
        *,
        processes: int = 1,
        begin: Callable[[], None] | None = None,
    ) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._point = point
        self._processes = processes
        self._begin = begin
        self._workers: ProcessPoolExecutor | None = None
        self._http = urllib3.PoolManager(timeout=urllib3.Timeout(connect=3, read=60), retries=False, maxsize=2)

    def public_keys(self) -> dict[law.Purpose, dict[date, bytes]]:
        """The evaluator's public keys by purpose and day, as it states them."""
        reply = self._request("GET", routes.KEYS)
        try:
            document: dict[str, dict[str, str]] = reply.json()
            return {
                law.Purpose(purpose): {date.fromisoformat(day): bytes.fromhex(key) for day, key in keys.items()}
                for purpose, keys in document.items()
            }
        except (ValueError, AttributeError) as error:
            raise EvaluatorUnavailable("the evaluator's keys cannot be read") from error

    def outputs(self, inputs: Sequence[bytes], *, purpose: law.Purpose, day: date, public_key: bytes) -> list[bytes]:
        """The 64-byte output of each input, every batch's proof verified against `public_key`."""
        batches = [list(inputs[start : start + BATCH]) for start in range(0, len(inputs), BATCH)]
        if self._processes == 1 or len(batches) < 2:
            found = [self.batch(part, purpose, day, public_key) for part in batches]
        else:
            work = partial(_batch, purpose=purpose, day=day, public_key=public_key)
            found = list(self._pool().map(work, batches))
        return [output for part in found for output in part]

    def batch(self, part: Sequence[bytes], purpose: law.Purpose, day: date, public_key: bytes) -> list[bytes]:
        """The outputs of one batch. EvaluatorUnavailable, too, when the evaluator uses another key than this one."""
        scalars = [oprf.scalar_from_uniform(secrets.token_bytes(64)) for _ in part]
        blinded = oprf.blind(part, scalars)
        reply = self._request("POST", routes.evaluate(purpose, day), body=evaluation.write_request(blinded))
        try:
            answer = evaluation.read_reply(reply.data, len(part))
            return oprf.finalize(part, scalars, blinded, answer, oprf.PublicKey(public_key))
        except (oprf.OprfError, ProtocolError) as error:
            raise EvaluatorUnavailable("the evaluator's proof does not hold under the announced key") from error

    def close(self) -> None:
        """End the processes."""
        if self._workers is not None:
            self._workers.shutdown(cancel_futures=True)
            self._workers = None

    def _pool(self) -> ProcessPoolExecutor:
        if self._workers is None:
            # Not forked: a child must not share the parent's connections to the database.
            self._workers = ProcessPoolExecutor(
                self._processes,
                multiprocessing.get_context("spawn"),
                _begin,
                (self._url, self._key.private_bytes_raw(), self._point, self._begin),
            )
        return self._workers

    def _request(self, method: str, path: str, body: bytes | None = None) -> urllib3.BaseHTTPResponse:
        token = credential.issue(
            self._key,
            self._point,
            credential.Audience.EVALUATOR,
            now=int(time.time()),
            identifier=secrets.token_hex(8),
        )
        headers: dict[str, Any] = {"Authorization": f"Bearer {token}"}
        if body is not None:
            headers["Content-Type"] = "application/octet-stream"
        try:
            reply = self._http.request(method, self._url + path, body=body, headers=headers, redirect=False)
        except urllib3.exceptions.HTTPError as error:
            raise EvaluatorUnavailable(f"the evaluator does not answer ({type(error).__name__})") from error
        if reply.status != 200:
            raise EvaluatorUnavailable(f"the evaluator answered {reply.status}")
        return reply


#: Of a process of the pool: its own client, made when it begins.
_own: list[BlindEvaluator] = []


def _begin(url: str, seed: bytes, point: str, begin: Callable[[], None] | None) -> None:
    if begin is not None:
        begin()
    _own.append(BlindEvaluator(url, Ed25519PrivateKey.from_private_bytes(seed), point))


def _batch(part: Sequence[bytes], *, purpose: law.Purpose, day: date, public_key: bytes) -> list[bytes]:
    return _own[0].batch(part, purpose, day, public_key)
