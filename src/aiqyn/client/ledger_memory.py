"""What a point remembers of the ledger: its newest checkpoint, against which every other one is held.

A register that shows one desk another history than the rest, or takes something back, has to show a
checkpoint that does not continue the remembered one. The point fetches the tiles between the two and checks
that nothing before was changed (RFC 6962, 2.1.2); what it cannot check it does not believe.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable

from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.store import Store
from aiqyn.ledger import tiles, tree
from aiqyn.ledger.checkpoint import Checkpoint
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteVerifier, open_note


class LedgerMemory:
    """The remembered checkpoint of one ledger, kept in the point's folder under the ledger's own key.

    `fetch_tile` gets a tile by its path, `fetch_current` the ledger's current checkpoint as a signed note.
    """

    def __init__(
        self,
        store: Store,
        verifier: NoteVerifier,
        fetch_tile: Callable[[str], bytes],
        fetch_current: Callable[[], str],
    ) -> None:
        self._store = store
        self._verifier = verifier
        self._fetch_tile = fetch_tile
        self._fetch_current = fetch_current
        self._lock = threading.RLock()
        # Another key is another ledger: its memory must not be held against this one.
        self._name = f"checkpoint-{hashlib.sha256(verifier.vkey.encode()).hexdigest()[:16]}"

    def look(self) -> None:
        """Fetch the ledger's current checkpoint and hold it against the remembered one."""
        with self._lock:
            note = self._fetch_current()
            current, remembered = self._open(note), self._remembered()
            if remembered and current.size < remembered.size:
                raise CheckError(Reason.LEDGER_ROLLED_BACK)
            self._continue(remembered, current, note)

    def accept(self, note: str) -> None:
        """Hold the checkpoint of an opened leaf against the remembered one, and remember the newer of the
        two.

        An older one is no rollback by itself (a leaf may have been opened long ago): then it must be a
        beginning of the remembered ledger, and the current ledger must still continue that.
        """
        with self._lock:
            offered, remembered = self._open(note), self._remembered()
            if remembered and offered.size < remembered.size:
                self.look()
                self._check(offered, self._remembered() or remembered)
            else:
                self._continue(remembered, offered, note)

    def _continue(self, remembered: Checkpoint | None, newer: Checkpoint, note: str) -> None:
        if remembered:
            self._check(remembered, newer)
        if not remembered or newer.size > remembered.size:
            self._store.write(self._name, note.encode())

    def _check(self, older: Checkpoint, newer: Checkpoint) -> None:
        try:
            if older.size == newer.size:
                if older.root != newer.root:
                    raise CheckError(Reason.LEDGER_INCONSISTENT)
            elif older.size > 0:
                read = tiles.reader(newer.size, self._fetch_tile)
                proof = tree.consistency_proof(older.size, newer.size, read)
                tree.verify_consistency(older.size, older.root, newer.size, newer.root, proof)
        except LedgerError as error:
            raise CheckError(Reason.LEDGER_INCONSISTENT) from error

    def _remembered(self) -> Checkpoint | None:
        kept = self._store.read(self._name)
        return self._open(kept.decode()) if kept is not None else None

    def _open(self, note: str) -> Checkpoint:
        try:
            checkpoint = Checkpoint.parse(open_note(note, [self._verifier]))
        except LedgerError as error:
            raise CheckError(Reason.LEDGER_INCONSISTENT) from error
        if checkpoint.origin != self._verifier.name:
            raise CheckError(Reason.LEDGER_INCONSISTENT)
        return checkpoint
