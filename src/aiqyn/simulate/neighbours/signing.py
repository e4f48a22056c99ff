"""A signing service of an invented country: a key of this process alone, whose certificate says what it is."""

from __future__ import annotations

from aiqyn.register import seal
from aiqyn.register.neighbours.signing import signed, signer
from aiqyn.simulate.neighbours.label import STAND_IN, warn


class SyntheticSigner:
    """Signs everything. `certificate` (PEM) names it a stand-in; it is gone with the process."""

    labelled = STAND_IN

    def __init__(self) -> None:
        warn("the signing service")
        key, self.certificate = seal.make("STAND-IN: no authority at all")
        self._signer = signer(key, self.certificate)

    def sign(self, digest: bytes) -> bytes:
        """As `register.neighbours.signing.SigningService`."""
        return signed(self._signer, digest)
