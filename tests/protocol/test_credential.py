"""Credentials: who may ask whom, for how long; and every way of pretending."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from aiqyn.protocol import credential
from aiqyn.protocol.credential import Audience
from aiqyn.protocol.errors import ProtocolError

NOW = 1_795_600_000
POINT = "border-almaty-1"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)


def key_of(point: str) -> Ed25519PublicKey | None:
    return KEY.public_key() if point == POINT else None


def issued(**changes: Any) -> str:
    claims = {"iss": POINT, "sub": POINT, "aud": "evaluator", "iat": NOW, "exp": NOW + 300, "jti": "a"}
    claims |= changes
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, KEY, algorithm="EdDSA")


def verify(token: str, *, now: float = NOW, audience: Audience = Audience.EVALUATOR) -> credential.Claims:
    return credential.verify(token, audience, now=now, key_of=key_of)


def test_a_credential_is_verified() -> None:
    token = credential.issue(KEY, POINT, Audience.REGISTER, now=NOW, identifier="f00d")
    claims = verify(token, audience=Audience.REGISTER)
    assert (claims.point, claims.issued_at, claims.expires_at) == (POINT, NOW, NOW + 300)
    assert claims.identifier == "f00d"
    assert verify(issued(), now=NOW + 299.9).point == POINT


@pytest.mark.parametrize(
    ("token", "field"),
    [
        (issued(exp=NOW), "exp"),
        (issued(exp=NOW + 301), "exp"),
        (issued(iat=NOW - 300, exp=NOW), "exp"),
        (issued(iat=NOW + 31, exp=NOW + 300), "iat"),
        (issued(aud="register"), "aud"),
        (issued(aud=["evaluator"]), "aud"),
        (issued(iss="stranger", sub="stranger"), "iss"),
        (issued(sub="another"), "sub"),
        (issued(iss="No Name"), "iss"),
        (issued(jti=None), "jti"),
        (issued(admin=True), "credential"),
        (issued(iat=NOW - 0.5), "iat"),
        ("", "credential"),
        ("a.b.c", "credential"),
        ("x" * 2001, "credential"),
    ],
)
def test_what_must_not_pass_is_refused_by_its_claim(token: str, field: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        verify(token)
    assert caught.value.field == field


def test_another_key_or_a_changed_claim_is_no_signature() -> None:
    claims = {"iss": POINT, "sub": POINT, "aud": "evaluator", "iat": NOW, "exp": NOW + 300, "jti": "a"}
    header, _, signature = issued().split(".")
    body = issued(jti="b").split(".")[1]
    for token in (jwt.encode(claims, OTHER, algorithm="EdDSA"), f"{header}.{body}.{signature}"):
        with pytest.raises(ProtocolError, match="signature"):
            verify(token)


def test_no_signature_and_a_public_key_as_a_secret_are_refused() -> None:
    claims = {"iss": POINT, "sub": POINT, "aud": "evaluator", "iat": NOW, "exp": NOW + 300, "jti": "a"}
    raw = KEY.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    for token in (
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode(claims, raw, algorithm="HS256"),
    ):
        with pytest.raises(ProtocolError, match="signature"):
            verify(token)


def test_kept_claims_still_end() -> None:
    claims = verify(issued())
    credential.check_time(claims, NOW + 299)
    with pytest.raises(ProtocolError, match="exp"):
        credential.check_time(claims, NOW + 300)
