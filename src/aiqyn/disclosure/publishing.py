"""Publish what is in force: announce the day's keys, evaluate what is new, write the set, sign heads.

Order of writes, and what a crash leaves: the set's file first (named by its digest: an orphan harms nobody), then the
act `publish` in one transaction, then the head, which only ever names a committed set.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError

from aiqyn import law, ledger
from aiqyn.disclosure.evaluating import BlindEvaluator
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.protocol import rice, token_set
from aiqyn.protocol.head import Head
from aiqyn.protocol.tokens import output_digest, token_bytes, token_of
from aiqyn.register import keys
from aiqyn.register.acting import PUBLISHER
from aiqyn.register.acts.announce_key import announce_key
from aiqyn.register.acts.publish_tokens import Evaluated, publish_tokens
from aiqyn.register.law_book import book
from aiqyn.register.queries import check
from aiqyn.register.queries.unpublished import Unpublished, unpublished

_log = logging.getLogger(__name__)

#: The next day's set is made so long before midnight, so that its first second finds it ready.
AHEAD = timedelta(hours=2)
#: Heads of two days are signed for so long on either side of midnight: desks' clocks differ, and a check takes time.
OVERLAP = timedelta(minutes=2)
#: At most so many new evaluations in one act. A list of a million takes twenty of them, and whoever breaks off loses at
#: most the one that was being asked for.
PORTION = 50_000
#: What is told while a long list is published: purpose, day, how many are done, of how many.
Progress = Callable[[law.Purpose, date, int, int], None]


class Publisher:
    """Writes token sets and heads into `folder` (served as it is). One runs at a time; a second one harms nothing."""

    def __init__(
        self,
        folder: Path,
        evaluator: BlindEvaluator,
        signer: ledger.NoteSigner,
        *,
        shadow: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """`progress` is called after each portion; it must not take long, and may sign heads."""
        self._folder = folder
        self._progress = progress or _told
        self._listed: dict[tuple[law.Purpose, date], tuple[str, list[int]]] = {}
        self._evaluator = evaluator
        self._signer = signer
        self._shadow = shadow

    def tick(self, now: datetime) -> int:
        """Announce keys and publish additions for today, and for tomorrow late in the evening. Returns new tokens."""
        try:
            return self._tick(now)
        finally:
            # A broken process, too, is gone with the others; the next long list begins new ones.
            self._evaluator.close()

    def _tick(self, now: datetime) -> int:
        stated = self._evaluator.public_keys()
        published = 0
        for day in sorted({book().local_day(now), book().local_day(now + AHEAD)}):
            for purpose in book().purposes:
                if day in stated.get(purpose, {}):
                    published += self._publish(purpose, day, stated[purpose][day], now)
        return published

    def heads(self, now: datetime) -> int:
        """Sign today's heads anew, and around midnight those of the day before and after. Returns how many purposes
        have one of today.
        """
        today, count = book().local_day(now), 0
        for day in sorted({today, book().local_day(now - OVERLAP), book().local_day(now + OVERLAP)}):
            for purpose in book().purposes:
                count += self._head(purpose, day, now, today)
        return count

    def _head(self, purpose: law.Purpose, day: date, now: datetime, today: date) -> bool:
        newest = check.latest_set(purpose, day)
        if newest is None:
            return False
        head = Head(
            purpose=purpose,
            day=day,
            number=newest.number,
            count=newest.count,
            digest=bytes.fromhex(newest.digest),
            at=int(now.timestamp()),
            shadow=self._shadow,
        )
        signed, place = head.sign(self._signer).encode(), self._folder / "check" / purpose.value
        if day != today or book().local_day(now - OVERLAP) != book().local_day(now + OVERLAP):
            write_atomically(place / day.isoformat() / "head", signed)
        if day == today:
            write_atomically(place / "head", signed)
        return day == today

    def _publish(self, purpose: law.Purpose, day: date, stated_key: bytes, now: datetime) -> int:
        announced = self._announced(purpose, day, stated_key, now)
        kinds = [kind.value for kind in law.MeasureKind if book().effect(kind, purpose, day) is not None]
        waiting, inputs = _keys(unpublished(purpose, day, kinds, now))
        if not waiting and check.latest_set(purpose, day) is not None:
            return 0
        for start in range(0, max(1, len(waiting)), PORTION):
            part = slice(start, start + PORTION)
            self._publish_portion(purpose, day, announced, waiting[part], inputs[part], now)
            self._progress(purpose, day, min(start + PORTION, len(waiting)), len(waiting))
        return len(waiting)

    def _announced(self, purpose: law.Purpose, day: date, stated_key: bytes, now: datetime) -> bytes:
        """The announced key. A second key for the same day would split the desks: it is never written."""
        known = check.day_key(purpose, day)
        if known is None:
            announce_key(purpose=purpose, day=day, public_key=stated_key, actor=PUBLISHER, at=now)
            return stated_key
        return known

    def _publish_portion(
        self,
        purpose: law.Purpose,
        day: date,
        key: bytes,
        waiting: list[Unpublished],
        inputs: list[bytes],
        now: datetime,
    ) -> None:
        outputs = self._evaluator.outputs(inputs, purpose=purpose, day=day, public_key=key) if inputs else []
        listed = self._known(purpose, day) + [token_of(output) for output in outputs]
        file = token_set.build(listed)
        digest = token_set.digest(file).hex()
        sets = self._folder / "check" / "sets"
        write_atomically(sets / digest, file)
        write_atomically(sets / f"{digest}.rice", rice.encode(file))
        new = [
            Evaluated(
                one.measure_id,
                one.document_id,
                one.certificate_id,
                one.form,
                token_bytes(output),
                output_digest(output),
            )
            for one, output in zip(waiting, outputs, strict=True)
        ]
        try:
            publish_tokens(
                new,
                purpose=purpose,
                day=day,
                digest=digest,
                count=token_set.count(file),
                actor=PUBLISHER,
                at=now,
            )
        except IntegrityError:
            # Another publisher was first; the next tick begins from what it wrote.
            return
        # Of days that are over nothing is kept in mind.
        self._listed = {place: kept for place, kept in self._listed.items() if place[1] >= book().local_day(now)}
        self._listed[purpose, day] = (digest, listed)

    def _known(self, purpose: law.Purpose, day: date) -> list[int]:
        """The tokens of the newest set: as remembered when it was this publisher's own, else as the rows say."""
        newest = check.latest_set(purpose, day)
        digest, listed = self._listed.get((purpose, day), ("", []))
        if newest is not None and newest.digest == digest:
            return listed
        return [int.from_bytes(token, "big") for token in check.tokens(purpose, day)]


