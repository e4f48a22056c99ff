"""The evaluator's token endpoint: OAuth 2.0 client credentials with `private_key_jwt`, in the standard's own words.

A request is a form (RFC 6749, 4.4.2; RFC 7523, 2.2)::

    grant_type=client_credentials
    &client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer
    &client_assertion=eyJ…

The reply is a JSON object of `access_token`, `token_type`, `expires_in` and `scope`, the purpose (RFC 6749, 5.1).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from aiqyn.protocol import strict
from aiqyn.protocol.errors import ProtocolError

FORM = "application/x-www-form-urlencoded"
GRANT = "client_credentials"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#: A request is one assertion of under 2,000 characters and its names.
MOST_REQUEST_BYTES = 4_096
_FIELDS = ("grant_type", "client_assertion_type", "client_assertion", "client_id", "scope")


@dataclass(frozen=True, slots=True)
class Granted:
    """An access token, how many seconds it lasts, and its scope: a purpose, or `publisher`."""

    token: str
    expires_in: int
    scope: str

    def to_json(self) -> bytes:
        """The body of the reply."""
        return json.dumps(
            {
                "access_token": self.token,
                "token_type": "Bearer",
                "expires_in": self.expires_in,
                "scope": self.scope,
            }
        ).encode()


def request(assertion: str) -> dict[str, str]:
    """The parameters of a request, to be sent as a form."""
    return {"grant_type": GRANT, "client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What a client asks for: its assertion; and its own name and a scope where it states them."""

    assertion: str
    client: str = ""
    scope: str = ""


def read_request(pairs: Sequence[tuple[str, str]]) -> TokenRequest:
    """Read the parameters of a request. ProtocolError names the one that is wrong or missing."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ProtocolError("request", "a parameter must not be repeated")
    strict.only(fields, _FIELDS, "request")
    if fields.get("grant_type") != GRANT:
        raise ProtocolError("grant_type", f"must be {GRANT}")
    if fields.get("client_assertion_type") != ASSERTION_TYPE:
        raise ProtocolError("client_assertion_type", f"must be {ASSERTION_TYPE}")
    return TokenRequest(
        assertion=strict.text(fields, "client_assertion", most=2_000),
        client=strict.name(fields, "client_id") if "client_id" in fields else "",
        scope=strict.text(fields, "scope", most=60) if "scope" in fields else "",
    )


def read_reply(body: bytes) -> Granted:
    """Read a reply; ProtocolError names the field that is wrong."""
    document = strict.json_object(body, "token")
    if document.get("token_type") != "Bearer":
        raise ProtocolError("token_type", "must be Bearer")
    granted = Granted(
        token=strict.text(document, "access_token", most=2_000),
        expires_in=strict.whole(document, "expires_in"),
        scope=strict.text(document, "scope", most=60),
    )
    if not granted.token.isascii() or " " in granted.token:
        raise ProtocolError("access_token", "must be a token")
    return granted
