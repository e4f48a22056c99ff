"""Steps 8 and 9 of the check: a match goes to the register, and its signed reply is held against what was asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from aiqyn.client.config import Config
from aiqyn.client.credentials import Credentials
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.transport import Transport
from aiqyn.protocol import confirmation, routes
from aiqyn.protocol.confirmation import Reply, Request
from aiqyn.protocol.credential import Audience
from aiqyn.protocol.errors import ProtocolError

_MOST_REPLY = 65_536


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What was asked, the signed note that came back, and what it says."""

    request: Request
    note: str
    reply: Reply


class Confirming:
    """Confirmations of one point. `clock` gives unix seconds."""

    def __init__(
        self, config: Config, transport: Transport, credentials: Credentials, clock: Callable[[], float]
    ) -> None:
        self._config = config
        self._transport = transport
        self._credentials = credentials
        self._clock = clock

    def confirm(self, output: bytes, today: date, ground: str) -> Confirmed:
        """Ask about one output. Never repeated when it may have been answered: each answer is told to the person."""
        asked = Request(
            purpose=self._config.purpose, day=today, output=output,
            nonce=os.urandom(confirmation.NONCE_BYTES), at=int(self._clock()), ground=ground,
        )  # fmt: skip
        body = self._transport.post(  # (8)
            self._config.register_url + routes.CONFIRM,
            asked.to_json(), "application/json", self._credentials.signed(Audience.REGISTER),
            most=_MOST_REPLY,
        )  # fmt: skip
        try:
            note = body.decode()
            reply = Reply.open(note, self._config.register)  # (9)
            reply.check(asked, point=self._config.point, now=self._clock())
        except (ProtocolError, UnicodeDecodeError) as error:
            raise CheckError(Reason.CONFIRMATION_INVALID) from error
        return Confirmed(asked, note, reply)
