"""Leaves: one form for one content, and nothing to be read from a commitment without its salt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from random import Random
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiqyn import ledger
from tests.ledger.vectors import vectors

KNOWN = vectors("leaf")

plain = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
documents = st.dictionaries(
    st.text(), st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
)


@pytest.mark.parametrize("case", KNOWN["leaves"], ids=range(len(KNOWN["leaves"])))
def test_the_known_leaves(case: dict[str, str]) -> None:
    content = case["content"]
    assert isinstance(content, Mapping)
    canonical = ledger.canonical_json(content)
    assert canonical == case["canonical"].encode()
    entry = ledger.commitment(bytes.fromhex(case["salt"]), canonical)
    assert entry.hex() == case["entry"]
    assert ledger.leaf_hash(entry).hex() == case["leaf_hash"]


@pytest.mark.parametrize("case", KNOWN["refused"], ids=lambda case: case["why"])
def test_contents_that_have_no_one_form(case: dict[str, str]) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.canonical_json(json.loads(case["json"]))


@pytest.mark.parametrize(
    "document",
    [{1: "a"}, {"a": {1: "b"}}, {"a": b"bytes"}, {"a": date(2026, 11, 25)}, {"a": {1, 2}}, {"a": [object()]}],
    ids=["number as key", "number as key inside", "bytes", "date", "set", "object"],
)
def test_values_that_json_does_not_have(document: dict[str, object]) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.canonical_json(document)


def test_a_document_nested_beyond_reason_is_refused() -> None:
    nested: dict[str, object] = {}
    for _ in range(100_000):
        nested = {"a": nested}
    with pytest.raises(ledger.LedgerError):
        ledger.canonical_json(nested)


@settings(deadline=None)
@given(documents, st.randoms(use_true_random=False))
def test_the_order_of_keys_changes_nothing_and_reading_gives_it_back(
    document: dict[str, object], order: Random
) -> None:
    keys = list(document)
    order.shuffle(keys)
    written = ledger.canonical_json(document)
    assert ledger.canonical_json({key: document[key] for key in keys}) == written
    assert ledger.canonical_json(MappingProxyType(document)) == written
    assert json.loads(written) == document
    assert ledger.canonical_json(json.loads(written)) == written


def test_a_commitment_hides_behind_its_salt() -> None:
    content = ledger.canonical_json({"kind": "release"})
    assert ledger.commitment(b"1" * 32, content) != ledger.commitment(b"2" * 32, content)


@pytest.mark.parametrize("salt", [b"", b"1" * 31, b"1" * 33])
def test_a_salt_has_32_bytes(salt: bytes) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.commitment(salt, b"{}")
