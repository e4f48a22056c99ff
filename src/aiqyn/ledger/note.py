"""Signed notes (C2SP signed-note) with Ed25519: a text, an empty line, and a line for each signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from aiqyn.ledger.errors import LedgerError

_ED25519 = b"\x01"
_MARK = "\u2014 "
MOST_BYTES = 1_000_000
MOST_SIGNATURES = 100


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        # JSON can spell half of a surrogate pair, which no signature can cover.
        raise LedgerError("a note must be valid UTF-8") from error


def _check_name(name: str) -> str:
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise LedgerError("a key's name must not be empty, nor have spaces or plus signs")
    _encoded(name)
    return name


def key_hash(name: str, public_key: bytes) -> bytes:
    """The 4 bytes by which a signature line names its key."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:4]


def decode_base64(text: str) -> bytes:
    """Standard base64 in its one canonical form; LedgerError otherwise."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise LedgerError("not base64") from error
    if base64.b64encode(raw).decode() != text:
        raise LedgerError("not canonical base64")
    return raw


class NoteVerifier:
    """A name and an Ed25519 public key (32 bytes)."""

    def __init__(self, name: str, public_key: bytes) -> None:
        if len(public_key) != 32:
            raise LedgerError("a public key must be 32 bytes")
        self.name = _check_name(name)
        self.hash = key_hash(name, public_key)
        self._raw = public_key
        self._key = Ed25519PublicKey.from_public_bytes(public_key)

    @classmethod
    def from_vkey(cls, vkey: str) -> NoteVerifier:
        """Read `name+hash+key`; LedgerError when the parts contradict each other."""
        parts = vkey.split("+", 2)
        if len(parts) != 3:
            raise LedgerError("a verifier key must be name+hash+key")
        raw = decode_base64(parts[2])
        if len(raw) != 33 or raw[:1] != _ED25519:
            raise LedgerError("a verifier key must be an Ed25519 key")
        verifier = cls(parts[0], raw[1:])
        if verifier.hash.hex() != parts[1]:
            raise LedgerError("the verifier key's hash does not fit its key")
        return verifier

    @property
    def vkey(self) -> str:
        """`name+hash+key`, to be pinned."""
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(_ED25519 + self._raw).decode()}"

    def holds(self, text: str, signature: bytes) -> bool:
        """Whether the signature (64 bytes) is this key's over the text."""
        try:
            self._key.verify(signature, _encoded(text))
        except InvalidSignature:
            return False
        return True


class NoteSigner:
    """A name and an Ed25519 seed (32 bytes)."""

    def __init__(self, name: str, seed: bytes) -> None:
        if len(seed) != 32:
            raise LedgerError("a signing seed must be 32 bytes")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = NoteVerifier(name, self._key.public_key().public_bytes_raw())

    @property
    def name(self) -> str:
        """The key's name."""
        return self.verifier.name

    @property
    def vkey(self) -> str:
        """What a verifier pins."""
        return self.verifier.vkey

    def sign(self, text: str) -> str:
        """The text as a signed note. It must end with a newline, and hold no control characters else."""
        _check_text(text)
        signature = self.verifier.hash + self._key.sign(_encoded(text))
        note = f"{text}\n{_MARK}{self.name} {base64.b64encode(signature).decode()}\n"
        _check_length(note)
        return note


def split_note(note: str) -> tuple[str, list[str]]:
    """The text of a note, and its signature lines without their newlines. Nothing is verified here."""
    _check_length(note)
    cut = note.rfind("\n\n")
    if cut < 0 or not note.endswith("\n"):
        raise LedgerError("not a signed note")
    text, lines = note[: cut + 1], note[cut + 2 : -1].split("\n")
    _check_text(text)
    if len(lines) > MOST_SIGNATURES:
        raise LedgerError("the note has too many signatures")
    return text, lines


def open_note(note: str, verifiers: Sequence[NoteVerifier]) -> str:
    """The text of a note that at least one of the verifiers signed.

    Signatures of unknown keys are passed over; a wrong signature under a known key spoils the note (C2SP signed-note).
    """
    text, lines = split_note(note)
    known = {(verifier.name, verifier.hash): verifier for verifier in verifiers}
    held = False
    for line in lines:
        name, raw = _signature_line(line)
        verifier = known.get((name, raw[:4]))
        if verifier is None:
            continue
        if not verifier.holds(text, raw[4:]):
            raise LedgerError("a signature does not hold")
        held = True
    if not held:
        raise LedgerError("no known key signed the note")
    return text


def _signature_line(line: str) -> tuple[str, bytes]:
    name, space, encoded = line.removeprefix(_MARK).partition(" ")
    if not line.startswith(_MARK) or not space:
        raise LedgerError("a signature line is malformed")
    raw = decode_base64(encoded)
    if len(raw) < 5:
        raise LedgerError("a signature is too short")
    return _check_name(name), raw


def _check_text(text: str) -> None:
    if not text.endswith("\n"):
        raise LedgerError("a note's text must end with a newline")
    if any(ord(letter) < 0x20 and letter != "\n" for letter in text):
        raise LedgerError("a note's text must hold no control characters")


def _check_length(note: str) -> None:
    if len(note) > MOST_BYTES or len(_encoded(note)) > MOST_BYTES:
        raise LedgerError(f"a note must not be longer than {MOST_BYTES} bytes")
