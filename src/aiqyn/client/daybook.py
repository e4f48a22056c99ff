"""What a point holds of a day: the signed head, the whole token set, the day's public key. Steps 1 to 3 of
the check.

Everything comes from the register as signed or announced bytes and could come from any mirror; nothing here
depends on who stands at the desk.
"""

from __future__ import annotations

import hashlib
import threading
from datetime import date

from aiqyn.client.config import Config
from aiqyn.client.ledger_memory import LedgerMemory
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.store import Store
from aiqyn.client.transport import Transport
from aiqyn.law import LawBook
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.opening import OpenedLeaf
from aiqyn.ledger.tree import HASH_BYTES
from aiqyn.oprf import PublicKey
from aiqyn.protocol import key_announcement, rice, routes, strict, token_set
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.head import Head

_MOST_NOTE = 65_536
_MOST_TILE = 65_536
_MOST_TOKENS = 50_000_000


class Daybook:
    """The day's materials of one point, fetched when missing, verified always."""

    def __init__(self, config: Config, transport: Transport, book: LawBook) -> None:
        self._config = config
        self._transport = transport
        self._law = book
        self._store = Store(config.folder)
        self._lock = threading.Lock()
        self._set: tuple[bytes, memoryview] | None = None
        self._note: tuple[Head, str] | None = None
        self._read: tuple[bytes, Head] | None = None
        self._keys: dict[date, PublicKey] = {}
        self.ledger = LedgerMemory(self._store, config.ledger, self._fetch_tile, self._fetch_checkpoint)
        # Another key is another register: its heads must not be held against this one's.
        mark = hashlib.sha256(config.register.vkey.encode()).hexdigest()[:16]
        self._head_name = f"head-{config.purpose.value}-{mark}"

    def head(self, day: date, now: float) -> Head:
        """Step 1: the newest head, signed, of this purpose and day, fresh, and not behind an earlier one."""
        note = self._get_text(routes.head(self._config.purpose), Reason.HEAD_INVALID)
        try:
            head = Head.open(note, self._config.register)
            if head.day != day:
                # Around midnight two days are served, and this clock is on the other side of it than the register's.
                note = self._head_of(day)
                head = Head.open(note, self._config.register)
            head.check(
                purpose=self._config.purpose,
                day=day,
                now=now,
                oldest=self._law.head_max_age(self._config.purpose),
            )
        except ProtocolError as error:
            raise CheckError(Reason.HEAD_STALE if error.field == "at" else Reason.HEAD_INVALID) from error
        self._remember(head, note)
        return head

    def _head_of(self, day: date) -> str:
        try:
            return self._get_text(routes.head_of(self._config.purpose, day), Reason.HEAD_INVALID)
        except CheckError as error:
            raise CheckError(Reason.HEAD_INVALID if error.reason is Reason.SERVER else error.reason) from error

    def _remember(self, head: Head, note: str) -> None:
        with self._lock:
            kept = self._kept_head()
            if kept is not None and kept.day == head.day:
                _hold_together(kept, head)
            # Of yesterday, in the first minute of a day: today's, which was seen already, stays in mind.
            if kept is None or head.day > kept.day or (head.day == kept.day and head.at > kept.at):
                # Not flushed: a power cut may take the newest head from memory, and the one before it is as good.
                self._store.write(self._head_name, note.encode(), durable=False)
                self._read = note.encode(), head
            self._note = (head, note)

    def head_note(self, head: Head) -> str:
        """The signed note of the head that was just read: evidence, should it list what nobody can explain."""
        with self._lock:
            return self._note[1] if self._note and self._note[0] == head else ""

    @property
    def shadow(self) -> bool:
        """Whether the newest head that was seen says that the register is on trial."""
        kept = self._kept_head()
        return kept is not None and kept.shadow

    def _kept_head(self) -> Head | None:
        kept = self._store.read(self._head_name)
        if kept is None:
            return None
        # Another process of this point may have written it; what was verified once need not be again.
        if self._read is None or self._read[0] != kept:
            try:
                self._read = kept, Head.open(kept.decode(), self._config.register)
            except (ProtocolError, UnicodeDecodeError):
                return None  # a damaged file: the new head takes its place
        return self._read[1]

    def tokens(self, head: Head) -> memoryview:
        """Step 2: the whole token set of a head, mapped; fetched once, by its digest."""
        with self._lock:
            if self._set and self._set[0] == head.digest:
                return self._set[1]
            view = self._store.map_set(head.digest)
            if view is None:
                self._fetch_set(head)
                view = self._store.map_set(head.digest)
            if view is None:
                raise CheckError(Reason.LOCAL)
            self._set = (head.digest, view)
            return view

    def _fetch_set(self, head: Head) -> None:
        if head.count > _MOST_TOKENS:
            raise CheckError(Reason.SET_INVALID)
        url = self._config.register_url + routes.coded_set(head.digest)
        coded = self._transport.get(url, most=rice.most_bytes(head.count))
        try:
            file = rice.decode(coded, head.count)
            token_set.check(file, head.digest, head.count)
        except ProtocolError as error:
            raise CheckError(Reason.SET_INVALID) from error
        # A new set is a new moment of the register: look whether its ledger still continues what we remember.
        self.ledger.look()
        self._store.keep_set(head.digest, file)
        self._store.forget("sets", but=(head.digest.hex(),))

    def key(self, day: date) -> PublicKey:
        """Step 3: the day's public key, announced in the ledger; fetched once a day."""
        with self._lock:
            if day not in self._keys:
                self._keys = {day: self._announced_key(day)}
            return self._keys[day]

    def _announced_key(self, day: date) -> PublicKey:
        name = f"keys/{self._config.purpose.value}-{day.isoformat()}.json"
        kept = self._store.read(name)
        if kept is not None:
            try:
                return self._verified_key(kept.decode(), day)
            except (CheckError, UnicodeDecodeError):
                pass  # a damaged or foreign file: fetched anew below
        text = self._get_text(routes.day_key(self._config.purpose, day), Reason.KEY_INVALID)
        key = self._verified_key(text, day)
        self._store.write(name, text.encode())
        self._store.forget("keys", but=(name.removeprefix("keys/"),))
        return key

    def _verified_key(self, text: str, day: date) -> PublicKey:
        try:
            opened = OpenedLeaf.from_json(strict.json_object(text, "key"))
            key, _ = key_announcement.verify(opened, self._config.purpose, day, self._config.ledger)
        except (ProtocolError, LedgerError) as error:
            raise CheckError(Reason.KEY_INVALID) from error
        self.ledger.accept(opened.checkpoint)
        return key

    def _get_text(self, path: str, otherwise: Reason) -> str:
        content = self._transport.get(self._config.register_url + path, most=_MOST_NOTE)
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            raise CheckError(otherwise) from error

    def _fetch_tile(self, path: str) -> bytes:
        url = self._config.register_url + routes.tile(path)
        try:
            return self._transport.get(url, most=_MOST_TILE)
        except CheckError as error:
            whole, partial, width = url.partition(".p/")
            if not partial or error.reason is not Reason.SERVER:
                raise
        # A partial tile makes way for the whole one, which begins with it (C2SP tlog-tiles).
        return self._transport.get(whole, most=_MOST_TILE)[: int(width) * HASH_BYTES]

    def _fetch_checkpoint(self) -> str:
        return self._get_text(routes.CHECKPOINT, Reason.LEDGER_INCONSISTENT)


def _hold_together(one: Head, other: Head) -> None:
    """Two heads of a day: sets only grow, and of one number there is one set.

    A head that was signed earlier may arrive later, so that only a *later* signature on less is a step back.
    """
    first, second = sorted((one, other), key=lambda head: head.at)
    other_set = first.number == second.number and first.digest != second.digest
    if other_set or (first.at < second.at and (second.number < first.number or second.count < first.count)):
        raise CheckError(Reason.HEAD_ROLLED_BACK)
