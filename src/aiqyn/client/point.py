"""A service point: asks about one key, and answers CLEAR, HIT or UNKNOWN. The steps are those of
`spec/check.md`.

(0) the ground of a stop, where the law wants one  (1) head  (2) token set  (3) day key  (4) blind  (5) evaluate
(6) verify and finalize  (7) look up: a miss is CLEAR  (8) confirm  (9) the reply answers what was asked  (10) an order
is proven: HIT  (11) a release, or a suspension: CLEAR  (12) everything else is UNKNOWN, which stops nobody
(13) under a head that says `shadow` nothing is a hit.

    point = Point.from_config(Path("point.toml"))
    answer = point.check(PersonKey(iin=…, document=…))
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from aiqyn import law
from aiqyn.client import config as configuration
from aiqyn.client import verdict
from aiqyn.client.answer import Answer
from aiqyn.client.config import Config
from aiqyn.client.daybook import Daybook
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.stops import StopLog
from aiqyn.client.transport import Transport
from aiqyn.identifiers.key import Key
from aiqyn.oprf import OprfError, blind, finalize, scalar_from_uniform
from aiqyn.protocol import confirmation, credential, evaluation, routes, token_set, tokens
from aiqyn.protocol.confirmation import InForce, NoLonger, Reply, Request, Shadow
from aiqyn.protocol.credential import Audience
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.leaves import SuspensionLeaf
from aiqyn.protocol.states import State

_log = logging.getLogger(__name__)
_MOST_REPLY = 65_536


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
        self._key = config.key()
        self._transport = transport or Transport(config.ca_file)
        self._daybook = Daybook(config, self._transport, self.law)

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
        output = self._evaluate(key, today)  # (3) to (6)
        if not token_set.contains(listed, tokens.token_of(output)):  # (7)
            return self._answer(State.CLEAR, Reason.NOT_LISTED, now)
        reply = self._confirm(output, today, ground)  # (8), (9)
        outcome = reply.outcome
        if isinstance(outcome, Shadow) and not head.shadow:  # (9) to one desk alone a register is not on trial
            raise CheckError(Reason.CONFIRMATION_INVALID)
        if head.shadow and isinstance(outcome, Shadow | InForce):  # (13) a trial affects nobody
            return self._answer(State.CLEAR, Reason.SHADOW, now)
        if isinstance(outcome, InForce):  # (10)
            order = verdict.order(
                outcome,
                key,
                purpose=self.config.purpose,
                today=today,
                book=self.law,
                ledger=self.config.ledger,
            )
            self._daybook.ledger.accept(outcome.order.checkpoint)
            return Answer(
                state=State.HIT, reason=Reason.IN_FORCE, at=self._moment(now), purpose=self.config.purpose,
                order=order, effect=outcome.effect, number=outcome.number,
            )  # fmt: skip
        if isinstance(outcome, NoLonger):  # (11)
            # By the register's clock, and to the end of its second: a suspension may begin with this very reply.
            leaf = verdict.release(outcome, self.config.ledger, at=self._moment(reply.at + 1), today=today)
            if not outcome.release.pending:
                self._daybook.ledger.accept(outcome.release.checkpoint)
            reason = Reason.SUSPENDED if isinstance(leaf, SuspensionLeaf) else Reason.RELEASED
            return self._answer(State.CLEAR, reason, now)
        raise CheckError(Reason.NO_ORDER)

    def _evaluate(self, key: Key, today: date) -> bytes:
        public = self._daybook.key(today)  # (3)
        inputs = [key.canonical()]
        scalars = [scalar_from_uniform(os.urandom(64))]
        blinded = blind(inputs, scalars)  # (4)
        body = self._transport.post(
            self.config.evaluator_url + routes.evaluate(self.config.purpose, today),
            evaluation.write_request(blinded), "application/octet-stream", self._token(Audience.EVALUATOR),
            most=evaluation.ELEMENT_BYTES + evaluation.PROOF_BYTES,
        )  # fmt: skip  # (5)
        try:
            evaluated = evaluation.read_reply(body, len(blinded))
            return finalize(inputs, scalars, blinded, evaluated, public)[0]  # (6)
        except (ProtocolError, OprfError) as error:
            raise CheckError(Reason.EVALUATION_INVALID) from error

    def _confirm(self, output: bytes, today: date, ground: str) -> Reply:
        asked = Request(
            purpose=self.config.purpose, day=today, output=output,
            nonce=os.urandom(confirmation.NONCE_BYTES), at=int(self._clock()), ground=ground,
        )  # fmt: skip
        body = self._transport.post(  # (8)
            self.config.register_url + routes.CONFIRM,
            asked.to_json(), "application/json", self._token(Audience.REGISTER),
            most=_MOST_REPLY,
        )  # fmt: skip
        try:
            reply = Reply.open(body.decode(), self.config.register)  # (9)
            reply.check(asked, point=self.config.point, now=self._clock())
        except (ProtocolError, UnicodeDecodeError) as error:
            raise CheckError(Reason.CONFIRMATION_INVALID) from error
        return reply

    def _token(self, audience: Audience) -> str:
        return credential.issue(
            self._key, self.config.point, audience, now=int(self._clock()), identifier=os.urandom(16).hex()
        )

    def _answer(self, state: State, reason: Reason, now: float) -> Answer:
        return Answer(
            state=state, reason=reason, at=self._moment(now), purpose=self.config.purpose, shadow=self._daybook.shadow
        )  # fmt: skip

    def _moment(self, now: float) -> datetime:
        return datetime.fromtimestamp(now, self._zone)
