"""Whom to be in the synthetic country."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Persona:
    """Whom to be: the desk, the account, in which state; for a person the two facts that a desk would type."""

    role: str
    ref: str
    name: str
    state: str = ""
    iin: str = ""
    document: str = ""
