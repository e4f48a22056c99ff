"""The installation's seal: the key and certificate that sign papers (PAdES), apart from every other key.

`keys/seal.key` is PKCS #8 in PEM (mode 0600), `keys/seal.crt` its self-signed X.509 certificate. Who wants a
certificate of a public authority puts it in place of ours, with its key, before the first paper;
`keys/seal-trusted.pem` lists older or other certificates under which papers of this register still hold.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_YEARS = 10
_TRUSTED = "seal-trusted.pem"


def create(folder: Path, name: str) -> None:
    """Write the key and the certificate of `name` unless they are there. A key that exists is never overwritten."""
    key_file, certificate_file = folder / "seal.key", folder / "seal.crt"
    if key_file.exists():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key, certificate = make(name)
    # The certificate first: a key is never there without its own.
    for file, content in ((certificate_file, certificate), (key_file, key)):
        partial = folder / f".{file.name}.{os.getpid()}.part"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(file)


def make(name: str) -> tuple[bytes, bytes]:
    """A new key (PKCS #8, PEM) on P-256, which every reader of PDF knows, and its certificate (PEM)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "aiqyn seal"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:64]),
        ]
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=366 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_SIGNS, critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, certificate.public_bytes(serialization.Encoding.PEM)


_SIGNS = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def trusted(folder: Path) -> list[bytes]:
    """The certificates (DER) under which papers of this register hold: its seal's, and those of `seal-trusted.pem`."""
    found: list[bytes] = []
    for name in ("seal.crt", _TRUSTED):
        file = folder / name
        if file.is_file():
            loaded = x509.load_pem_x509_certificates(file.read_bytes())
            found += [one.public_bytes(serialization.Encoding.DER) for one in loaded]
    return found
