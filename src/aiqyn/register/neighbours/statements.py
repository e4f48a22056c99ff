"""Banks: what was paid, and what went back."""

from __future__ import annotations

from typing import Protocol

from aiqyn.register.neighbours.feeds import Feed

#: The kinds of files that it sends, as `aiqyn import` calls them.
KINDS = ("payments",)


class Statements(Feed, Protocol):
    """ISO 20022 notices (camt.054 of any version; docs/imports.md, `payments`). Only booked entries release. A file is
    taken whole or not at all, its money never refused.
    """
