"""Whom to be in the synthetic country."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Persona:
    """Whom to be: the role, the account, in which state; for a person the two facts that a desk would type.

    A vehicle is told as well (role `vehicle`): `document` then says what a desk would type, and nobody can be it.
    `persona` is what the form of `/sign-in/persona/` sends for them.
    """

    role: str
    ref: str
    name: str
    state: str = ""
    iin: str = ""
    document: str = ""
    persona: str = ""
