"""The subject of an order, committed: a desk can tell that an order is about this person, a reader of the
leaf cannot.

`SHA-256(b"aiqyn/subject/v1\\0" + salt + subject)`. The salt is the measure's own 32 bytes, opened only in a
reply to a point that has already asked with the person's own two facts.
"""

from __future__ import annotations

import hashlib

from aiqyn.identifiers.key import Key, PersonKey
from aiqyn.protocol.errors import ProtocolError

SALT_BYTES = 32
_DOMAIN = b"aiqyn/subject/v1\0"


def of_person(iin: str) -> bytes:
    """The subject bytes of a person who has an IIN: its twelve ASCII digits."""
    if not (iin.isascii() and iin.isdigit() and len(iin) == 12):
        raise ProtocolError("subject", "must be an IIN in its normal form")
    return iin.encode("ascii")


def of_key(key: Key) -> bytes:
    """The subject bytes that a key asks about: the IIN, or for every other kind the whole canonical key."""
    return of_person(key.iin) if isinstance(key, PersonKey) else key.canonical()


def commit(salt: bytes, subject: bytes) -> bytes:
    """The 32-byte commitment to a subject under a 32-byte salt."""
    if len(salt) != SALT_BYTES:
        raise ProtocolError("subject_salt", f"must be {SALT_BYTES} bytes")
    return hashlib.sha256(_DOMAIN + salt + subject).digest()
