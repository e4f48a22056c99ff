"""The manifest of points: written, read, and broken ones named by field."""

from __future__ import annotations

import json

import pytest

from aiqyn.law import Purpose
from aiqyn.protocol import manifest
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.manifest import ListedPoint

KEY = "A" * 43
DESK = ListedPoint("border-1", Purpose.BORDER_DEPARTURE, bytes(32))
PUBLISHER = ListedPoint("register", None, bytes([255]) * 32)


def test_what_is_written_is_read() -> None:
    read = manifest.read(manifest.write([PUBLISHER, DESK]))
    assert list(read) == ["border-1", "register"]
    assert read["border-1"] == DESK
    assert read["register"] == PUBLISHER
    assert read["register"].publisher
    assert not read["border-1"].publisher
    assert manifest.read(manifest.write([])) == {}


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({}, "points"),
        (["border-1"], "points"),
        ([{"id": "A", "purpose": "border-departure", "public_key": KEY}], "id"),
        ([{"purpose": "border-departure", "public_key": KEY}], "id"),
        ([{"id": "a", "public_key": KEY}], "purpose"),
        ([{"id": "a", "purpose": "metro-gate", "public_key": KEY}], "purpose"),
        ([{"id": "a", "purpose": "border-departure", "publisher": True, "public_key": KEY}], "purpose"),
        ([{"id": "a", "publisher": "yes", "public_key": KEY}], "purpose"),
        ([{"id": "a", "publisher": True}], "public_key"),
        ([{"id": "a", "publisher": True, "public_key": KEY + "A"}], "public_key"),
        ([{"id": "a", "publisher": True, "public_key": "+" * 43}], "public_key"),
        ([{"id": "a", "publisher": True, "public_key": KEY, "admin": 1}], "point"),
        ([{"id": "a", "publisher": True, "public_key": KEY}] * 2, "id"),
    ],
)
def test_a_broken_manifest_names_the_field(entries: object, field: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        manifest.read(json.dumps(entries))
    assert caught.value.field == field


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(ProtocolError, match="points"):
        manifest.read("[")
