"""The contract of the border service, held against each implementation; and what the register tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import pytest

from aiqyn.register.acting import OPERATOR, ActError
from aiqyn.register.acts.record_acknowledgements import record_acknowledgements
from aiqyn.register.neighbours.border import BorderService, HttpBorderService, ReleaseNotice
from aiqyn.register.neighbours.errors import NeighbourRefused, NeighbourUnavailable
from aiqyn.register.neighbours.telling import tell_releases
from aiqyn.register.neighbours.wire import Wire
from aiqyn.register.rows import Act, Person, ReleaseAcknowledgement
from aiqyn.simulate.neighbours.border import SyntheticBorder
from tests.register.conftest import T0, Country
from tests.register.neighbours.serving import Answer, serve

NOTICES = [ReleaseNotice(f"M-{n}", bytes([n]) * 32, T0) for n in range(1, 4)]


class Ministry:
    """A border service behind HTTP: it knows what it was told, and gives the same receipt again."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.receipts: dict[str, str] = {}

    def answer(self, path: str, _: Mapping[str, str], body: bytes) -> Answer:
        assert path == "/releases"
        self.heard.append(body)
        told = [one["order"] for one in json.loads(body)["releases"]]
        for order in told:
            self.receipts.setdefault(order, f"R-{len(self.receipts)}")
        return 200, json.dumps({"acknowledged": {order: self.receipts[order] for order in told}}).encode(), {}


@pytest.fixture
def ministry() -> Ministry:
    return Ministry()


@pytest.fixture(params=["stand-in", "http"])
def border(request: pytest.FixtureRequest, ministry: Ministry) -> Iterator[BorderService]:
    if request.param == "stand-in":
        yield SyntheticBorder()
    else:
        with serve(ministry.answer) as url:
            yield HttpBorderService(Wire(url))


def test_it_acknowledges_and_does_so_again(border: BorderService) -> None:
    first = dict(border.tell(NOTICES))
    assert set(first) == {"M-1", "M-2", "M-3"}
    assert all(0 < len(receipt) <= 100 for receipt in first.values())
    assert dict(border.tell(NOTICES[1:])) == {ref: first[ref] for ref in ("M-2", "M-3")}
    assert dict(border.tell([])) == {}
    assert border.labelled == ("stand-in" if isinstance(border, SyntheticBorder) else "")


def test_every_release_is_told_once_it_is_acknowledged(country: Country, border: BorderService) -> None:
    paid, held = country.in_force(), country.in_force()
    country.pay(paid.proceeding, 50_000_000)
    now = T0 + timedelta(days=4)
    assert tell_releases(border, lambda: now) == 1
    row = ReleaseAcknowledgement.objects.get()
    assert row.measure == paid
    assert tell_releases(border, lambda: now) == 0
    assert Act.objects.filter(kind="acknowledgement").count() == 1
    country.pay(held.proceeding, 50_000_000)
    assert tell_releases(border, lambda: now) == 1


def test_nobody_is_named(country: Country, ministry: Ministry) -> None:
    measure = country.in_force()
    country.pay(measure.proceeding, 50_000_000)
    with serve(ministry.answer) as url:
        tell_releases(HttpBorderService(Wire(url)), lambda: T0 + timedelta(days=4))
    (body,) = ministry.heard
    (release,) = json.loads(body)["releases"]
    assert set(release) == {"order", "leaf", "released_at"}
    leaf = Act.objects.get(kind="paid").leaf
    assert release["leaf"] == bytes(leaf.commitment).hex()
    for person in Person.objects.all():
        assert str(person.iin) not in body.decode()
        assert person.surname not in body.decode()


class Forgetful:
    """Acknowledges the first of what it is told, and no more."""

    labelled = ""

    def __init__(self) -> None:
        self.told: list[list[str]] = []

    def tell(self, releases: Sequence[ReleaseNotice]) -> Mapping[str, str]:
        self.told.append([one.order for one in releases])
        return {releases[0].order: "R"}


def test_what_was_not_acknowledged_is_told_again(country: Country) -> None:
    for _ in range(3):
        country.pay(country.in_force().proceeding, 50_000_000)
    service = Forgetful()
    for _ in range(3):
        assert tell_releases(service, lambda: T0 + timedelta(days=4)) == 1
    assert [len(told) for told in service.told] == [3, 2, 1]


def test_a_silent_service_changes_nothing(country: Country) -> None:
    country.pay(country.in_force().proceeding, 50_000_000)
    with pytest.raises(NeighbourUnavailable):
        tell_releases(HttpBorderService(Wire("http://127.0.0.1:1")), lambda: T0 + timedelta(days=4))
    assert ReleaseAcknowledgement.objects.count() == 0


@pytest.mark.parametrize(
    "answer", [b"[]", b"{}", b"x", b'{"acknowledged": {"M-9": "r"}}', b'{"acknowledged": {"M-1": ""}}',
               b'{"acknowledged": {"M-1": 7}}'],
)  # fmt: skip
def test_an_answer_outside_the_contract_is_refused(answer: bytes) -> None:
    with serve(lambda *_: (200, answer, {})) as url, pytest.raises(NeighbourRefused):
        HttpBorderService(Wire(url)).tell(NOTICES)


def test_only_what_ended_can_be_acknowledged(country: Country) -> None:
    measure = country.in_force()
    for ref in (measure.ref, "M-NONE"):
        with pytest.raises(ActError, match="not-released"):
            record_acknowledgements({ref: "R"}, actor=OPERATOR, at=T0 + timedelta(days=4))
