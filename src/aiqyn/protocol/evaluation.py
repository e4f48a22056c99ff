"""The evaluation's frames: `32·n` bytes up, `32·n + 64` down. No envelope, no text: base 64 costs a third."""

from __future__ import annotations

from aiqyn.oprf import MAX_BATCH, Element, Evaluation, OprfError, parse_elements
from aiqyn.protocol.errors import ProtocolError

ELEMENT_BYTES = 32
PROOF_BYTES = 64
MOST_REQUEST_BYTES = ELEMENT_BYTES * MAX_BATCH


def write_request(blinded: list[Element]) -> bytes:
    """The body of a request: the blinded elements one after another."""
    return b"".join(blinded)


def read_request(body: bytes) -> list[Element]:
    """The blinded elements of a request, each a canonical group element other than the identity."""
    if not body or len(body) % ELEMENT_BYTES or len(body) > MOST_REQUEST_BYTES:
        raise ProtocolError("elements", f"must be 1 to {MAX_BATCH} elements of {ELEMENT_BYTES} bytes")
    return _elements(body)


def write_reply(evaluation: Evaluation) -> bytes:
    """The body of a reply: the evaluated elements in the order of the request, then one proof for all."""
    return b"".join(evaluation.elements) + evaluation.proof


def read_reply(body: bytes, count: int) -> Evaluation:
    """The evaluation of a request with `count` elements. `oprf.finalize` verifies the proof."""
    if len(body) != ELEMENT_BYTES * count + PROOF_BYTES:
        raise ProtocolError("evaluation", "must be one element for each that was asked, and a proof")
    return Evaluation(elements=_elements(body[:-PROOF_BYTES]), proof=body[-PROOF_BYTES:])


def _elements(body: bytes) -> list[Element]:
    try:
        return parse_elements(body)
    except OprfError as error:
        raise ProtocolError("elements", "an element is not in the group") from error
