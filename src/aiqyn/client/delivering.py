"""Papers handed over, reported by the desk: number, what became of them, and a contact that the person left, if any."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from aiqyn.client.config import Config
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.transport import Transport
from aiqyn.protocol import credential, routes
from aiqyn.protocol.confirmation import NONCE_BYTES
from aiqyn.protocol.credential import Audience
from aiqyn.protocol.delivery import Outcome, Reply, Request
from aiqyn.protocol.errors import ProtocolError

_MOST_REPLY = 4_096


class Deliveries:
    """What one point reports to the register. `clock` gives unix seconds."""

    def __init__(
        self, config: Config, *, clock: Callable[[], float] = time.time, transport: Transport | None = None
    ) -> None:
        self._config = config
        self._clock = clock
        self._key = config.key()
        self._transport = transport or Transport(config.ca_file)

    def report(self, number: str, outcome: Outcome, contact: str = "") -> Reply:
        """Report it; the same report again is harmless. CheckError without an answer of the register."""
        said = Request(
            number=number, outcome=outcome, contact=contact, nonce=os.urandom(NONCE_BYTES), at=int(self._clock())
        )
        token = credential.issue(
            self._key, self._config.point, Audience.REGISTER, now=said.at, identifier=os.urandom(16).hex()
        )
        body = self._transport.post(
            self._config.register_url + routes.DELIVERY, said.to_json(), "application/json", token, most=_MOST_REPLY
        )
        try:
            reply = Reply.open(body.decode(), self._config.register)
            reply.check(said, point=self._config.point, now=self._clock())
        except (ProtocolError, UnicodeDecodeError) as error:
            raise CheckError(Reason.CONFIRMATION_INVALID) from error
        return reply
