"""The check for a ministry's own system, in two lines::

    from aiqyn.client import ServicePoint
    answer = ServicePoint("point.toml").check(iin="850615300073", document="KAZ:N12345678")

`answer.state` is CLEAR, HIT or UNKNOWN. Only a HIT has an order, an effect and a confirmation number to hand over;
UNKNOWN stops nobody. `check_async` is the same for a program with an event loop.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TypedDict, Unpack

from aiqyn.client import config as configuration
from aiqyn.client.answer import Answer
from aiqyn.client.facts import FactsError, key_of
from aiqyn.client.point import Point
from aiqyn.client.transport import Transport
from aiqyn.identifiers.key import Key

__all__ = ["Answer", "Facts", "FactsError", "ServicePoint"]


class Facts(TypedDict, total=False):
    """What a question may be made of: exactly two of these, or `mrz` alone.

    `document` has its issuing state (`KAZ:N12345678`), `birth_date` is `YYYY-MM-DD`, `mrz` the scanned lines.
    """

    iin: str
    document: str
    birth_date: str
    plate: str
    vin: str
    chassis: str
    certificate: str
    mrz: str


class ServicePoint:
    """One service point, made once and kept: it holds the day's set and its connections. Safe in several threads.

    `path`: its `point.toml`; without one, what `AIQYN_POINT` names, else `./point.toml`. ConfigError or LawDataError
    when it cannot be used: the only moment at which a service point raises for what is not a question.
    """

    def __init__(
        self,
        path: str | PathLike[str] | None = None,
        *,
        clock: Callable[[], float] = time.time,
        transport: Transport | None = None,
    ) -> None:
        found = configuration.find(Path(path) if path is not None else None)
        self._point = Point(configuration.load(found), clock=clock, transport=transport)

    @property
    def grounds(self) -> tuple[str, ...]:
        """The grounds of a stop, one of which `check` must be given here; none at other desks."""
        return self._point.grounds

    def check(self, *, convention: bool = False, ground: str = "", **facts: Unpack[Facts]) -> Answer:
        """Ask about two facts, one of them from a document, or the scanned lines of one (`mrz`).

        FactsError when they form no question: then nothing was sent. Whatever goes wrong later is UNKNOWN.
        `convention`: the document is a convention travel document.
        """
        named = {name.replace("_", "-"): str(value) for name, value in facts.items()}
        return self.check_key(key_of(named, convention=convention), ground)

    async def check_async(self, *, convention: bool = False, ground: str = "", **facts: Unpack[Facts]) -> Answer:
        """`check` beside an event loop: the curve's work and the waiting happen in a thread, and both leave it free."""
        return await asyncio.to_thread(self.check, convention=convention, ground=ground, **facts)

    def check_key(self, key: Key, ground: str = "") -> Answer:
        """Ask about a key that was made already. Never raises."""
        return self._point.check(key, ground)
