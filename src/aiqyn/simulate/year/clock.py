"""The clock of a simulated year: it stands still until it is set, and never goes back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """A moment that the simulation moves on."""

    def __init__(self, start: datetime, zone: ZoneInfo) -> None:
        self.now = start
        self.zone = zone

    def seconds(self) -> float:
        """Unix seconds."""
        return self.now.timestamp()

    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.zone).date()

    def at(self, day: date, hour: int = 9) -> datetime:
        """Go to an hour of a day, unless that has passed. Returns the moment."""
        moment = datetime.combine(day, time(hour), self.zone)
        self.now = max(self.now, moment)
        return self.now

    def tick(self, **by: float) -> datetime:
        """Let some time pass. Returns the moment."""
        self.now += timedelta(**by)
        return self.now
