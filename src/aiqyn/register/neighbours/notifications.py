"""Messages to people: SMS and e-government mobile, through a provider that knows the telephone of an IIN."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aiqyn.register.neighbours.errors import NeighbourRefused
from aiqyn.register.neighbours.wire import Wire

CHANNELS = ("sms", "e-mail")


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """A message. `reference` is ours: the provider sends one message a reference, however often it is handed over.

    The text says that there is a notice and where to read it: no sum, no creditor, no measure goes over a telephone.
    """

    reference: str
    channel: str
    iin: str
    text: str


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """The provider says that a message reached the telephone or the mailbox, at an aware moment."""

    reference: str
    delivered_at: datetime


class Notifier(Protocol):
    """A provider. Handed over is not informed, and informed is not served (Art. 27): only a report informs.

    NeighbourUnavailable: hand over again, under the same reference. NeighbourRefused: it does not take the message, or
    breaks this contract.
    """

    labelled: str

    def send(self, message: Message) -> str:
        """Hand over a message. Returns the provider's receipt, 1 to 100 characters, the same for the same reference."""

    def reports(self, references: Sequence[str]) -> tuple[DeliveryReport, ...]:
        """The reports there are on these references; none for what is under way."""


class HttpNotifier:
    """`POST URL/messages` gives `{"receipt"}`; `POST URL/reports` with `{"references"}` gives `{"delivered": {}}`."""

    labelled = ""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def send(self, message: Message) -> str:
        """As `Notifier`."""
        answer = self._wire.post(
            "/messages",
            {
                "reference": message.reference,
                "channel": message.channel,
                "iin": message.iin,
                "text": message.text,
            },
        )
        receipt = answer.get("receipt")
        if not isinstance(receipt, str) or not 0 < len(receipt) <= 100:
            raise NeighbourRefused("a receipt is a text of 1 to 100 characters")
        return receipt

    def reports(self, references: Sequence[str]) -> tuple[DeliveryReport, ...]:
        """As `Notifier`."""
        delivered = self._wire.post("/reports", {"references": list(references)}).get("delivered")
        if not isinstance(delivered, dict) or not set(delivered) <= set(references):
            raise NeighbourRefused("reports on what it was not asked about")
        return tuple(DeliveryReport(reference, _moment(at)) for reference, at in sorted(delivered.items()))


def _moment(text: object) -> datetime:
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise NeighbourRefused("a moment has its time zone")
    return at
