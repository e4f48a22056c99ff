"""The example of `spec/ledger.md` is a real one: its bytes are computed here again."""

from __future__ import annotations

import json
import re

from aiqyn import ledger
from tests.ledger.vectors import SPEC, hashes, vectors

TEXT = (SPEC / "ledger.md").read_text(encoding="utf-8")


def test_the_example_holds() -> None:
    content, entry, checkpoint, proof = re.findall(r"```(?:json)?\n(.*?)```", TEXT, re.DOTALL)[:4]
    salt = bytes([0x40]) * 32
    assert ledger.canonical_json(json.loads(content)).decode() == content.strip()
    assert ledger.commitment(salt, content.strip().encode()).hex() == entry.strip()
    leaf = ledger.OpenedLeaf(json.loads(content), salt, 0, tuple(hashes(proof.split())), checkpoint)
    verifiers = [ledger.NoteVerifier.from_vkey(vkey) for vkey in vectors("opening")["vkeys"]]
    assert leaf.verify(verifiers).size == 5


def test_every_file_of_vectors_is_named_and_every_named_one_exists() -> None:
    named = set(re.findall(r"`vectors/(ledger-[a-z]+\.json)`", TEXT))
    assert named == {path.name for path in (SPEC / "vectors").glob("ledger-*.json")}


def test_requirements_are_numbered_without_a_gap() -> None:
    requirements = TEXT.partition("## Requirements")[2].partition("## Vectors")[0]
    numbers = [int(found) for found in re.findall(r"^(\d+)\. ", requirements, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
