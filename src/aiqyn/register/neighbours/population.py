"""The population register: people, their documents, deaths, changed names, guardians."""

from __future__ import annotations

from typing import Protocol

from aiqyn.register.neighbours.feeds import Feed

#: The kinds of files that it sends, as `aiqyn import` calls them.
KINDS = ("population",)


class PopulationRegister(Feed, Protocol):
    """Files of people (docs/imports.md, `population`): each row is a whole person with the documents that are new or
    changed; a cancelled document has `cancelled_on`, a death `died_on`. Days are the country's. Source: the state
    database of natural persons, by extract; no question about one person is ever put to it.
    """
