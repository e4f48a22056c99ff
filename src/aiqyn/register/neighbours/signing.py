"""Who signs papers: the register's own seal, or a state's signing service. Only a digest leaves the house."""

from __future__ import annotations

import asyncio
import base64
import binascii
from pathlib import Path
from typing import Protocol

from asn1crypto import cms, keys, pem, x509
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from aiqyn.register.neighbours.errors import NeighbourRefused, NeighbourUnavailable
from aiqyn.register.neighbours.wire import Wire

#: The largest signature that a paper has room for, in bytes of DER.
MOST = 24_000
_DIGEST = 32


class SigningService(Protocol):
    """Signs the digest of a paper. National signatures (of a judge, of an office) come through here too.

    NeighbourUnavailable: no signature now, ask again. NeighbourRefused: what came is no signature of this digest.
    """

    labelled: str

    def sign(self, digest: bytes) -> bytes:
        """A detached CMS SignedData (DER, at most `MOST` bytes) over a document whose SHA-256 digest this is, with the
        signer's certificate in it: PAdES baseline B (ETSI EN 319 142-1)."""


class LocalSeal:
    """The register's own seal (`register.seal`)."""

    labelled = ""

    def __init__(self, folder: Path) -> None:
        """`folder` holds `seal.key` and `seal.crt`. NeighbourUnavailable when it does not."""
        try:
            key, certificate = (folder / "seal.key").read_bytes(), (folder / "seal.crt").read_bytes()
        except OSError:
            raise NeighbourUnavailable("there is no seal: run `aiqyn init` on this folder once more") from None
        self._signer = signer(key, certificate)

    def sign(self, digest: bytes) -> bytes:
        """As `SigningService`."""
        return signed(self._signer, digest)


class HttpSigningService:
    """`POST URL/signatures` with `{"sha256": hex, "profile": "PAdES-B-B"}`; the answer is `{"cms": base64 of DER}`."""

    labelled = ""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def sign(self, digest: bytes) -> bytes:
        """As `SigningService`."""
        answer = self._wire.post("/signatures", {"sha256": digest.hex(), "profile": "PAdES-B-B"})
        try:
            found = base64.b64decode(str(answer.get("cms", "")), validate=True)
        except binascii.Error:
            raise NeighbourRefused("the signature is not base64") from None
        _expect(found, digest)
        return found


def signer(key: bytes, certificate: bytes) -> SimpleSigner:
    """A signer from a key (PKCS #8) and a certificate, both PEM."""
    return SimpleSigner(
        signing_cert=x509.Certificate.load(_der(certificate)),
        signing_key=keys.PrivateKeyInfo.load(_der(key)),
        cert_registry=SimpleCertificateStore(),
    )


def signed(by: SimpleSigner, digest: bytes) -> bytes:
    """The CMS of a digest, DER."""
    made = asyncio.run(by.async_sign(digest, digest_algorithm="sha256", use_pades=True))
    return bytes(made.dump())


def _der(text: bytes) -> bytes:
    _, _, found = pem.unarmor(text)
    return bytes(found)


def _expect(found: bytes, digest: bytes) -> None:
    """NeighbourRefused unless it is one signature over exactly this digest. Who signed is for the reader to trust."""
    if not 0 < len(found) <= MOST:
        raise NeighbourRefused("the signature is too long")
    try:
        content = cms.ContentInfo.load(found, strict=True)
        (info,) = content["content"]["signer_infos"]
        (stated,) = (a["values"][0].native for a in info["signed_attrs"] if a["type"].native == "message_digest")
        named = len(content["content"]["certificates"])
    except (ValueError, TypeError, KeyError):
        raise NeighbourRefused("the signature is not CMS with one signer") from None
    if stated != digest or len(digest) != _DIGEST or not named:
        raise NeighbourRefused("the signature is of something else")
