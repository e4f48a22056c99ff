"""The household's folders: who has what, what a restart keeps, and what it waits for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from aiqyn.client import config as point_config
from aiqyn.entry import configuration
from aiqyn.protocol import manifest
from aiqyn.protocol.errors import ProtocolError
from aiqyn.simulate import household, telling
from aiqyn.simulate.household import DESKS, Addresses, Household
from aiqyn.simulate.personas import Persona

NAMES = [name for _, name, _ in DESKS]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Household]:
    made = Household(tmp_path / "play", Addresses.from_port(27_100))
    yield made
    made.addresses.ports.release()


def test_each_part_has_a_folder_and_a_configuration_of_its_own(
    house: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AIQYN_DATABASE", raising=False)
    public = house.write()
    register = configuration.load(house.configuration)
    assert register.play
    assert register.database == f"sqlite://{house.register / 'register.sqlite3'}"
    for name in NAMES:
        desk = point_config.load(house.point(name))
        assert desk.key().public_key().public_bytes_raw() == public[name]
        assert desk.register_url == register.public_url
    listed = manifest.read((house.folder / "evaluator" / "points.json").read_text())
    assert {name: point.publisher for name, point in listed.items()} == dict.fromkeys(NAMES, False) | {
        "publisher": True
    }


def test_a_restart_keeps_keys_and_the_desks_that_somebody_added(house: Household) -> None:
    first = house.write()
    points = house.folder / "evaluator" / "points.json"
    listed = json.loads(points.read_text())
    own = next(entry for entry in listed if entry["id"] == NAMES[0]) | {"id": "my-desk"}
    points.write_text(json.dumps([*listed, own]))
    keys = {path: path.read_bytes() for path in (house.register / "keys").iterdir()}
    assert house.write() == first
    assert {path: path.read_bytes() for path in (house.register / "keys").iterdir()} == keys
    assert "my-desk" in manifest.read(points.read_text())


def test_a_list_of_points_that_cannot_be_read_is_not_overwritten(house: Household) -> None:
    house.write()
    points = house.folder / "evaluator" / "points.json"
    points.write_text("[{]")
    with pytest.raises(ProtocolError):
        house.write()
    assert points.read_text() == "[{]"


@pytest.mark.parametrize(("opened", "enough"), [('{"index": 0}', True), ('{"index": null}', False), ("{}", False)])
def test_a_day_key_is_ready_when_it_has_its_place_in_the_ledger(opened: str, enough: bool) -> None:
    assert household._in_ledger(opened.encode()) is enough


def test_what_is_told_says_where_to_go_whom_to_be_and_how_to_ask(house: Household) -> None:
    personas = [
        Persona("agent", "agent-1", "An agent", persona="official:agent-1"),
        Persona("person", "person-1", "Somebody", "in-force", "850615300073", "KAZ:040000001", "person:7"),
    ]
    told = json.loads(telling.as_json(house, personas))
    assert set(told) == {"register", "sign_in", "evaluator", "desks", "points", "personas", "vehicles"}
    assert [one["persona"] for one in told["personas"]] == ["official:agent-1", "person:7"]
    text = telling.as_text(house, personas)
    for word in (told["register"], told["sign_in"], *told["desks"].values(), "agent-1", "850615300073", "every 2 s"):
        assert word in text
    assert "aiqyn desk enrol" in text
    assert "--config" in text
