"""Tell neighbours what they have not been told: releases to the border service, notices to people's telephones.

At least once each: a crash after the neighbour heard and before the act makes it hear the same again, under the same
reference, which changes nothing there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiqyn.register.acting import OPERATOR, ActError
from aiqyn.register.acts.hand_over_notice import hand_over_notice
from aiqyn.register.acts.record_acknowledgements import record_acknowledgements
from aiqyn.register.acts.record_informed import record_informed
from aiqyn.register.law_book import book
from aiqyn.register.neighbours.border import MOST, BorderService, ReleaseNotice
from aiqyn.register.neighbours.errors import NeighbourRefused
from aiqyn.register.neighbours.notifications import Message, Notifier
from aiqyn.register.queries import telling

Clock = Callable[[], datetime]
_PREFIX = "notice-"
_LANGUAGES = ("kk", "ru")


def tell_releases(border: BorderService, clock: Clock) -> int:
    """Tell of every release that has no acknowledgement. Returns how many were acknowledged now."""
    total = 0
    while releases := telling.releases_untold(MOST):
        receipts = border.tell([ReleaseNotice(one.order, one.leaf, one.released_at) for one in releases])
        if not receipts:
            break
        total += record_acknowledgements(receipts, actor=OPERATOR, at=clock())
        if len(receipts) < len(releases):
            break  # what is left was told just now: it waits for the next round
    return total


def hand_over(notifier: Notifier, clock: Clock, most: int = MOST) -> tuple[int, int]:
    """Hand over electronic notices that no provider has. Returns how many were taken, and how many refused.

    One that the provider refuses holds up no other; it is offered again the next time.
    """
    text = "\n".join(book().words("notice-message", language) for language in _LANGUAGES)
    taken = refused = 0
    for notice in telling.notices_to_hand_over(most):
        debtor = notice.proceeding.writ.debtor
        if debtor is None or debtor.iin is None:
            continue
        try:
            receipt = notifier.send(Message(f"{_PREFIX}{notice.pk}", notice.channel, debtor.iin, text))
        except NeighbourRefused:
            refused += 1
            continue
        hand_over_notice(notice=notice, receipt=receipt, actor=OPERATOR, at=clock())
        taken += 1
    return taken, refused


def take_reports(notifier: Notifier, clock: Clock, most: int = MOST) -> int:
    """Record as informed what the provider reports as delivered. Returns how many."""
    under_way = {f"{_PREFIX}{notice.pk}": notice for notice in telling.notices_under_way(most)}
    count = 0
    for report in notifier.reports(list(under_way)) if under_way else ():
        try:
            record_informed(
                notice=under_way[report.reference], informed_at=report.delivered_at, actor=OPERATOR, at=clock()
            )
            count += 1
        except ActError:
            continue  # a report from before the sending or from the future informs nobody
    return count
