"""Opened leaves: what a desk, a person and a court verify; and every way in which one is not what it says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aiqyn import ledger
from tests.ledger.vectors import vectors

KNOWN = vectors("opening")
VERIFIERS = [ledger.NoteVerifier.from_vkey(vkey) for vkey in KNOWN["vkeys"]]
FIRST: dict[str, Any] = KNOWN["opened"][0]
PENDING: dict[str, Any] = KNOWN["pending"]["leaf"]


@pytest.mark.parametrize("document", KNOWN["opened"], ids=lambda document: document["content"]["kind"])
def test_known_leaves_verify(document: dict[str, object]) -> None:
    leaf = ledger.OpenedLeaf.from_json(document)
    expected = KNOWN["checkpoint"]
    assert leaf.verify(VERIFIERS) == ledger.Checkpoint(
        expected["origin"], expected["size"], bytes.fromhex(expected["root"])
    )
    assert json.loads(json.dumps(leaf.to_json())) == document
    assert not leaf.pending


@pytest.mark.parametrize("case", KNOWN["refused"], ids=lambda case: case["why"])
def test_leaves_that_the_vectors_refuse(case: dict[str, Any]) -> None:
    document = {name: value for name, value in (FIRST | case["change"]).items() if name not in case.get("without", ())}
    with pytest.raises(ledger.LedgerError):
        ledger.OpenedLeaf.from_json(document).verify(VERIFIERS)


def test_a_leaf_without_a_place_proves_nothing_but_opens_its_commitment() -> None:
    leaf, entry = ledger.OpenedLeaf.from_json(PENDING), bytes.fromhex(KNOWN["pending"]["entry"])
    assert leaf.pending
    assert leaf.to_json() == PENDING
    assert leaf.matches_commitment(entry)
    assert not leaf.matches_commitment(entry[::-1])
    assert not ledger.OpenedLeaf(leaf.content, b"0" * 32, None, (), "").matches_commitment(entry)
    with pytest.raises(ledger.LedgerError, match="no place"):
        leaf.verify(VERIFIERS)


def test_the_place_it_got_later_is_the_one_of_the_same_commitment() -> None:
    placed = ledger.OpenedLeaf.from_json(KNOWN["opened"][1])
    assert placed.commitment == ledger.OpenedLeaf.from_json(PENDING).commitment
    placed.verify(VERIFIERS)


@pytest.mark.parametrize(
    "change",
    [
        {"checkpoint": FIRST["checkpoint"]},
        {"proof": ["00" * 32]},
    ],
    ids=["a checkpoint", "a proof"],
)
def test_a_leaf_without_a_place_has_nothing_else_to_show(change: dict[str, object]) -> None:
    with pytest.raises(ledger.LedgerError, match="index"):
        ledger.OpenedLeaf.from_json(PENDING | change)


@pytest.mark.parametrize("document", [None, [], "leaf", 1, {}], ids=repr)
def test_json_that_is_no_object(document: object) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.OpenedLeaf.from_json(document)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("index", 1.0),
        ("index", True),
        ("index", 10**400),
        ("salt", "ZZ" * 32),
        ("salt", 5),
        ("salt", "\u0661" * 64),
        ("proof", ["00"]),
        ("proof", [None]),
        ("proof", ["00" * 32] * 65),
        ("proof", {"0": "00" * 32}),
        ("checkpoint", "a" * 1_000_001),
        ("checkpoint", "\ud800\n\n\u2014 x AAAAAAA=\n"),
        ("content", {"a": float("nan")}),
        ("content", {"a": "\ud800"}),
    ],
    ids=str,
)
def test_a_field_that_is_not_of_its_form_is_refused(field: str, value: object) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.OpenedLeaf.from_json(FIRST | {field: value}).verify(VERIFIERS)


def test_content_nested_beyond_reason_is_refused() -> None:
    nested: dict[str, object] = {}
    for _ in range(50_000):
        nested = {"a": nested}
    with pytest.raises(ledger.LedgerError):
        ledger.OpenedLeaf.from_json(FIRST | {"content": nested}).verify(VERIFIERS)


def test_nobody_known_is_nobody_believed() -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.OpenedLeaf.from_json(FIRST).verify([])
