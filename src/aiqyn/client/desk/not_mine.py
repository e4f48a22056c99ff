"""The clerk's button “this is not my debt”: from the posted number to a page that says when it is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiqyn.client.desk.pages import Pages
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.protocol import number as confirmation_number
from aiqyn.protocol.dispute import Reply
from aiqyn.protocol.errors import ProtocolError

NAME = "not-mine"


@dataclass(frozen=True, slots=True)
class NotMine:
    """An errand of the desk's page. `say` is `client.disputing.Disputes.say`."""

    pages: Pages
    say: Callable[[str], Reply]

    def __call__(self, language: str, posted: Mapping[str, str], token: str) -> tuple[int, bytes]:
        """Status and page. What cannot be said is told on the page, and nothing is kept."""
        try:
            number = confirmation_number.read(posted.get("number", ""))
        except ProtocolError:
            return 422, self.pages.refused(language, "refused-text")
        try:
            reply = self.say(number)
        except CheckError as error:
            return 200, self._page(language, token, number, None, error.reason)
        return 200, self._page(language, token, number, reply, None)

    def _page(self, language: str, token: str, number: str, reply: Reply | None, reason: Reason | None) -> bytes:
        raised = reply.raised if reply else None
        return self.pages.errand(
            "not_mine",
            language,
            token=token,
            number=number,
            status=reply.status.value if reply else "failed",
            reason=reason.value if reason else "",
            raised=raised,
            raised_at=self._moment(raised.raised_at) if raised else None,
            due_at=self._moment(raised.due_at) if raised else None,
            answered_at=self._moment(raised.answered_at) if raised and raised.answered_at is not None else None,
        )

    def _moment(self, seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, self.pages.book.timezone)
