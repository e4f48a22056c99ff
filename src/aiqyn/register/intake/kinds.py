"""What the engine needs of a kind of file, and what becomes of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Generic, Protocol, TypeVar

from aiqyn.register.intake.refusals import Fault

T = TypeVar("T")
Clock = Callable[[], datetime]


class Outcome(Enum):
    """What became of a row that was not refused."""

    ACCEPTED = "accepted"
    KNOWN = "known"  #: the register already says so: nothing was written
    PASSED = "passed"  #: an entry that is no debtor's money (the agent's own payments)


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """A row: its line (or number), where the next one starts, and what it says or why it is refused."""

    line: int
    position: int
    content: T | Fault


class Intake(Protocol[T]):
    """A kind of file: how it is read, how its rows stand together, and the acts that write them."""

    def examine(self) -> None:
        """Raise FileRefused when the file as a whole cannot be taken. Nothing was written before."""

    def batches(self, line: int, position: int) -> Iterator[list[Item[T]]]:
        """The rows after `line`, in the batches that are written in one transaction each."""

    def write(self, contents: Sequence[T], clock: Clock) -> list[Outcome | Fault]:
        """Write the rows by acts, inside the batch's transaction; one outcome a row, in order."""


def by_count(items: Iterator[Item[T]], count: int) -> Iterator[list[Item[T]]]:
    """Batches of `count`."""
    batch: list[Item[T]] = []
    for item in items:
        batch.append(item)
        if len(batch) >= count:
            yield batch
            batch = []
    if batch:
        yield batch
