"""A point remembers its newest checkpoint: growth is followed, a shorter or a second history is an alarm."""

from __future__ import annotations

import shutil

from aiqyn.client.point import Point
from aiqyn.client.reasons import Reason
from aiqyn.protocol.states import State
from tests.client.conftest import Country
from tests.client.register import LEDGER, Book
from tests.client.test_point import DEBTOR, NEIGHBOUR, unknown


def remembered(desk: Point) -> int:
    (kept,) = desk.config.folder.glob("checkpoint-*")
    return int(kept.read_text().split("\n")[1])


def test_growth_is_followed_over_whole_and_partial_tiles(country: Country) -> None:
    desk = country.desk()
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    assert remembered(desk) == 1
    for token, count in enumerate((3, 251, 1, 1, 300, 600)):
        country.register.book.fill(count)
        country.register.publish([token])
        assert desk.check(NEIGHBOUR).state is State.CLEAR
        assert remembered(desk) == country.register.book.store.size


def test_a_partial_tile_that_made_way_is_read_from_the_whole_one(country: Country) -> None:
    register = country.register
    register.book.fill(99)
    desk = country.desk()
    register.publish([1])
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    order = register.sanction(DEBTOR, country.output(DEBTOR))
    opened = register.book.open(order.leaf)  # at size 101
    register.book.fill(400)
    shutil.rmtree(register.book.folder / "tile" / "0" / "000.p")
    register.book.always = opened  # a reply that was made before the ledger went on
    assert desk.check(DEBTOR).state is State.HIT


def test_an_older_checkpoint_of_the_same_history_is_no_rollback(country: Country) -> None:
    register = country.register
    order = register.sanction(DEBTOR, country.output(DEBTOR))
    opened = register.book.open(order.leaf)
    register.book.fill(20)
    desk = country.desk()
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    assert remembered(desk) == 22
    register.book.always = opened
    assert desk.check(DEBTOR).state is State.HIT
    assert remembered(desk) == 22


def test_a_ledger_that_became_shorter_is_an_alarm(country: Country) -> None:
    register = country.register
    register.book.fill(20)
    desk = country.desk()
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    restored = Book(country.folder / "restored")
    restored.write(register.key_leaf.content)
    register.book = restored
    register.publish([1])
    unknown(desk.check(NEIGHBOUR), Reason.LEDGER_ROLLED_BACK, alarm=True)
    unknown(Point(desk.config).check(NEIGHBOUR), Reason.LEDGER_ROLLED_BACK, alarm=True)


def test_a_shorter_ledger_behind_an_order_is_an_alarm_even_without_a_new_set(country: Country) -> None:
    register = country.register
    order = register.sanction(DEBTOR, country.output(DEBTOR))
    register.book.fill(20)
    desk = country.desk()
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    register.book = Book(country.folder / "restored")
    order.leaf = register.book.write(order.leaf.content)
    unknown(desk.check(DEBTOR), Reason.LEDGER_ROLLED_BACK, alarm=True)


def test_another_history_is_an_alarm_longer_or_of_the_same_length(country: Country) -> None:
    register = country.register
    register.book.fill(20)
    desk = country.desk()
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    for number, count in enumerate((20, 40)):
        other = Book(country.folder / f"other-{number}")
        other.write(register.key_leaf.content)
        other.fill(count)
        register.book = other
        register.publish([number])
        unknown(desk.check(NEIGHBOUR), Reason.LEDGER_INCONSISTENT, alarm=True)


def test_tiles_that_cannot_be_had_are_unknown_and_no_alarm(country: Country) -> None:
    register = country.register
    register.book.fill(5)
    desk = country.desk()
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    register.book.fill(5)
    register.publish([1])
    shutil.rmtree(register.book.folder / "tile")
    unknown(desk.check(NEIGHBOUR), Reason.SERVER, alarm=False)


def test_a_damaged_memory_is_an_alarm_and_not_a_fresh_start(country: Country) -> None:
    desk = country.desk()
    assert desk.check(NEIGHBOUR).state is State.CLEAR
    (kept,) = desk.config.folder.glob("checkpoint-*")
    kept.write_text(kept.read_text().replace(LEDGER.name, "another"))
    country.register.publish([1])
    unknown(desk.check(NEIGHBOUR), Reason.LEDGER_INCONSISTENT, alarm=True)
