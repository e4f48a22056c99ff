"""The evaluator's key pair (RFC 9497, 3.2.1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiqyn.oprf.errors import OprfError
from aiqyn.oprf.group import PublicKey, Scalar, SecretKey, multiply_base, nonzero
from aiqyn.oprf.hashing import CONTEXT, framed, hash_to_scalar

SEED_BYTES = 32
_TAG = b"DeriveKeyPair" + CONTEXT


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A secret scalar k and its public element k·G, 32 bytes each. OprfError when they are no pair."""

    # Not in a traceback, not in a log.
    secret: SecretKey = field(repr=False)
    public: PublicKey

    def __post_init__(self) -> None:
        # Under the public key of another secret no proof would ever hold.
        if PublicKey(multiply_base(nonzero(self.secret))) != self.public:
            raise OprfError("the secret and the public key are no pair")


def derive_key_pair(seed: bytes, info: bytes) -> KeyPair:
    """DeriveKeyPair from 32 secret uniform bytes, and public bytes (under 65,536) that say what it is for."""
    if len(seed) != SEED_BYTES:
        raise OprfError("a seed must be 32 bytes")
    message = seed + framed(info)
    for counter in range(256):
        try:
            secret = hash_to_scalar(message + bytes([counter]), _TAG)
        except OprfError:  # zero: the next counter
            continue
        return KeyPair(SecretKey(secret), PublicKey(multiply_base(Scalar(secret))))
    raise OprfError("no key can be derived from this seed")
