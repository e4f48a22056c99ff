"""Steps 4 to 6 of the check: blind, ask an evaluator, verify its proof under the announced key, and finalize."""

from __future__ import annotations

import os
from datetime import date

from aiqyn.client.config import Config
from aiqyn.client.credentials import Credentials
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.transport import Transport
from aiqyn.identifiers.key import Key
from aiqyn.oprf import Element, OprfError, PublicKey, blind, finalize, scalar_from_uniform
from aiqyn.protocol import evaluation, routes
from aiqyn.protocol.errors import ProtocolError

#: Whatever another evaluator may do better: this one is away, or fails.
_ELSEWHERE = {Reason.NETWORK, Reason.SERVER}


class Evaluating:
    """Questions of one point to its evaluators, which all have the same keys: the first that answers is believed once
    its proof holds, and is asked first the next time.
    """

    def __init__(self, config: Config, transport: Transport, credentials: Credentials) -> None:
        self._config = config
        self._transport = transport
        self._credentials = credentials
        self._urls = config.evaluator_urls

    def output(self, key: Key, today: date, public: PublicKey) -> bytes:
        """The 64-byte output of a key under the day's public key; CheckError when none can be had."""
        inputs = [key.canonical()]
        scalars = [scalar_from_uniform(os.urandom(64))]
        blinded = blind(inputs, scalars)  # (4)
        body = self._answered(today, blinded)  # (5)
        try:
            evaluated = evaluation.read_reply(body, len(blinded))
            return finalize(inputs, scalars, blinded, evaluated, public)[0]  # (6)
        except (ProtocolError, OprfError) as error:
            raise CheckError(Reason.EVALUATION_INVALID) from error

    def _answered(self, today: date, blinded: list[Element]) -> bytes:
        urls = self._urls
        for place, base in enumerate(urls):
            try:
                body = self._asked(base, today, blinded)
            except CheckError as error:
                if error.reason not in _ELSEWHERE or place == len(urls) - 1:
                    raise
            else:
                if place:
                    self._urls = (*urls[place:], *urls[:place])
                return body
        raise CheckError(Reason.NETWORK)

    def _asked(self, base: str, today: date, blinded: list[Element]) -> bytes:
        try:
            return self._posted(base, today, blinded)
        except CheckError as error:
            if error.reason is not Reason.CREDENTIAL_REFUSED:
                raise
            # An evaluator that was set up anew does not know its old tokens: once more, with a fresh one.
            self._credentials.forget(base)
            return self._posted(base, today, blinded)

    def _posted(self, base: str, today: date, blinded: list[Element]) -> bytes:
        return self._transport.post(
            base + routes.evaluate(self._config.purpose, today),
            evaluation.write_request(blinded), "application/octet-stream", self._credentials.at_evaluator(base),
            most=evaluation.ELEMENT_BYTES * len(blinded) + evaluation.PROOF_BYTES, again=True,
        )  # fmt: skip
