"""Watch a release from a desk: ask for the confirmation of one known match until it says *no longer in force*.

The output is evaluated once; what is asked again and again is the confirmation, as any connected desk would.
"""

from __future__ import annotations

import secrets
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime

import urllib3

from aiqyn.client.point import Point
from aiqyn.disclosure.evaluating import BlindEvaluator
from aiqyn.identifiers.key import PersonKey
from aiqyn.ledger.errors import LedgerError
from aiqyn.protocol import credential, routes
from aiqyn.protocol.confirmation import NONCE_BYTES, NoLonger, Reply, Request
from aiqyn.protocol.errors import ProtocolError

#: Seconds between two questions: the precision of the measurement.
EVERY = 0.02


class ReleaseWatch:
    """Asks from `start` on; `moment` is when the first verified *no longer in force* was in hand."""

    def __init__(self, point: Point, key: PersonKey) -> None:
        self._config = point.config
        self._day = datetime.now(point.law.timezone).date()
        evaluator = BlindEvaluator(self._config.evaluator_url, self._config.key(), self._config.point)
        purpose = self._config.purpose
        public = evaluator.public_keys()[purpose][self._day]
        self._output = evaluator.outputs([key.canonical()], purpose=purpose, day=self._day, public_key=public)[0]
        self._http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(5), maxsize=1)
        self._found = threading.Event()
        self.moment: datetime | None = None
        self.asked = 0

    def start(self) -> None:
        """Begin to ask."""
        threading.Thread(target=self._watch, daemon=True, name="release").start()

    def wait(self, seconds: float) -> datetime | None:
        """The moment, or None when it has not come in time."""
        self._found.wait(seconds)
        return self.moment

    def _watch(self) -> None:
        while not self._found.is_set():
            # What cannot be had or verified is no answer; the next question is near.
            with suppress(urllib3.exceptions.HTTPError, ProtocolError, LedgerError, UnicodeDecodeError):
                if self._no_longer():
                    self.moment = datetime.now(UTC)
                    self._found.set()
            time.sleep(EVERY)

    def _no_longer(self) -> bool:
        now = int(time.time())
        asked = Request(self._config.purpose, self._day, self._output, secrets.token_bytes(NONCE_BYTES), now)
        token = credential.issue(
            self._config.key(),
            self._config.point,
            credential.Audience.REGISTER,
            now=now,
            identifier=secrets.token_hex(8),
        )
        reply = self._http.request(
            "POST",
            self._config.register_url + routes.CONFIRM,
            body=asked.to_json(),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        self.asked += 1
        if reply.status != 200:
            return False
        said = Reply.open(reply.data.decode(), self._config.register)
        said.check(asked, point=self._config.point, now=time.time())
        return isinstance(said.outcome, NoLonger)
