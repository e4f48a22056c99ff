"""Take what a neighbour's feed has: delivery by delivery, each imported to its end before the cursor moves.

A crash between the import and the cursor makes the next start import the same file again, which changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from aiqyn.register.intake import running
from aiqyn.register.intake.refusals import FileRefused
from aiqyn.register.intake.reporting import Report
from aiqyn.register.neighbours.errors import NeighbourRefused
from aiqyn.register.neighbours.feeds import Feed, room_in
from aiqyn.register.rows import FeedCursor


def collect(
    neighbour: str, kind: str, feed: Feed, inbox: Path, *, at_clock: Callable[[], datetime]
) -> Iterator[Report]:
    """Import each delivery that is new; yields its report. NeighbourUnavailable or NeighbourRefused as the feed; a file
    that is refused whole stops the feed there, since what follows may rest on it."""
    while True:
        known = FeedCursor.objects.filter(neighbour=neighbour).first()
        with room_in(inbox) as room:
            delivery = feed.after(known.cursor if known else "", room)
            if delivery is None:
                return
            try:
                report = running.run(kind, delivery.path, at_clock=at_clock)
            except FileRefused as refused:
                raise NeighbourRefused(f"{delivery.name}: {refused}") from refused
        FeedCursor.objects.update_or_create(
            neighbour=neighbour, defaults={"cursor": delivery.name, "collected_at": at_clock()}
        )
        yield report
