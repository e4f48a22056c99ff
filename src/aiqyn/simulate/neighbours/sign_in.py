"""A sign-in of an invented country: whoever is at the browser chooses whom to be."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from urllib.parse import urlencode

from aiqyn.identifiers import iin as iins
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.register.neighbours.errors import NeighbourRefused
from aiqyn.register.neighbours.sign_in import Claims
from aiqyn.simulate.neighbours.label import STAND_IN, warn


class SyntheticSignIn:
    """`personas` are IINs by account. A code is given by `choose`, for one nonce and challenge, and works once."""

    labelled = STAND_IN

    def __init__(self, personas: Mapping[str, str], page: str) -> None:
        self._personas = personas
        self._page = page
        self._codes: dict[str, tuple[str, str, str, str]] = {}
        warn("the sign-in")

    def address(self, *, state: str, nonce: str, challenge: str, back: str) -> str:
        """As `register.neighbours.sign_in.SignIn`."""
        query = {"response_type": "code", "state": state, "nonce": nonce, "code_challenge": challenge}
        return f"{self._page}?{urlencode(query | {'code_challenge_method': 'S256', 'redirect_uri': back})}"

    def choose(self, account: str, *, nonce: str, challenge: str, back: str) -> str:
        """The code of a browser that chose to be somebody. KeyError when there is nobody of this account."""
        self._personas[account]
        code = secrets.token_urlsafe(16)
        self._codes[code] = (account, nonce, challenge, back)
        return code

    def claims(self, *, code: str, nonce: str, verifier: str, back: str) -> Claims:
        """As `register.neighbours.sign_in.SignIn`."""
        account, *bound = self._codes.pop(code, ("", "", "", ""))
        if not account or bound != [nonce, challenge(verifier), back]:
            raise NeighbourRefused("the code is not one, or was given for something else")
        try:
            return Claims(subject=account, iin=iins.validate(self._personas[account]))
        except IdentifierError:
            raise NeighbourRefused("the account has no valid IIN") from None


def challenge(verifier: str) -> str:
    """The challenge of a code verifier (RFC 7636, S256)."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode("ascii")
