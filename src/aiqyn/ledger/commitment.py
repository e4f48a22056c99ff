"""What a leaf is: a salted commitment. It proves order and completeness, and says nothing without its salt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from aiqyn.ledger.errors import LedgerError

SALT_BYTES = 32
_DOMAIN = b"aiqyn/leaf/v1\0"


def canonical_json(document: Mapping[str, object]) -> bytes:
    """JSON with one form: sorted keys, no spaces, UTF-8, no NaN. LedgerError for what JSON cannot say."""
    try:
        text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return text.encode("utf-8")
    except (TypeError, ValueError) as error:
        raise LedgerError("not a document of JSON values") from error


def commitment(salt: bytes, content: bytes) -> bytes:
    """The 32 bytes that stand in the tree for `content` (canonical JSON) under a 32-byte salt used once."""
    if len(salt) != SALT_BYTES:
        raise LedgerError(f"a salt must be {SALT_BYTES} bytes")
    return hashlib.sha256(_DOMAIN + salt + content).digest()
