"""The register asks the evaluator as blindly as everyone: elements go out, outputs come back, no key is ever here."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn import law, oprf
from aiqyn.protocol import credential, evaluation, routes

#: The name under which the register is listed in the evaluator's manifest of points.
PUBLISHER_POINT = "publisher"
BATCH = evaluation.MOST_ELEMENTS


class EvaluatorUnavailable(RuntimeError):
    """The evaluator did not answer as it must; the message has the status, never what was asked."""


class BlindEvaluator:
    """A client of the evaluator, by default with the publisher's credential. Times out rather than waits."""

    def __init__(self, url: str, key: Ed25519PrivateKey, point: str = PUBLISHER_POINT) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._point = point
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
        found: list[bytes] = []
        for start in range(0, len(inputs), BATCH):
            part = inputs[start : start + BATCH]
            scalars = [oprf.scalar_from_uniform(secrets.token_bytes(64)) for _ in part]
            blinded = oprf.blind(part, scalars)
            reply = self._request("POST", routes.evaluate(purpose, day), body=evaluation.write_request(blinded))
            answer = evaluation.read_reply(reply.data, len(part))
            found.extend(oprf.finalize(part, scalars, blinded, answer, oprf.PublicKey(public_key)))
        return found

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
