"""A desk's credential: a short-lived token that the desk signs itself, bound to one audience.

The desk holds an Ed25519 key whose public half stands in the manifest of points. It issues an EdDSA JSON Web
Token (RFC 7519, RFC 8037) for each conversation; nobody else can issue one, and nothing long-lived is ever
sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from aiqyn.protocol import strict
from aiqyn.protocol.errors import ProtocolError

# Seconds. A token lives at most so long; clocks may differ by the tolerance.
LIFETIME = 300
TOLERANCE = 30
_ALGORITHM = "EdDSA"
_CLAIMS = ("iss", "sub", "aud", "iat", "exp", "jti")


class Audience(StrEnum):
    """Whom a token is for: a token for one is refused by the other."""

    EVALUATOR = "evaluator"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says. Times are unix seconds."""

    point: str
    audience: Audience
    issued_at: int
    expires_at: int
    identifier: str


def issue(key: Ed25519PrivateKey, point: str, audience: Audience, *, now: int, identifier: str) -> str:
    """A token of `point` for `audience`, for `LIFETIME` seconds from `now`; `identifier` is used once."""
    claims = {
        "iss": point,
        "sub": point,
        "aud": audience.value,
        "iat": now,
        "exp": now + LIFETIME,
        "jti": identifier,
    }
    return jwt.encode(claims, key, algorithm=_ALGORITHM)


def verify(token: str, audience: Audience, *, now: float, key_of: Callable[[str], Ed25519PublicKey | None]) -> Claims:
    """Verify a token; `key_of` gives the key of a point, or None for a stranger. ProtocolError names the
    claim.
    """
    if len(token) > 2_000:
        raise ProtocolError("credential", "too long")
    point = _claimed_point(token)
    key = key_of(point)
    if key is None:
        raise ProtocolError("iss", "is not a point that may ask")
    try:
        document: dict[str, Any] = jwt.decode(token, key, algorithms=[_ALGORITHM], options=_SIGNATURE_ONLY)
    except jwt.PyJWTError as error:
        raise ProtocolError("credential", "has no valid signature of its point") from error
    claims = _read(document)
    if claims.audience is not audience:
        raise ProtocolError("aud", "the credential is for another party")
    check_time(claims, now)
    return claims


def check_time(claims: Claims, now: float) -> None:
    """Refuse claims outside their time; for verified claims that were kept, so that a cache never extends
    them.
    """
    if now >= claims.expires_at:
        raise ProtocolError("exp", "the credential has expired")
    if claims.issued_at > now + TOLERANCE:
        raise ProtocolError("iat", "the credential is from the future")


# The library's own clock is not asked: the moment is an argument here, and the claims are read below.
_SIGNATURE_ONLY: Any = {
    "verify_signature": True, "verify_exp": False, "verify_iat": False, "verify_nbf": False,
    "verify_aud": False, "verify_iss": False, "verify_sub": False, "verify_jti": False,
}  # fmt: skip


def _claimed_point(token: str) -> str:
    try:
        document = jwt.decode(token, options=_SIGNATURE_ONLY | {"verify_signature": False})
    except jwt.PyJWTError as error:
        raise ProtocolError("credential", "is not a JSON Web Token") from error
    return strict.name(document, "iss")


def _read(document: dict[str, Any]) -> Claims:
    strict.only(document, _CLAIMS, "credential")
    point = strict.name(document, "iss")
    if strict.name(document, "sub") != point:
        raise ProtocolError("sub", "must be the point itself")
    issued_at, expires_at = strict.whole(document, "iat"), strict.whole(document, "exp")
    if not 0 < expires_at - issued_at <= LIFETIME:
        raise ProtocolError("exp", f"must be at most {LIFETIME} seconds after iat")
    return Claims(
        point=point,
        audience=strict.choice(Audience, document.get("aud"), "aud"),
        issued_at=issued_at,
        expires_at=expires_at,
        identifier=strict.text(document, "jti", most=100),
    )
