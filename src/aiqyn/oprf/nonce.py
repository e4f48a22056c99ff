"""The proof's nonce, hedged: drawn from the system, and bound to the key and to what is proven.

Two different proofs under one nonce give the secret key away (RFC 9497, 2.2.1: the response is r - c·k). A machine that
is cloned or restored from a snapshot may draw the same bytes twice. So the nonce is hashed from fresh bytes *and* the
secret *and* the elements: the same bytes for another request give another nonce, and for the same request the same
proof again, which tells nothing new (compare RFC 8032, 5.1.6, and RFC 6979, 3.6).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from aiqyn.oprf.errors import OprfError
from aiqyn.oprf.group import Element, Scalar, scalar_from_uniform
from aiqyn.oprf.hashing import framed
from aiqyn.oprf.keys import KeyPair

FRESH_BYTES = 64
_DOMAIN = b"aiqyn/proof-nonce/v1\0"


def hedged_nonce(key: KeyPair, blinded: Sequence[Element], fresh: bytes) -> Scalar:
    """The nonce for the proof over these elements; `fresh`: 64 random bytes. Secret; OprfError for another length."""
    if len(fresh) != FRESH_BYTES:
        raise OprfError(f"a nonce is drawn from {FRESH_BYTES} fresh bytes")
    asked = hashlib.sha512(b"".join(blinded)).digest()
    return scalar_from_uniform(hashlib.sha512(_DOMAIN + framed(key.secret, fresh, asked)).digest())
