"""Signed notes and checkpoints, against `tlog-scales` and against everything that must be refused."""

from __future__ import annotations

import base64

import pytest
from tlog_scales import signing, tlog

from aiqyn import ledger

SIGNER = ledger.NoteSigner("test.example/ledger", b"1" * 32)
OTHER = ledger.NoteSigner("test.example/ledger", b"2" * 32)
NOTE = SIGNER.sign("first\nsecond\n")


def test_a_note_opens_under_its_key() -> None:
    verifier = ledger.NoteVerifier.from_vkey(SIGNER.vkey)
    assert ledger.open_note(NOTE, [verifier]) == "first\nsecond\n"


def test_a_second_signature_of_an_unknown_key_is_passed_over() -> None:
    line = OTHER.sign("first\nsecond\n").rpartition("\n\n")[2]
    assert ledger.open_note(NOTE + line, [SIGNER.verifier]) == "first\nsecond\n"


def test_a_wrong_signature_under_a_known_key_spoils_the_note() -> None:
    name, encoded = NOTE.rstrip().rpartition(" ")[::2]
    raw = bytearray(base64.b64decode(encoded))
    raw[-1] ^= 1
    forged = f"{name} {base64.b64encode(bytes(raw)).decode()}\n"
    good = NOTE.rpartition("\n\n")[2]
    for note in (forged, forged + good):
        with pytest.raises(ledger.LedgerError):
            ledger.open_note(note, [SIGNER.verifier])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        NOTE[:-1],
        NOTE.replace("first", "First"),
        NOTE.replace("\u2014 ", "- "),
        NOTE + "\n",
        NOTE + "x\n",
        NOTE.replace("\n\n", "\n"),
        "\ttab\n\n" + NOTE.rpartition("\n\n")[2],
        NOTE.replace("=\n", "\n"),
        "a" * 1_000_001,
    ],
)
def test_notes_that_are_none(note: str) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.open_note(note, [SIGNER.verifier])


def test_non_canonical_base64_is_refused() -> None:
    # 68 bytes end in one of 4 spellings of the last character before the padding.
    at = NOTE.rindex("=") - 1
    for letter in "ABCDEFGHIJKLMNOP":
        changed = NOTE[:at] + letter + NOTE[at + 1 :]
        if changed != NOTE:
            with pytest.raises(ledger.LedgerError):
                ledger.open_note(changed, [SIGNER.verifier])


@pytest.mark.parametrize(
    "change", [lambda v: v[:-4], lambda v: v.replace("+", "-"), lambda v: "x" + v, lambda v: v + "AAAA"]
)
def test_verifier_keys_that_contradict_themselves(change: object) -> None:
    assert callable(change)
    with pytest.raises((ledger.LedgerError, ValueError)):
        ledger.NoteVerifier.from_vkey(change(SIGNER.vkey))


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n"])
def test_names_of_keys(name: str) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.NoteSigner(name, b"1" * 32)


def test_tlog_scales_accepts_our_checkpoint() -> None:
    made = ledger.Checkpoint("test.example/ledger", 42, b"r" * 32)
    theirs = tlog.Checkpoint.from_text(SIGNER.sign(made.text()))
    theirs.verify(signing.Vkey.from_string(SIGNER.vkey))
    assert (theirs.origin, theirs.size, theirs.root_hash) == ("test.example/ledger", 42, b"r" * 32)


def test_we_accept_the_checkpoint_of_tlog_scales() -> None:
    signer = signing.PlainEd25519Signer("test.example/ledger", b"1" * 32)
    text = tlog.Checkpoint.make_signed("test.example/ledger", 7, b"q" * 32, [signer]).serialize()
    opened = ledger.Checkpoint.parse(ledger.open_note(text, [SIGNER.verifier]))
    assert opened == ledger.Checkpoint("test.example/ledger", 7, b"q" * 32)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n",
        "origin\n1\n",
        "\n1\n" + "A" * 43 + "=\n",
        "o\n01\n" + "A" * 43 + "=\n",
        "o\n-1\n" + "A" * 43 + "=\n",
        "o\n1\nAAAA\n",
        "o\n1\n" + "A" * 43 + "=",
        "o\n\u0661\n" + "A" * 43 + "=\n",
        "o\n1\n" + "A" * 43 + "=\n\nx\n",
    ],
)
def test_checkpoints_that_are_none(text: str) -> None:
    with pytest.raises(ledger.LedgerError):
        ledger.Checkpoint.parse(text)
