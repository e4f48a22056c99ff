"""Enrol the play's two desks at the register."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from aiqyn.register.acting import OPERATOR
from aiqyn.register.acts.enrol_point import enrol_point
from aiqyn.simulate.household import DESKS


def enrol_desks(public_keys: Mapping[str, bytes]) -> None:
    """Enrol the desks under their public keys (32 bytes each)."""
    for purpose, name, place in DESKS:
        enrol_point(
            ref=name,
            purpose=purpose,
            place=place,
            public_key=public_keys[name],
            actor=OPERATOR,
            at=timezone.now(),
        )
