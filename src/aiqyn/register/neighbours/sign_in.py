"""The state's sign-in (OpenID Connect, code flow): who is at the browser, as two claims and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, repr=False)
class Claims:
    """What is asked for: the provider's own name of the account (`sub`), and the person's IIN (12 digits, checked)."""

    subject: str
    iin: str


class SignIn(Protocol):
    """A provider of identities. `state`, `nonce` and the code verifier (PKCE, S256) are the caller's: 32 random bytes
    each in base64url, used once and kept in the browser's session.

    NeighbourUnavailable: try again. NeighbourRefused: the code, the nonce or a signature is wrong: nobody is signed in.
    """

    labelled: str

    def address(self, *, state: str, nonce: str, challenge: str, back: str) -> str:
        """Where the browser goes. `back` is our own address, registered with the provider."""

    def claims(self, *, code: str, nonce: str, verifier: str, back: str) -> Claims:
        """Who came back with the code. The token's signature, issuer, audience, expiry and nonce have been verified."""
