"""The vectors of spec/identifier-key.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aiqyn.identifiers import document, key
from aiqyn.identifiers.document import DocumentKind
from aiqyn.identifiers.errors import IdentifierError

SPEC = Path(__file__).resolve().parents[2] / "spec"
VECTORS = json.loads((SPEC / "vectors" / "identifier-key.json").read_text("utf-8"))


def build(kind: str, facts: dict[str, str]) -> key.Key:
    if kind == "person":
        return key.PersonKey(facts["iin"], document.parse(facts["document"]))
    if kind == "foreign-person":
        return key.ForeignPersonKey(document.parse(facts["document"]), date.fromisoformat(facts["birth_date"]))
    if kind == "convention":
        paper = document.parse(facts["document"], DocumentKind.CONVENTION)
        return key.ConventionKey(paper, date.fromisoformat(facts["birth_date"]))
    kinds: dict[str, Callable[[str], key.Plate | key.Vin | key.Chassis]] = {
        "vehicle-plate": key.Plate,
        "vehicle-vin": key.Vin,
        "vehicle-chassis": key.Chassis,
    }
    return key.VehicleKey(kinds[kind](facts["number"]), facts["certificate"])


@pytest.mark.parametrize("vector", VECTORS["good"], ids=lambda v: v["name"])
def test_good(vector: dict[str, Any]) -> None:
    assert build(vector["kind"], vector["facts"]).canonical().hex() == vector["key"]


@pytest.mark.parametrize("vector", VECTORS["bad"], ids=lambda v: v["name"])
def test_bad(vector: dict[str, Any]) -> None:
    with pytest.raises(IdentifierError) as error:
        build(vector["kind"], vector["facts"])
    assert (error.value.field, error.value.code) == (vector["field"], vector["code"])
    for value in vector["facts"].values():
        assert not value or value not in str(error.value)


def test_the_example_is_the_first_vector() -> None:
    """The bytes that the page shows, without its remarks, are those that the vector and the code give."""
    block = (SPEC / "identifier-key.md").read_text("utf-8").split("```")[1]
    shown = "".join(line.partition('"')[0].replace(" ", "") for line in block.splitlines())
    assert shown == VECTORS["good"][0]["key"]


def test_names_are_unique_and_every_kind_and_field_has_a_vector() -> None:
    names = [vector["name"] for vector in VECTORS["good"] + VECTORS["bad"]]
    assert len(set(names)) == len(names)
    kinds = {"person", "foreign-person", "convention", "vehicle-plate", "vehicle-vin", "vehicle-chassis"}
    assert {vector["kind"] for vector in VECTORS["good"]} == kinds
    fields = {"iin", "document", "plate", "vin", "chassis", "certificate"}
    assert {vector["field"] for vector in VECTORS["bad"]} == fields
