"""Neighbours that send files: the next delivery after a cursor, from a folder or over HTTP."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from aiqyn.register.neighbours.errors import NeighbourRefused, NeighbourUnavailable
from aiqyn.register.neighbours.wire import Wire

#: Names of deliveries, ascending in time: they are cursors, and stand in addresses and logs.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file of a neighbour. `name` is the cursor after it; `path` is to be read before the next is asked for."""

    name: str
    path: Path


class Feed(Protocol):
    """Files in the order in which they are to be imported.

    At least once: a delivery may come again, under its name, with the same bytes; the import knows it by its digest.
    NeighbourUnavailable: nothing is known, ask again. NeighbourRefused: the neighbour breaks this contract.
    """

    labelled: str

    def after(self, cursor: str, room: Path) -> Delivery | None:
        """The first delivery whose name is above `cursor` (empty: the very first), written into the folder `room`;
        None when there is none yet."""


class FolderFeed:
    """A folder into which a neighbour puts whole files (by a rename), named in their order."""

    labelled = ""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def after(self, cursor: str, room: Path) -> Delivery | None:
        """As `Feed`. Hidden files are those that are not whole yet."""
        try:
            names = sorted(path.name for path in self._folder.iterdir() if path.is_file())
        except OSError:
            raise NeighbourUnavailable("the folder cannot be read") from None
        name = next((name for name in names if NAME.fullmatch(name) and name > cursor), None)
        if name is None:
            return None
        try:
            shutil.copyfile(self._folder / name, room / name)
        except OSError:
            raise NeighbourUnavailable("the file cannot be read") from None
        return Delivery(name, room / name)


class HttpFeed:
    """`GET URL/deliveries?after=CURSOR`: 200 with the file and its name in `Delivery-Name`, or 204."""

    labelled = ""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def after(self, cursor: str, room: Path) -> Delivery | None:
        """As `Feed`."""
        path = room / "delivery"
        headers = self._wire.fetch("/deliveries", path, after=cursor)
        if headers is None:
            return None
        name = next((value for key, value in headers.items() if key.lower() == "delivery-name"), "")
        if not NAME.fullmatch(name) or name <= cursor:
            path.unlink()
            raise NeighbourRefused("a delivery without a name above the cursor")
        return Delivery(name, path)


@contextmanager
def room_in(folder: Path) -> Iterator[Path]:
    """A folder of one's own (mode 0700) for deliveries, gone at the end."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".delivery-", dir=folder) as room:
        yield Path(room)
