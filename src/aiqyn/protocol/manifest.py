"""The manifest of points: who may ask the evaluator, for which purpose, with which key. A JSON list of
objects::

    [{"id": "border-almaty-1", "purpose": "border-departure", "public_key": "base64url of 32 bytes"},
     {"id": "register", "publisher": true, "public_key": "base64url of 32 bytes"}]

The publisher is the register itself, which obtains its tokens by asking blindly like everyone, for every
purpose.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from aiqyn.law import Purpose
from aiqyn.protocol import strict
from aiqyn.protocol.errors import ProtocolError

_BASE64URL_32 = re.compile(r"[A-Za-z0-9_-]{43}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListedPoint:
    """One that may ask: for its one purpose, or as the publisher (`purpose` is None) for all. Key: 32 raw
    bytes.
    """

    point: str
    purpose: Purpose | None
    public_key: bytes

    @property
    def publisher(self) -> bool:
        """Whether this is the register, asking for its own list."""
        return self.purpose is None

    def key(self) -> Ed25519PublicKey:
        """The key that verifies its credential."""
        return Ed25519PublicKey.from_public_bytes(self.public_key)


def write(points: Iterable[ListedPoint]) -> str:
    """The manifest as JSON, one point a line, by name."""
    lines = [json.dumps(_document(point)) for point in sorted(points, key=lambda point: point.point)]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _document(listed: ListedPoint) -> dict[str, Any]:
    role = {"publisher": True} if listed.purpose is None else {"purpose": listed.purpose.value}
    key = base64.urlsafe_b64encode(listed.public_key).rstrip(b"=").decode()
    return {"id": listed.point, **role, "public_key": key}


def read(text: str) -> dict[str, ListedPoint]:
    """Read a manifest, by name; ProtocolError names the field that is wrong."""
    try:
        entries = json.loads(text)
    except ValueError:
        raise ProtocolError("points", "not JSON") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ProtocolError("points", "must be a list of objects")
    listed = [_point(entry) for entry in entries]
    named = {point.point: point for point in listed}
    if len(named) != len(listed):
        raise ProtocolError("id", "a point is listed twice")
    return named


def _point(entry: dict[str, Any]) -> ListedPoint:
    strict.only(entry, ("id", "purpose", "publisher", "public_key"), "point")
    publisher = entry.get("publisher", False)
    if not isinstance(publisher, bool) or publisher == ("purpose" in entry):
        raise ProtocolError("purpose", "a point has one purpose, or is the publisher")
    return ListedPoint(
        point=strict.name(entry, "id"),
        purpose=None if publisher else strict.choice(Purpose, entry["purpose"], "purpose"),
        public_key=_key(strict.present(entry, "public_key")),
    )


def _key(value: object) -> bytes:
    if not isinstance(value, str) or not _BASE64URL_32.match(value):
        raise ProtocolError("public_key", "must be the base64url of 32 bytes, without padding")
    return base64.urlsafe_b64decode(value + "=")
