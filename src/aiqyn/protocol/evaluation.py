"""The evaluation's frames: `32·n` bytes up, `32·n + 64` down. No envelope, no text: base 64 costs a third."""

from __future__ import annotations

import json

from aiqyn.oprf import Element, Evaluation, OprfError, parse_elements
from aiqyn.protocol import strict
from aiqyn.protocol.errors import ProtocolError

ELEMENT_BYTES = 32
PROOF_BYTES = 64
#: One request has at most so many elements under one proof: a longer one would keep the small ones waiting.
MOST_ELEMENTS = 1_000
MOST_REQUEST_BYTES = ELEMENT_BYTES * MOST_ELEMENTS
#: The same in JSON, for people to try: each element in 64 hexadecimal digits with quotes and comma.
MOST_JSON_BYTES = 70 * MOST_ELEMENTS + 100


def write_request(blinded: list[Element]) -> bytes:
    """The body of a request: the blinded elements one after another."""
    return b"".join(blinded)


def read_request(body: bytes) -> list[Element]:
    """The blinded elements of a request, each a canonical group element other than the identity."""
    if not body or len(body) % ELEMENT_BYTES or len(body) > MOST_REQUEST_BYTES:
        raise ProtocolError("elements", f"must be 1 to {MOST_ELEMENTS} elements of {ELEMENT_BYTES} bytes")
    return _elements(body)


def read_json_request(body: bytes) -> list[bytes]:
    """The elements of `{"elements": ["9409…", …]}`, each 32 bytes in lower-case hexadecimal digits, not yet checked
    to be in the group.
    """
    document = strict.json_object(body, "request", most=MOST_JSON_BYTES)
    strict.only(document, ("elements",), "request")
    listed = strict.present(document, "elements")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_ELEMENTS:
        raise ProtocolError("elements", f"must be a list of 1 to {MOST_ELEMENTS}")
    return [strict.hexadecimal_text(one, "elements", ELEMENT_BYTES) for one in listed]


def write_json_reply(evaluation: Evaluation) -> bytes:
    """`{"elements": […], "proof": "…"}`, in hexadecimal digits."""
    return json.dumps(
        {"elements": [one.hex() for one in evaluation.elements], "proof": evaluation.proof.hex()}
    ).encode()


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
