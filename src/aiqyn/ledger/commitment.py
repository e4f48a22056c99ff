"""What a leaf is: a salted commitment. It proves order and completeness, and says nothing without its salt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from aiqyn.ledger.errors import LedgerError

SALT_BYTES = 32
#: The largest whole number that every reader of JSON takes the same way (RFC 7493, 2.2).
MOST_NUMBER = 2**53 - 1
_DOMAIN = b"aiqyn/leaf/v1\0"


def canonical_json(document: Mapping[str, object]) -> bytes:
    """JSON with one form: keys sorted by code point, no spaces, UTF-8, whole numbers only.

    LedgerError for what would have two forms or none: a fraction, a number beyond 2^53 - 1, a key that is not a
    text, a lone surrogate, a value that JSON does not have.
    """
    try:
        _check(document)
        text = json.dumps(dict(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return text.encode("utf-8")
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        raise LedgerError("not a document of JSON values") from error


def commitment(salt: bytes, content: bytes) -> bytes:
    """The 32 bytes that stand in the tree for `content` (canonical JSON) under a 32-byte salt used once."""
    if len(salt) != SALT_BYTES:
        raise LedgerError(f"a salt must be {SALT_BYTES} bytes")
    return hashlib.sha256(_DOMAIN + salt + content).digest()


def _check(value: object) -> None:
    # json.dumps alone would write the key 1 like the key "1", and a fraction in a form of Python's own.
    match value:
        case None | bool() | str():
            return
        case int() if abs(value) <= MOST_NUMBER:
            return
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                raise LedgerError("a key of a document must be a text")
            for held in value.values():
                _check(held)
        case list() | tuple():
            for held in value:
                _check(held)
        case _:
            raise LedgerError("not a document of JSON values: texts, whole numbers to 2^53 - 1, lists, objects")
