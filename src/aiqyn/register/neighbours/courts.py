"""The courts: their list, and the writs that they issue."""

from __future__ import annotations

from typing import Protocol

from aiqyn.register.neighbours.feeds import Feed

#: The kinds of files that it sends, as `aiqyn import` calls them.
KINDS = (
    "courts",
    "writs",
)


class Courts(Feed, Protocol):
    """Files of courts and of writs, a feed each (docs/imports.md, `courts` and `writs`). Money has two decimals and an
    ISO 4217 currency. A sanction is no file: a judge gives it at the court's desk, on the whole basis, one by one.
    """
