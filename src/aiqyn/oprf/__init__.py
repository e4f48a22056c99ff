"""How to ask without telling: RFC 9497, ristretto255-SHA512, VOPRF mode."""

from aiqyn.oprf.errors import OprfError
from aiqyn.oprf.group import Element, PublicKey, Scalar, SecretKey, scalar_from_uniform
from aiqyn.oprf.keys import KeyPair, derive_key_pair
from aiqyn.oprf.nonce import hedged_nonce
from aiqyn.oprf.voprf import (
    MAX_BATCH,
    Evaluation,
    blind,
    evaluate,
    evaluate_directly,
    finalize,
    parse_elements,
)

__all__ = [
    "MAX_BATCH", "Element", "Evaluation", "KeyPair", "OprfError", "PublicKey", "Scalar", "SecretKey", "blind",
    "derive_key_pair", "evaluate", "evaluate_directly", "finalize", "hedged_nonce", "parse_elements",
    "scalar_from_uniform",
]  # fmt: skip
