"""Nonces of confirmation requests: each is answered once. Not an act: a nonce says nothing of an order or a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from aiqyn.register.rows import ConfirmationNonce, ServicePoint

#: A request lives 60 seconds, and clocks may differ by as much again.
KEPT = timedelta(minutes=2)


def use_nonce(*, point: ServicePoint, nonce: bytes, at: datetime) -> None:
    """Remember the nonce; IntegrityError when the point has used it. Forgets those past their time."""
    with transaction.atomic():
        ConfirmationNonce.objects.filter(used_at__lt=at - KEPT).delete()
        ConfirmationNonce.objects.create(point=point, nonce=nonce, used_at=at)
