"""The addresses of the conversation, relative to each party's base address. No fact is ever part of one."""

from __future__ import annotations

from datetime import date

from aiqyn.law import Purpose

CHECKPOINT = "/ledger/checkpoint"
CONFIRM = "/check/confirm"
DELIVERY = "/check/delivery"
DISPUTE = "/check/dispute"
KEYS = "/v1/keys"
GRANT = "/oauth/token"


def head(purpose: Purpose) -> str:
    """Register: the newest signed head of a purpose."""
    return f"/check/{purpose.value}/head"


def head_of(purpose: Purpose, day: date) -> str:
    """Register: the newest signed head of a purpose and of this day, around midnight when two days are served."""
    return f"/check/{purpose.value}/{day.isoformat()}/head"


def token_set(digest: bytes) -> str:
    """Register: a token set by its digest; never changes, may be kept by any cache."""
    return f"/check/sets/{digest.hex()}"


def coded_set(digest: bytes) -> str:
    """Register: the coded form of a token set, by the digest of the set's file."""
    return f"/check/sets/{digest.hex()}.rice"


def day_key(purpose: Purpose, day: date) -> str:
    """Register: the opened ledger leaf that announces a day's public key."""
    return f"/check/{purpose.value}/{day.isoformat()}/key"


def tile(path: str) -> str:
    """Register: a ledger tile by its C2SP path (`tile/0/x001/234.p/5`)."""
    return f"/ledger/{path}"


def evaluate(purpose: Purpose, day: date) -> str:
    """Evaluator: blind evaluation under the key of a purpose and a day."""
    return f"/v1/evaluate/{purpose.value}/{day.isoformat()}"
