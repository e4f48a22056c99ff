"""The clerk hands papers over, after the service that the person came for: taken, refused, or not offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiqyn.client.desk.pages import Pages
from aiqyn.client.reasons import CheckError
from aiqyn.protocol import number as confirmation_number
from aiqyn.protocol.delivery import LONGEST_CONTACT, Outcome, Reply
from aiqyn.protocol.errors import ProtocolError

NAME = "papers"


@dataclass(frozen=True, slots=True)
class HandingOver:
    """An errand of the desk's page. `report` is `client.delivering.Deliveries.report`."""

    pages: Pages
    report: Callable[[str, Outcome, str], Reply]

    def __call__(self, language: str, posted: Mapping[str, str], token: str) -> tuple[int, bytes]:
        """Status and page. What could not be reported is told on the page, with the way to try again."""
        try:
            number = confirmation_number.read(posted.get("number", ""))
            outcome = Outcome(posted.get("outcome", ""))
        except (ProtocolError, ValueError):
            return 422, self.pages.refused(language, "refused-text")
        contact = " ".join(posted.get("contact", "").split())[:LONGEST_CONTACT]
        if outcome is Outcome.NOT_OFFERED:
            contact = ""
        try:
            status = self.report(number, outcome, contact).status.value
        except CheckError:
            status = "failed"
        page = self.pages.errand(
            "papers", language, token=token, number=number, outcome=outcome.value, contact=contact, status=status
        )
        return 200, page
