"""How a point says who it is: a token that it signs itself, and at the evaluator an access token got with one.

The evaluator's is OAuth 2.0: client credentials (RFC 6749, 4.4), the client authenticated by `private_key_jwt`
(RFC 7523, 2.2; OpenID Connect Core, 9). An access token is kept in memory until shortly before its end.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.transport import Transport
from aiqyn.protocol import access, credential, routes
from aiqyn.protocol.credential import Audience
from aiqyn.protocol.errors import ProtocolError

_MOST_REPLY = 4_096
#: An access token is not used in its last seconds: it must outlive the exchange, and the two clocks may differ.
_RESERVE = 30


class Credentials:
    """The credentials of one point. `clock` gives unix seconds. Safe to use from several threads."""

    def __init__(self, key: Ed25519PrivateKey, point: str, transport: Transport, clock: Callable[[], float]) -> None:
        self._key = key
        self._point = point
        self._transport = transport
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[str, tuple[float, str]] = {}

    def signed(self, audience: Audience) -> str:
        """A token signed by the point itself, for one conversation with this audience."""
        return credential.issue(
            self._key, self._point, audience, now=int(self._clock()), identifier=os.urandom(16).hex()
        )

    def at_evaluator(self, base: str) -> str:
        """The access token for the evaluator at this address; a new one when there is none that lasts."""
        with self._lock:
            ends, token = self._held.get(base, (0.0, ""))
            if self._clock() >= ends - _RESERVE:
                granted = self._granted(base)
                ends, token = self._clock() + granted.expires_in, granted.token
                self._held[base] = (ends, token)
            return token

    def forget(self, base: str) -> None:
        """Drop what the evaluator at this address no longer takes."""
        with self._lock:
            self._held.pop(base, None)

    def _granted(self, base: str) -> access.Granted:
        body = urlencode(access.request(self.signed(Audience.EVALUATOR))).encode()
        reply = self._transport.post(base + routes.GRANT, body, access.FORM, "", most=_MOST_REPLY)
        try:
            return access.read_reply(reply)
        except ProtocolError as error:
            raise CheckError(Reason.SERVER) from error
