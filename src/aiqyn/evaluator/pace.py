"""The pace of a desk: a person's, set by the law, so that trawling through a population is slow and shows.

A bucket for each point, in elements: it holds at most `burst` and fills with `per_minute`. In memory: a
restart fills every bucket once, which is worth one burst.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass

from aiqyn.law import Pace
from aiqyn.oprf import MAX_BATCH

# The register asks for its whole list each day, and for additions at each tick. 10,000 a second is about half
# of what two cores evaluate with proofs: it bounds a stolen publisher's key, and does not slow the publisher.
PUBLISHER = Pace(per_minute=600_000, burst=4 * MAX_BATCH)


class PaceError(Exception):
    """The point has used up its pace; `wait` is the whole seconds after which it can ask again."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


@dataclass(slots=True)
class _Bucket:
    content: float
    filled_at: float


class Paces:
    """The buckets of all points. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[str, _Bucket] = {}

    def take(self, point: str, elements: int, pace: Pace) -> None:
        """Take `elements` from a point's bucket, or raise PaceError and take nothing. At most `pace.burst` at
        once.
        """
        rate = pace.per_minute / 60
        with self._lock:
            now = self._clock()
            bucket = self._buckets.setdefault(point, _Bucket(pace.burst, now))
            bucket.content = min(pace.burst, bucket.content + (now - bucket.filled_at) * rate)
            bucket.filled_at = now
            if elements > bucket.content:
                raise PaceError(math.ceil((elements - bucket.content) / rate))
            bucket.content -= elements
