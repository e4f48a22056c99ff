"""A service point: asks about one key, and answers CLEAR, HIT or UNKNOWN. The steps are those of
`spec/check.md`.

(0) the ground of a stop, where the law wants one  (1) head  (2) token set  (3) day key  (4) blind  (5) evaluate
(6) verify and finalize  (7) look up: a miss is CLEAR  (8) confirm  (9) the reply answers what was asked  (10) an order
is proven: HIT  (11) a release, or a suspension: CLEAR  (12) an unexplained match: CLEAR, kept, an alarm; everything
else is UNKNOWN, which stops nobody  (13) under a head that says `shadow` nothing is a hit  (14) a miss is covered.

    point = Point.from_config(Path("point.toml"))
    answer = point.check(PersonKey(iin=…, document=…))
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from aiqyn import law
from aiqyn.client import config as configuration
from aiqyn.client import verdict
from aiqyn.client.answer import Answer
from aiqyn.client.config import Config
from aiqyn.client.confirming import Confirmed, Confirming
from aiqyn.client.covering import Cover
from aiqyn.client.credentials import Credentials
from aiqyn.client.daybook import Daybook
from aiqyn.client.evaluating import Evaluating
from aiqyn.client.evidence import Evidence, Unexplained
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.stops import StopLog
from aiqyn.client.transport import Transport
from aiqyn.identifiers.key import Key
from aiqyn.protocol import token_set, tokens
from aiqyn.protocol.confirmation import InForce, NoLonger, Shadow
from aiqyn.protocol.head import Head
from aiqyn.protocol.leaves import SuspensionLeaf
from aiqyn.protocol.states import State

_log = logging.getLogger(__name__)


class Point:
    """One service point. Safe to use from several threads. `clock` gives unix seconds."""

    def __init__(
        self, config: Config, *, clock: Callable[[], float] = time.time, transport: Transport | None = None
    ) -> None:
        self.config = config
        self.law = law.load(config.country)
        self.law.purpose(config.purpose)  # a purpose that the law does not name cannot be asked for
        self._clock = clock
        self._zone = self.law.timezone
        transport = transport or Transport(config.ca_file)
        credentials = Credentials(config.key(), config.point, transport, clock)
        self._daybook = Daybook(config, transport, self.law)
        self._evaluating = Evaluating(config, transport, credentials)
        self._confirming = Confirming(config, transport, credentials, clock)
        self._evidence = Evidence(config.folder)
        self._cover = Cover() if config.cover else None

    @classmethod
    def from_config(cls, path: Path) -> Point:
        """The point of a configuration file; ConfigError or LawDataError when it cannot be used."""
        return cls(configuration.load(path))

    @property
    def grounds(self) -> tuple[str, ...]:
        """The grounds of a stop, one of which must be recorded before a question here; none at other desks."""
        return self.law.purpose(self.config.purpose).grounds

    def check(self, key: Key, ground: str = "") -> Answer:
        """Ask about one key. Never raises: whatever goes wrong is UNKNOWN with its reason."""
        now = self._clock()
        try:
            return self._on_ground(key, ground, now)
        except CheckError as error:
            reason = error.reason
        except Exception as error:  # (12) an error of ours, too, is never a hit and never clear
            _log.error("a check failed: %s", type(error).__name__)
            reason = Reason.LOCAL
        return self._answer(State.UNKNOWN, reason, now)

    def _on_ground(self, key: Key, ground: str, now: float) -> Answer:
        if not self.grounds:
            return self._check(key, "", now)
        if ground not in self.grounds:  # (0)
            raise CheckError(Reason.NO_GROUND)
        log = StopLog(self.config.folder)
        stop, answer = log.begin(ground, self._moment(now)), None
        try:
            answer = self._check(key, ground, now)
        finally:
            log.end(stop, (answer.state if answer else State.UNKNOWN).value, self._moment(now))
        return answer

    def _check(self, key: Key, ground: str, now: float) -> Answer:
        today = datetime.fromtimestamp(now, self._zone).date()
        head = self._daybook.head(today, now)  # (1)
        listed = self._daybook.tokens(head)  # (2)
        public = self._daybook.key(today)  # (3)
        output = self._evaluating.output(key, today, public)  # (4) to (6)
        if not token_set.contains(listed, tokens.token_of(output)):  # (7)
            if self._cover:  # (14)
                self._cover.send(partial(self._confirm, os.urandom(len(output)), today, ground))
            return self._answer(State.CLEAR, Reason.NOT_LISTED, now)
        confirm = partial(self._confirm, output, today, ground)  # (8), (9)
        confirmed = self._cover.ask(confirm) if self._cover else confirm()
        try:
            return self._settled(key, head, confirmed, today, now)
        except CheckError as error:
            if not error.reason.unexplained:
                raise
            return self._unexplained(error.reason, head, confirmed, now)

    def _confirm(self, output: bytes, today: date, ground: str) -> Confirmed:
        confirmed = self._confirming.confirm(output, today, ground)
        if self._cover:
            # A hit is proven under a checkpoint that may be new, and what lies between is fetched: with a cover, too.
            self._daybook.ledger.look()
        return confirmed

    def _settled(self, key: Key, head: Head, confirmed: Confirmed, today: date, now: float) -> Answer:
        outcome = confirmed.reply.outcome
        if isinstance(outcome, Shadow) and not head.shadow:  # (9) to one desk alone a register is not on trial
            raise CheckError(Reason.CONFIRMATION_INVALID)
        if head.shadow and isinstance(outcome, Shadow | InForce):  # (13) a trial affects nobody
            return self._answer(State.CLEAR, Reason.SHADOW, now)
        if isinstance(outcome, InForce):  # (10)
            return self._hit(key, outcome, today, now)
        if isinstance(outcome, NoLonger):  # (11)
            # By the register's clock, and to the end of its second: a suspension may begin with this very reply.
            at = self._moment(confirmed.reply.at + 1)
            leaf = verdict.release(outcome, self.config.ledger, at=at, today=today)
            if not outcome.release.pending:
                self._daybook.ledger.accept(outcome.release.checkpoint)
            reason = Reason.SUSPENDED if isinstance(leaf, SuspensionLeaf) else Reason.RELEASED
            return self._answer(State.CLEAR, reason, now)
        raise CheckError(Reason.NO_ORDER)

    def _hit(self, key: Key, claimed: InForce, today: date, now: float) -> Answer:
        order = verdict.order(
            claimed, key, purpose=self.config.purpose, today=today, book=self.law, ledger=self.config.ledger
        )
        self._daybook.ledger.accept(claimed.order.checkpoint)
        return Answer(
            state=State.HIT, reason=Reason.IN_FORCE, at=self._moment(now), purpose=self.config.purpose,
            order=order, effect=claimed.effect, number=claimed.number,
        )  # fmt: skip

    def _unexplained(self, reason: Reason, head: Head, confirmed: Confirmed, now: float) -> Answer:
        """(12) What was not confirmed is nothing, to the person; what the register signed is kept against it."""
        match = Unexplained(reason, self._daybook.head_note(head), confirmed.request, confirmed.note)
        _log.warning("an unexplained match: %s", reason.value)
        try:
            self._evidence.keep(match, head.digest)
        except OSError as error:
            # The clerk is told all the same, and the person goes all the same.
            _log.error("its evidence could not be kept: %s", type(error).__name__)
        return self._answer(State.CLEAR, reason, now)

    def _answer(self, state: State, reason: Reason, now: float) -> Answer:
        return Answer(
            state=state, reason=reason, at=self._moment(now), purpose=self.config.purpose, shadow=self._daybook.shadow
        )  # fmt: skip

    def _moment(self, now: float) -> datetime:
        return datetime.fromtimestamp(now, self._zone)
