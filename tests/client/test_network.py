"""The way to the register and the evaluator: whatever breaks on it is UNKNOWN, and nothing is followed
elsewhere.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from aiqyn.client.point import Point
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.transport import Transport
from aiqyn.protocol.states import State
from tests.client.conftest import Country
from tests.client.test_point import DEBTOR, NEIGHBOUR, unknown
from tests.evaluator.process import free_port

HEAD = "/check/border-departure/head"


def nobody() -> str:
    return f"http://127.0.0.1:{free_port()}"


@contextmanager
def listening(*sent: bytes, pause: float = 0.0, seen: list[str] | None = None) -> Iterator[str]:
    """A server that sends bytes to whoever connects, piece by piece, and then hangs up. `seen`: request lines."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                asked = connection.recv(65_536)
                if seen is not None:
                    seen.append(asked.decode().partition("\r\n")[0])
                try:
                    for piece in sent:
                        connection.sendall(piece)
                        time.sleep(pause)
                    if not sent:
                        time.sleep(pause)
                except OSError:
                    continue

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}"
    server.close()


def test_a_register_or_an_evaluator_that_is_not_there_is_unknown(country: Country) -> None:
    unknown(country.desk(register_url=nobody()).check(DEBTOR), Reason.NETWORK, alarm=False)
    unknown(country.desk(evaluator_url=nobody()).check(DEBTOR), Reason.NETWORK, alarm=False)


def test_a_register_that_is_gone_when_a_match_must_be_confirmed_is_unknown(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    country.register.override["/check/confirm"] = (500, b"")
    unknown(country.desk().check(DEBTOR), Reason.SERVER, alarm=False)


def test_a_desk_recovers_without_a_restart(country: Country) -> None:
    country.register.override[HEAD] = (503, b"")
    desk = country.desk()
    unknown(desk.check(DEBTOR), Reason.SERVER, alarm=False)
    del country.register.override[HEAD]
    assert desk.check(DEBTOR).state is State.CLEAR


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_is_not_followed(country: Country, status: int) -> None:
    country.register.override[HEAD] = (status, b"/elsewhere")
    unknown(country.desk().check(DEBTOR), Reason.SERVER, alarm=False)
    assert country.register.requests == [f"GET {HEAD}"]


def test_a_proxy_of_the_environment_is_not_used(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, nobody())
    assert country.desk().check(NEIGHBOUR).state is State.CLEAR


def test_a_desk_that_asks_too_fast_is_unknown_and_a_stranger_too(country: Country) -> None:
    desk = country.desk()
    answers = [desk.check(NEIGHBOUR) for _ in range(12)]
    assert [answer.state for answer in answers[:10]] == [State.CLEAR] * 10
    assert answers[-1].reason is Reason.PACE
    stranger = country.configure()
    (stranger.parent / f"{stranger.stem}.key").write_text("07" * 32)
    unknown(Point.from_config(stranger).check(NEIGHBOUR), Reason.CREDENTIAL_REFUSED, alarm=False)


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ((), Reason.NETWORK),
        ((b"nonsense\r\n\r\n",), Reason.NETWORK),
        ((OK + b"Content-Length: 9\r\n\r\nhalf",), Reason.NETWORK),
        ((OK + b"Content-Length: 101\r\n\r\n" + b"x" * 101,), Reason.SERVER),
        ((OK + b"\r\n" + b"x" * 101,), Reason.SERVER),
        ((b"HTTP/1.1 204 No Content\r\n\r\n",), Reason.SERVER),
        ((b"HTTP/1.1 403 Forbidden\r\nContent-Length: 500\r\n\r\n",), Reason.CREDENTIAL_REFUSED),
    ],
    ids=["nothing", "nonsense", "half", "too long", "without an end", "no content", "long refusal"],
)
def test_what_a_server_can_do_wrong(sent: tuple[bytes, ...], reason: Reason) -> None:
    with listening(*sent) as url, pytest.raises(CheckError) as caught:
        Transport().get(url, most=100)
    assert caught.value.reason is reason


def test_a_body_that_drips_for_ever_ends_at_the_deadline() -> None:
    begun = time.monotonic()
    with listening(OK + b"\r\n", *[b"x"] * 200, pause=0.05) as url, pytest.raises(CheckError) as caught:
        Transport(deadline=0.5).get(url, most=10_000)
    assert caught.value.reason is Reason.NETWORK
    assert time.monotonic() - begun < 3
