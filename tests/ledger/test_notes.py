"""Signed notes and checkpoints: the vectors, and everything that must be refused."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiqyn import ledger
from aiqyn.ledger import checkpoint as checkpoints
from aiqyn.ledger import note as notes
from tests.ledger.vectors import SIGNER, vectors

KNOWN = vectors("note")
OTHER = ledger.NoteSigner(SIGNER.name, b"2" * 32)
WITNESS = ledger.NoteSigner("witness.example/one", b"3" * 32)
NOTE = SIGNER.sign("first\nsecond\n")


def signature_lines(note: str) -> str:
    return note.rpartition("\n\n")[2]


@pytest.mark.parametrize("case", KNOWN["signers"], ids=lambda case: case["vkey"])
def test_known_keys(case: dict[str, str]) -> None:
    signer = ledger.NoteSigner(case["name"], bytes.fromhex(case["seed"]))
    assert signer.vkey == case["vkey"]
    assert ledger.NoteVerifier.from_vkey(case["vkey"]).vkey == case["vkey"]


@pytest.mark.parametrize("case", KNOWN["notes"], ids=lambda case: case["what"])
def test_known_notes(case: dict[str, str]) -> None:
    verifiers = [ledger.NoteVerifier.from_vkey(vkey) for vkey in case["vkeys"]]
    assert ledger.open_note(case["note"], verifiers) == case["text"]


@pytest.mark.parametrize("case", KNOWN["refused_notes"], ids=lambda case: case["why"])
def test_notes_that_the_vectors_refuse(case: dict[str, str]) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.open_note(case["note"], [ledger.NoteVerifier.from_vkey(KNOWN["refused_notes_vkey"])])


@pytest.mark.parametrize("case", KNOWN["refused_vkeys"], ids=lambda case: case["why"])
def test_verifier_keys_that_contradict_themselves(case: dict[str, str]) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.NoteVerifier.from_vkey(case["vkey"])


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n", "a\u00a0b", "\ud800"])
def test_names_that_no_key_may_have(name: str) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.NoteSigner(name, b"1" * 32)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_keys_have_32_bytes(length: int) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.NoteSigner("name", bytes(length))
    with pytest.raises(ledger.LedgerError):
        ledger.NoteVerifier("name", bytes(length))


@pytest.mark.parametrize("text", ["", "no newline", "a\tb\n", "a\r\n", "\x00\n", "\ud800\n"])
def test_texts_that_no_note_can_have(text: str) -> None:
    with pytest.raises(ledger.LedgerError):
        SIGNER.sign(text)


def test_a_note_under_half_a_surrogate_pair_is_refused_and_nothing_else_happens() -> None:
    """JSON can carry one to us, below the name and hash of a key that we know."""
    with pytest.raises(ledger.LedgerError):
        ledger.open_note("\ud800\n\n" + signature_lines(NOTE), [SIGNER.verifier])


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])), st.integers(0, 8))
def test_any_text_opens_as_it_was_signed(line: str, empty_lines: int) -> None:
    text = line + "\n" * (1 + empty_lines) + "last\n"
    assert ledger.open_note(SIGNER.sign(text), [SIGNER.verifier]) == text


@settings(deadline=None)
@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(0, 7))
def test_no_flipped_bit_passes_unseen(at: int, bit: int) -> None:
    raw = bytearray(NOTE.encode())
    raw[at] ^= 1 << bit
    with pytest.raises(ledger.LedgerError):
        ledger.open_note(raw.decode(errors="surrogateescape"), [SIGNER.verifier])


def test_oversize_is_refused_in_bytes_not_in_characters() -> None:
    signature = len(SIGNER.sign("\n").encode()) - 1
    longest = "ә" * ((notes.MOST_BYTES - signature) // 2 - 1) + "\n"
    assert ledger.open_note(SIGNER.sign(longest), [SIGNER.verifier]) == longest
    with pytest.raises(ledger.LedgerError):
        SIGNER.sign("әә" + longest)
    for note in ("ә" * 500_001, "a" * 1_000_001):
        with pytest.raises(ledger.LedgerError, match="longer"):
            ledger.open_note(note, [SIGNER.verifier])


def test_many_signatures_are_taken_and_too_many_are_not() -> None:
    others = signature_lines(OTHER.sign("first\nsecond\n"))
    assert ledger.open_note(NOTE + others * (notes.MOST_SIGNATURES - 1), [SIGNER.verifier]) == "first\nsecond\n"
    with pytest.raises(ledger.LedgerError):
        ledger.open_note(NOTE + others * notes.MOST_SIGNATURES, [SIGNER.verifier])


def test_every_other_spelling_of_the_same_base64_is_refused() -> None:
    # 68 bytes end in a character of which four bits mean nothing: one of 16 spellings is canonical.
    at = NOTE.rindex("=") - 1
    original = base64.b64decode(NOTE.split()[-1])
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    others = [NOTE[:at] + letter + NOTE[at + 1 :] for letter in alphabet if letter != NOTE[at]]
    assert any(base64.b64decode(note.split()[-1]) == original for note in others)
    for note in others:
        with pytest.raises(ledger.LedgerError):
            ledger.open_note(note, [SIGNER.verifier])


def test_nobody_known_is_nobody_believed() -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.open_note(NOTE, [])


@pytest.mark.parametrize("case", KNOWN["checkpoints"], ids=lambda case: case["origin"])
def test_known_checkpoints(case: dict[str, object]) -> None:
    size = case["size"]
    assert isinstance(size, int)
    made = ledger.Checkpoint(str(case["origin"]), size, bytes.fromhex(str(case["root"])))
    assert ledger.Checkpoint.parse(str(case["text"])) == made
    if "extended" not in case:
        assert made.text() == case["text"]


@pytest.mark.parametrize("case", KNOWN["refused_checkpoints"], ids=lambda case: case["why"])
def test_checkpoints_that_the_vectors_refuse(case: dict[str, str]) -> None:
    with pytest.raises(ledger.LedgerError):
        checkpoints.parse(case["text"])


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [("", 1, bytes(32)), ("a\nb", 1, bytes(32)), ("a", -1, bytes(32)), ("a", 2**63, bytes(32)), ("a", 1, bytes(31))],
)
def test_checkpoints_that_cannot_be_made(origin: str, size: int, root: bytes) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.Checkpoint(origin, size, root)


def test_a_known_key_signs_its_own_ledger_only() -> None:
    own = ledger.Checkpoint(SIGNER.name, 3, bytes(32))
    both = [SIGNER.verifier, WITNESS.verifier]
    assert ledger.Checkpoint.open(SIGNER.sign(own.text()), both) == own
    assert ledger.Checkpoint.open(WITNESS.sign(own.text())[:-1] + "\n" + signature_lines(SIGNER.sign(own.text())), both)
    other = ledger.Checkpoint("other.example/ledger", 3, bytes(32))
    for note in (WITNESS.sign(own.text()), SIGNER.sign(other.text()), OTHER.sign(own.text())):
        with pytest.raises(ledger.LedgerError):
            ledger.Checkpoint.open(note, both)
