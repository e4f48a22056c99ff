"""How a neighbour fails. Neither error repeats anything that was sent or received."""

from __future__ import annotations


class NeighbourUnavailable(RuntimeError):
    """The neighbour cannot be reached, or not now: the same can be tried again later."""


class NeighbourRefused(RuntimeError):
    """The neighbour answered, and what it said is not in its contract: a person has to look."""
