"""The border service: it is told of releases by reference, and acknowledges each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aiqyn.register.neighbours.errors import NeighbourRefused
from aiqyn.register.neighbours.wire import Wire

#: At most so many in one message.
MOST = 500


@dataclass(frozen=True, slots=True)
class ReleaseNotice:
    """An order that has ended. No person: whoever knows the order by its reference knows whom it named.

    `leaf` is the 32-byte commitment of the release in the ledger; `released_at` is aware.
    """

    order: str
    leaf: bytes
    released_at: datetime

    def to_json(self) -> dict[str, str]:
        """The notice as it is sent."""
        return {
            "order": self.order,
            "leaf": self.leaf.hex(),
            "released_at": self.released_at.isoformat(timespec="seconds"),
        }


class BorderService(Protocol):
    """Told at least once of each release; telling again changes nothing and gives the same receipt.

    NeighbourUnavailable: nobody knows whether it heard, tell again. NeighbourRefused: its answer breaks this contract.
    """

    labelled: str

    def tell(self, releases: Sequence[ReleaseNotice]) -> Mapping[str, str]:
        """Tell of at most `MOST` releases. Its receipt (1 to 100 characters) by order, of those that it acknowledges:
        those that are missing are told again."""


class HttpBorderService:
    """`POST URL/releases` with `{"releases": [...]}`; the answer is `{"acknowledged": {"M-1": "receipt"}}`."""

    labelled = ""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def tell(self, releases: Sequence[ReleaseNotice]) -> Mapping[str, str]:
        """As `BorderService`."""
        told = {one.order for one in releases}
        answer = self._wire.post("/releases", {"releases": [one.to_json() for one in releases]})
        receipts = answer.get("acknowledged")
        if not isinstance(receipts, dict) or not set(receipts) <= told:
            raise NeighbourRefused("acknowledges what it was not told")
        if not all(isinstance(one, str) and 0 < len(one) <= 100 for one in receipts.values()):
            raise NeighbourRefused("a receipt is a text of 1 to 100 characters")
        return receipts
