"""What keeping a vehicle costs: the law's tariff of each day, nothing after an annulment or while it waits a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from aiqyn.law.rulebook import Rules

#: The entries that a storage fee rests on, in the order in which a page shows them.
STORAGE_RULES = ("impound-day-minor", "impound-collect-days", "impound-annulled-free")


@dataclass(frozen=True, slots=True)
class Storage:
    """So many days kept, how many of them are charged, and the fee in minor units."""

    days: int
    charged: int
    fee_minor: int


def storage(law: Rules, received_on: date, until: date, *, ended_on: date | None, annulled: bool) -> Storage:
    """The storage from the day of receipt to `until`, both of them counted: a day begun is a day.

    The days after `ended_on`, on which the measure ended, are free for the law's term, and charged beyond it.
    `annulled`: the measure should not have been; where the law says so, nothing is owed.
    """
    if until < received_on:
        raise ValueError("a vehicle is kept from its receipt on")
    days = [received_on + timedelta(days=number) for number in range((until - received_on).days + 1)]
    if annulled and law.value("impound-annulled-free", until):
        return Storage(len(days), 0, 0)
    charged = [day for day in days if not _free(law, day, ended_on)]
    return Storage(len(days), len(charged), sum(law.value("impound-day-minor", day) for day in charged))


def _free(law: Rules, day: date, ended_on: date | None) -> bool:
    if ended_on is None or day <= ended_on:
        return False
    return day <= ended_on + timedelta(days=law.value("impound-collect-days", ended_on))