def _told(purpose: law.Purpose, day: date, done: int, of: int) -> None:
    if of > PORTION:
        _log.info("publish: %s %s: %d of %d tokens", purpose.value, day.isoformat(), done, of)


def _keys(waiting: Iterable[Unpublished]) -> tuple[list[Unpublished], list[bytes]]:
    """The canonical key of each. A stored number that makes no key is passed over: it must not stop the others."""
    taken: list[Unpublished] = []
    inputs: list[bytes] = []
    for one in waiting:
        try:
            inputs.append(one.key().canonical())
        except IdentifierError as error:
            _log.error("publish: a document makes no key (%s: %s)", error.field, error.code)
        else:
            taken.append(one)
    return taken, inputs


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    with partial.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(path)


def from_settings(
    *, processes: int = 1, begin: Callable[[], None] | None = None, progress: Progress | None = None
) -> Publisher:
    """The publisher of this installation; as `BlindEvaluator` and `Publisher` say otherwise."""
    here = settings.AIQYN
    seed = (here.keys / "publisher.key").read_bytes()
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return Publisher(
        here.public,
        BlindEvaluator(here.evaluator_url, key, processes=processes, begin=begin),
        keys.signer(here.keys, "register", here.origin),
        shadow=here.shadow,
        progress=progress,
    )
