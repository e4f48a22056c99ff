"""Ports are free, and promised to one play from the moment they are chosen."""

from __future__ import annotations

import socket

import pytest

from aiqyn.simulate.household import DESKS, Addresses
from aiqyn.simulate.ports import NoPort, Ports

START = 27_000


def test_a_port_that_somebody_listens_on_is_passed_over() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        if port > 65_000:
            pytest.fail("the kernel gave a port at the very end")
        chosen = Ports(port, 2)
        assert port not in chosen.numbers
        chosen.release()


def test_what_was_promised_is_not_given_again_until_it_is_released() -> None:
    first = Ports(START, 3)
    second = Ports(START, 3)
    assert set(first.numbers).isdisjoint(second.numbers)
    first.release()
    third = Ports(START, 3)
    assert third.numbers == first.numbers
    second.release()
    third.release()


def test_a_promise_does_not_keep_its_own_server_from_listening() -> None:
    chosen = Ports(START, 1)
    with socket.socket() as server:
        server.bind(("127.0.0.1", chosen.numbers[0]))
        server.listen()
    chosen.release()


def test_too_few_ports_promise_none() -> None:
    with pytest.raises(NoPort):
        Ports(65_534, 4)
    again = Ports(65_534, 1)
    again.release()


def test_every_part_has_a_port_of_its_own() -> None:
    addresses = Addresses.from_port(START)
    ports = [addresses.register, addresses.evaluator, *addresses.desks]
    assert len(set(ports)) == 2 + len(DESKS)
    assert addresses.url(addresses.register) == f"http://127.0.0.1:{ports[0]}"
    addresses.ports.release()
