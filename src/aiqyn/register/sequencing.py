"""The sequencer: gives leaves their indices at a tick, and writes the public tree.

First the indices, in one transaction; then tiles and the signed checkpoint. A crash between the two leaves indices
without tiles: the next tick writes the tiles from where the tree stands. One runs at a time: a lock file.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from aiqyn import ledger
from aiqyn.register.rows import Leaf

BATCH = 1000


class SequencerBusy(RuntimeError):
    """Another sequencer holds the lock of this ledger folder."""


class Sequencer:
    """Moves leaves from the database to the tree in `folder`, signing checkpoints with `signer`."""

    def __init__(self, folder: Path, signer: ledger.NoteSigner) -> None:
        self._folder = folder
        self._signer = signer
        self._store = ledger.TileStore(folder)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only sequencer of the folder, or raise SequencerBusy."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / ".sequencer.lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise SequencerBusy(str(self._folder)) from error
            yield

    def tick(self) -> int:
        """Index what waits and bring the tree up to it. Returns the tree's size."""
        while self._give_indices():
            pass
        return self._write_tree()

    def _give_indices(self) -> int:
        with transaction.atomic():
            waiting = list(
                Leaf.objects.select_for_update().filter(index__isnull=True).order_by("pk").only("pk")[:BATCH]
            )
            if not waiting:
                return 0
            last = Leaf.objects.aggregate(last=Max("index"))["last"]
            start = 0 if last is None else last + 1
            for index, leaf in enumerate(waiting, start):
                leaf.index = index
            Leaf.objects.bulk_update(waiting, ["index"], batch_size=200)
            return len(waiting)

    def _write_tree(self) -> int:
        # From the checkpoint on: what a failed tick appended without publishing is appended again.
        self._store.reload()
        size = published = self._store.size
        while True:
            batch = list(
                Leaf.objects.filter(index__gte=size, index__lt=size + BATCH)
                .order_by("index")
                .values_list("commitment", flat=True)
            )
            if batch:
                self._store.append([bytes(commitment) for commitment in batch])
                size = self._store.size
            if len(batch) < BATCH:
                break
        if size > published or self._store.signed_checkpoint() is None:
            self._store.publish(self._signer)
        return size
