"""Seeds of day keys sealed on disk: whoever copies the folder of keys, a backup too, has nothing without the seal.

ChaCha20-Poly1305 (RFC 8439) under 32 bytes that stand apart: by default beside the keys, which protects from
nothing but a careless copy; better a file on another medium (a credential of the service manager, a removable or
memory-backed disk). A sealed seed is bound to its purpose and day, so that no file can take another's place.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from aiqyn.evaluator import files

KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16


class SealError(ValueError):
    """A sealed file that cannot be opened: damaged, of another seal, or of another purpose or day."""


class Seal:
    """Seals and opens short secrets. `key`: 32 bytes."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise SealError(f"a seal must be {KEY_BYTES} bytes")
        self._cipher = ChaCha20Poly1305(key)

    @classmethod
    def of_file(cls, path: Path) -> Seal:
        """The seal in a file, mode 0600; made when there is none. SealError when it is damaged."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            files.create(path, os.urandom(KEY_BYTES))
        return cls(path.read_bytes())

    def close(self, secret: bytes, place: str) -> bytes:
        """The sealed form of a secret, bound to its place."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The secret of a place; SealError when this is not its sealed form."""
        if len(sealed) < _NONCE_BYTES + _TAG_BYTES:
            raise SealError("a sealed key is too short")
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
        except InvalidTag:
            raise SealError("a sealed key cannot be opened") from None
