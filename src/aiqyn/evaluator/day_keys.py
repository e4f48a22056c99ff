"""The evaluation keys: one for each purpose and day, made for today and tomorrow, destroyed when the day is
over.

A seed of 32 random bytes stands sealed in `keys/<purpose>/<day>.key`, mode 0600; the key pair is derived from it
(RFC 9497, DeriveKeyPair), bound to purpose and day. A minute after the day nobody can evaluate under it again, so that
yesterday's tokens can never be matched against anybody's facts; the minute is for the check that began before midnight.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from aiqyn.evaluator import files
from aiqyn.evaluator.seal import Seal
from aiqyn.law import Purpose
from aiqyn.oprf import KeyPair, derive_key_pair

_log = logging.getLogger(__name__)
_SEED_BYTES = 32
_DOMAIN = b"aiqyn/day-key/v1\0"
_KEY_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.key\Z", re.ASCII)


class DayKeys:
    """The keys of today and tomorrow. `today` tells the register's local day, `lately` that of a minute ago (without it
    there is no grace); every call asks them anew.
    """

    def __init__(
        self,
        folder: Path,
        purposes: Iterable[Purpose],
        today: Callable[[], date],
        *,
        seal: Seal,
        lately: Callable[[], date] | None = None,
    ) -> None:
        self._folder = folder
        self._purposes = tuple(purposes)
        self._today = today
        self._lately = lately or today
        self._seal = seal
        self._lock = threading.Lock()
        self._pairs: dict[tuple[Purpose, date], KeyPair] = {}

    def days(self) -> tuple[date, date]:
        """The two days under which one can ask now."""
        today = self._today()
        return today, today + timedelta(days=1)

    def key(self, purpose: Purpose, day: date) -> KeyPair | None:
        """The key of a purpose and a day, or None when the day is over, too far ahead, or the purpose is not
        ours.
        """
        today, tomorrow = self.days()
        if not (self._lately() <= day <= tomorrow) or purpose not in self._purposes:
            return None
        if day < today and (purpose, day) not in self._pairs and not self._path(purpose, day).exists():
            return None  # a day that was never ours: no key is made for what is over
        pair = self._pairs.get((purpose, day))
        if pair is None:
            with self._lock:
                pair = self._pairs.get((purpose, day)) or self._make_or_read(purpose, day)
                self._pairs[purpose, day] = pair
        return pair

    def public(self) -> dict[Purpose, dict[date, bytes]]:
        """The public keys of today and tomorrow, by purpose."""
        return {
            purpose: {day: pair.public for day in self.days() if (pair := self.key(purpose, day)) is not None}
            for purpose in self._purposes
        }

    def turn(self) -> None:
        """Make what is missing for today and tomorrow, destroy what is of a day before. Safe to repeat and to
        break off.

        A crash between the two leaves an old key for the next turn to destroy; it is never used, `key` sees
        to that.
        """
        self.public()
        today = self._lately()
        with self._lock:
            for purpose, day in [place for place in self._pairs if place[1] < today]:
                del self._pairs[purpose, day]
            # Every folder here, not only those of today's law: a purpose that was struck off leaves no key
            # behind.
            for folder in [path for path in self._folder.glob("*") if path.is_dir()]:
                files.sweep(folder)
                self._destroy_before(folder, today)

    def _destroy_before(self, folder: Path, today: date) -> None:
        for path in folder.glob("*.key"):
            matched = _KEY_NAME.match(path.name)
            if matched and date.fromisoformat(matched[1]) < today:
                files.destroy(path)
                files.sync_folder(folder)
                _log.info("destroyed the key of %s for %s", matched[1], folder.name)

    def _make_or_read(self, purpose: Purpose, day: date) -> KeyPair:
        path = self._path(purpose, day)
        files.make_folder(self._folder)
        files.make_folder(path.parent)
        place = f"{purpose.value} {day.isoformat()}"
        if not path.exists() and files.create(path, self._seal.close(os.urandom(_SEED_BYTES), place)):
            _log.info("made the key of %s for %s", day.isoformat(), purpose.value)
        # What cannot be opened is never replaced in silence: the day's published tokens stand under the lost key.
        seed = self._seal.open(path.read_bytes(), place)
        return derive_key_pair(seed, _DOMAIN + purpose.value.encode() + b"\0" + day.isoformat().encode())

    def _path(self, purpose: Purpose, day: date) -> Path:
        return self._folder / purpose.value / f"{day.isoformat()}.key"
