"""Tiles (C2SP tlog-tiles): a ledger as static files of 256 hashes, cacheable for ever.

`tile/<L>/<N>` holds hashes of level 8·L; a tile not yet full stands under `tile/<L>/<N>.p/<W>` with its width.
"""

from __future__ import annotations

from collections.abc import Callable

from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.tree import HASH_BYTES, HashReader, fold

HEIGHT = 8
WIDTH = 1 << HEIGHT


def number_path(number: int) -> str:
    """A tile's number in groups of three digits: 1234067 is `x001/x234/067`."""
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.append(f"x{number % 1000:03d}")
    return "/".join(reversed(groups))


def path(level: int | str, number: int, width: int) -> str:
    """The path of a tile of `width` hashes (256: full); `level` is a number, or `entries`."""
    full = f"tile/{level}/{number_path(number)}"
    return full if width == WIDTH else f"{full}.p/{width}"


def widths(size: int, level: int) -> tuple[int, int]:
    """How many full tiles a level has in a tree of a size, and the width of the partial one (0: none)."""
    return divmod(size >> HEIGHT * level, WIDTH)


def reader(size: int, fetch: Callable[[str], bytes]) -> HashReader:
    """A reader of subtree hashes in a tree of a size. `fetch` gets a tile by its path; each is fetched once."""
    kept: dict[str, bytes] = {}

    def tile(level: int, number: int) -> bytes:
        full, partial = widths(size, level)
        width = WIDTH if number < full else partial
        if number > full or width == 0:
            raise LedgerError("the tile is not in a tree of this size")
        name = path(level, number, width)
        if name not in kept:
            kept[name] = fetch(name)
        if len(kept[name]) != width * HASH_BYTES:
            raise LedgerError("a tile must be as wide as its path says")
        return kept[name]

    def read(level: int, index: int) -> bytes:
        row, above = divmod(level, HEIGHT)
        first = index << above
        number, offset = divmod(first, WIDTH)
        content = tile(row, number)
        last = offset + (1 << above)
        if last * HASH_BYTES > len(content):
            raise LedgerError("the subtree is not complete in a tree of this size")
        return fold([content[at * HASH_BYTES : (at + 1) * HASH_BYTES] for at in range(offset, last)])

    return read
