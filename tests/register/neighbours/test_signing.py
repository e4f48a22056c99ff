"""The contract of the signing service, held against each implementation; and what breaks it."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import load_der_x509_certificate

from aiqyn.register import seal
from aiqyn.register.neighbours.errors import NeighbourRefused, NeighbourUnavailable
from aiqyn.register.neighbours.signing import MOST, HttpSigningService, LocalSeal, SigningService
from aiqyn.register.neighbours.wire import Wire
from aiqyn.simulate.neighbours.signing import SyntheticSigner
from tests.register.neighbours.serving import Answer, serve

DIGEST = hashlib.sha256(b"a paper").digest()


def ministry(path: str, _: Mapping[str, str], body: bytes) -> Answer:
    """A signing service behind HTTP: it is told a digest, and nothing else."""
    assert path == "/signatures"
    asked = json.loads(body)
    assert set(asked) == {"sha256", "profile"}
    made = SyntheticSigner().sign(bytes.fromhex(asked["sha256"]))
    return 200, json.dumps({"cms": base64.b64encode(made).decode()}).encode(), {}


@pytest.fixture(params=["local", "stand-in", "http"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SigningService]:
    if request.param == "local":
        seal.create(tmp_path, "register.example")
        yield LocalSeal(tmp_path)
    elif request.param == "stand-in":
        yield SyntheticSigner()
    else:
        with serve(ministry) as url:
            yield HttpSigningService(Wire(url))


def test_it_signs_exactly_this_digest_with_its_certificate(service: SigningService) -> None:
    made = service.sign(DIGEST)
    assert len(made) <= MOST
    content = cms.ContentInfo.load(made, strict=True)["content"]
    (info,) = content["signer_infos"]
    attributes = {one["type"].native: one["values"][0] for one in info["signed_attrs"]}
    assert attributes["message_digest"].native == DIGEST
    assert "signing_certificate_v2" in attributes
    assert content["encap_content_info"]["content"].native is None
    (certificate,) = content["certificates"]
    algorithm = info["signature_algorithm"].hash_algo
    assert algorithm == "sha256"
    key = load_der_x509_certificate(certificate.dump()).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    signed = info["signed_attrs"].untag().dump()
    key.verify(info["signature"].native, signed, ec.ECDSA(hashes.SHA256()))


def _answering(answer: Callable[[bytes], object]) -> Callable[[str, Mapping[str, str], bytes], Answer]:
    def serving(_: str, __: Mapping[str, str], body: bytes) -> Answer:
        return 200, json.dumps(answer(bytes.fromhex(json.loads(body)["sha256"]))).encode(), {}

    return serving


def _cms(content: bytes) -> dict[str, str]:
    return {"cms": base64.b64encode(content).decode()}


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: {},
        lambda _: {"cms": "not base64!"},
        lambda _: _cms(b"nothing"),
        lambda _: _cms(b"0" * (MOST + 1)),
        lambda _: _cms(SyntheticSigner().sign(hashlib.sha256(b"another paper").digest())),
        lambda digest: _cms(SyntheticSigner().sign(digest) + b"more"),
    ],
)
def test_what_is_no_signature_of_this_digest_is_refused(answer: Callable[[bytes], object]) -> None:
    with serve(_answering(answer)) as url, pytest.raises(NeighbourRefused):
        HttpSigningService(Wire(url)).sign(DIGEST)


def test_without_a_seal_there_is_no_signature(tmp_path: Path) -> None:
    with pytest.raises(NeighbourUnavailable):
        LocalSeal(tmp_path)


def test_a_seal_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    seal.create(tmp_path, "register.example")
    before = [(tmp_path / name).read_bytes() for name in ("seal.key", "seal.crt")]
    seal.create(tmp_path, "register.example")
    assert [(tmp_path / name).read_bytes() for name in ("seal.key", "seal.crt")] == before
    assert (tmp_path / "seal.key").stat().st_mode & 0o777 == 0o600
    assert len(seal.trusted(tmp_path)) == 1
    _, other = seal.make("older")
    (tmp_path / "seal-trusted.pem").write_bytes(other)
    assert len(seal.trusted(tmp_path)) == 2
