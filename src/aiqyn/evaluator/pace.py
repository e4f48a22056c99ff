"""The pace of a desk: a person's, set by the law, so that trawling through a population is slow and shows.

For each point a bucket, in elements: it holds at most `burst` and fills with `per_minute`; and a count of the day,
which ends at `per_day`. Both stand in one small file a point, under a lock: all processes of an evaluator draw from it,
and a restart fills nothing. A process draws in blocks (a sixteenth of the burst, at least what is asked for), so that a
fast asker, the register, costs no file for each request; a desk's block is what it asks for, so that nothing of its
small burst lies idle in another process. What is left of a block goes back at the next turn; a crash loses it, which is
worth less than a burst to the desk and nothing to anybody else.
"""

from __future__ import annotations

import fcntl
import math
import os
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from aiqyn.evaluator import files
from aiqyn.law import Pace
from aiqyn.protocol.evaluation import MOST_ELEMENTS

# The register asks for its whole list each day, and for additions at each tick. 10,000 a second is about half
# of what two cores evaluate with proofs: it bounds a stolen publisher's key, and does not slow the publisher.
PUBLISHER = Pace(per_minute=600_000, burst=256 * MOST_ELEMENTS, per_day=50_000_000)
_BLOCKS = 16
#: Content of the bucket, unix second of its last filling, the day's ordinal, elements of that day.
_RECORD = struct.Struct("<ddIQ")


class Limit(StrEnum):
    """Which limit was reached."""

    PACE = "pace"
    DAILY_CAP = "daily-cap"


class PaceError(Exception):
    """The point has used up its pace or its day; `wait` is the whole seconds after which it can ask again."""

    def __init__(self, wait: int, limit: Limit = Limit.PACE) -> None:
        super().__init__(f"{limit.value}: wait {wait} s")
        self.wait = wait
        self.limit = limit


@dataclass(slots=True)
class _Bucket:
    content: float
    filled_at: float
    day: int
    used: int


@dataclass(slots=True)
class _Lease:
    left: int
    day: int


class Paces:
    """The buckets of all points, in `folder`. `clock` gives unix seconds; the zone says when a day ends."""

    def __init__(self, folder: Path, clock: Callable[[], float], zone: ZoneInfo) -> None:
        self._folder = folder
        files.make_folder(folder)
        self._clock = clock
        self._zone = zone
        self._lock = threading.Lock()
        self._unsynced: set[str] = set()
        self._leases: dict[str, _Lease] = {}

    def take(self, point: str, elements: int, pace: Pace) -> None:
        """Take `elements` from a point's bucket and day, or raise PaceError and take nothing. At most `pace.burst`
        at once.
        """
        now = self._clock()
        day = datetime.fromtimestamp(now, self._zone).date().toordinal()
        with self._lock:
            lease = self._leases.get(point)
            if lease is not None and lease.day == day and lease.left >= elements:
                lease.left -= elements
                return
            left = lease.left if lease is not None and lease.day == day else 0
            with self._bucket(point, pace, now, day) as bucket:
                # What was leased before goes back first: the point is asked about all of it together.
                bucket.content += left
                bucket.used -= left
                self._leases[point] = _Lease(0, day)
                drawn = self._drawn(bucket, elements, pace, now)
                bucket.content -= drawn
                bucket.used += drawn
            self._leases[point].left = drawn - elements

    def settle(self) -> None:
        """Give back what is left of every lease, and make the files durable. Called at each turn and at the end."""
        now = self._clock()
        day = datetime.fromtimestamp(now, self._zone).date().toordinal()
        with self._lock:
            for point, lease in self._leases.items():
                if lease.left and lease.day == day:
                    with self._record(point, _Bucket(0, now, day, 0)) as bucket:
                        if bucket.day == day:
                            bucket.content += lease.left
                            bucket.used -= lease.left
            self._leases.clear()
            for point in self._unsynced:
                _sync(self._folder / f"{point}.pace")
            self._unsynced.clear()

    def _drawn(self, bucket: _Bucket, elements: int, pace: Pace, now: float) -> int:
        """How many to draw: a block, or what there is of it; PaceError when that is less than what is asked for."""
        if bucket.used + elements > pace.per_day:
            raise PaceError(self._to_midnight(now), Limit.DAILY_CAP)
        if elements > bucket.content:
            raise PaceError(math.ceil((elements - bucket.content) * 60 / pace.per_minute))
        return max(elements, min(pace.burst // _BLOCKS, int(bucket.content), pace.per_day - bucket.used))

    def _to_midnight(self, now: float) -> int:
        tomorrow = datetime.fromtimestamp(now, self._zone).date() + timedelta(days=1)
        return max(1, math.ceil(datetime.combine(tomorrow, time(), self._zone).timestamp() - now))

    @contextmanager
    def _bucket(self, point: str, pace: Pace, now: float, day: int) -> Iterator[_Bucket]:
        """A point's bucket, filled up to now. Whatever happens inside, what was given back stays."""
        with self._record(point, _Bucket(pace.burst, now, day, 0)) as bucket:
            # A clock that was set back fills nothing until it has caught up with itself from here.
            gained = max(0.0, now - bucket.filled_at) * pace.per_minute / 60
            bucket.content, bucket.filled_at = min(pace.burst, bucket.content + gained), now
            if bucket.day != day:
                bucket.day, bucket.used = day, 0
            yield bucket

    @contextmanager
    def _record(self, point: str, new: _Bucket) -> Iterator[_Bucket]:
        """What stands in a point's file, `new` when nothing does; written back at the end. Locked against others."""
        # The name of a point is 1 to 60 of a-z 0-9 . _ - and begins with a letter or digit (aiqyn.protocol.strict).
        handle = os.open(self._folder / f"{point}.pace", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            raw = os.pread(handle, _RECORD.size, 0)
            bucket = _Bucket(*_RECORD.unpack(raw)) if len(raw) == _RECORD.size else new
            try:
                yield bucket
            finally:
                # One call of 28 bytes: a crash leaves the old record or the new one.
                bucket.used = max(0, bucket.used)
                os.pwrite(handle, _RECORD.pack(bucket.content, bucket.filled_at, bucket.day, bucket.used), 0)
                self._unsynced.add(point)
        finally:
            os.close(handle)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def used_today(folder: Path, point: str, day: date) -> int:
    """How many elements of its day a point has drawn, leases included; for the operator and for tests."""
    try:
        record = (folder / f"{point}.pace").read_bytes()
    except FileNotFoundError:
        return 0
    _, _, of, used = _RECORD.unpack(record)
    return int(used) if of == day.toordinal() else 0
