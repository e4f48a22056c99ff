"""Sign a PDF (PAdES) through the signing service, and look at a PDF that somebody brings."""

from __future__ import annotations

import asyncio
import io
import json
from dataclasses import dataclass
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import ExternalSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfTBSDocument
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from aiqyn import ledger
from aiqyn.desks.papers.rendering import ATTACHED
from aiqyn.register.neighbours.signing import MOST, SigningService

#: The largest PDF that is looked at, in bytes.
LARGEST = 2_000_000
_FIELD = "Seal"


class NotAPaper(ValueError):
    """What was brought is no paper of any register: not a PDF, no seal, or no ledger entry in it. `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a PDF found: by whom it was sealed, whether unchanged since, and the ledger entry in it."""

    sealed_by: str
    trusted: bool
    unchanged: bool
    commitment: bytes
    index: int | None
    in_ledger: bool

    @property
    def holds(self) -> bool:
        """Whether all of it holds together."""
        return self.trusted and self.unchanged and self.in_ledger


def sealed(unsigned: bytes, service: SigningService) -> bytes:
    """The PDF with the service's signature in it. Errors are the service's own."""
    return asyncio.run(_sealed(unsigned, service))


async def _sealed(unsigned: bytes, service: SigningService) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(unsigned))
    meta = PdfSignatureMetadata(
        field_name=_FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, name="aiqyn"
    )
    # The certificate comes with the service's signature: here only room is reserved for both.
    room = ExternalSigner(signing_cert=None, cert_registry=None, signature_value=256)
    digest, _, output = await PdfSigner(meta, signer=room).async_digest_doc_for_signing(writer, bytes_reserved=2 * MOST)
    signature = await asyncio.to_thread(service.sign, digest.document_digest)
    await PdfTBSDocument.async_finish_signing(output, digest, signature)
    output.seek(0)
    return bytes(output.read())


def look(brought: bytes, trusted: list[bytes], verifier: ledger.NoteVerifier) -> Looked:
    """What a PDF says of itself, held against the certificates and the ledger's key. Nothing of it is kept."""
    if len(brought) > LARGEST:
        raise NotAPaper("too-large")
    try:
        reader = PdfFileReader(io.BytesIO(brought), strict=False)
        signatures = reader.embedded_signatures
        attached = _attached(reader)
    except (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise NotAPaper("not-a-pdf") from None
    if not signatures:
        raise NotAPaper("no-seal")
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(one) for one in trusted], allow_fetching=False, revocation_mode="soft-fail"
    )
    try:
        status = validate_pdf_signature(signatures[0], signer_validation_context=context)
        by = status.signing_cert.subject.human_friendly
        holds, unchanged = bool(status.trusted), bool(status.intact and status.valid and status.bottom_line)
    except (SignatureValidationError, SigningError, PdfError, ValueError, KeyError):
        by, holds, unchanged = "", False, False
    opened = _opened(attached)
    return Looked(by, holds, unchanged, opened.commitment, opened.index, _stands(opened, verifier))


def _attached(reader: PdfFileReader) -> bytes:
    names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    for place in range(0, len(names), 2):
        file = names[place + 1]
        if str(file["/UF"]) == ATTACHED:
            found: bytes = file["/EF"]["/F"].data
            return found
    raise KeyError(ATTACHED)


def _opened(attached: bytes) -> ledger.OpenedLeaf:
    try:
        document: Any = json.loads(attached)
        return ledger.OpenedLeaf.from_json(document)
    except (ValueError, RecursionError, ledger.LedgerError):
        raise NotAPaper("no-entry") from None


def _stands(opened: ledger.OpenedLeaf, verifier: ledger.NoteVerifier) -> bool:
    if opened.index is None:
        return False
    try:
        opened.verify([verifier])
    except ledger.LedgerError:
        return False
    return True
