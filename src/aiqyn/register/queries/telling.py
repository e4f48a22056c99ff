"""What neighbours have not been told yet: releases without an acknowledgement, notices without a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aiqyn.register.facts.standing import ENDING_ACTS
from aiqyn.register.rows import Leaf, Notice


@dataclass(frozen=True, slots=True)
class Release:
    """A measure that ended, with the 32-byte commitment of the leaf that ended it."""

    order: str
    leaf: bytes
    released_at: datetime


def releases_untold(most: int) -> list[Release]:
    """Releases that the border service has not acknowledged, the oldest first. What was told and not acknowledged is
    among them: the rows themselves are the cursor."""
    found = (
        Leaf.objects.filter(
            act__kind__in=ENDING_ACTS,
            act__measure__ended_at__isnull=False,
            act__measure__in_force_from__isnull=False,
            act__measure__acknowledgement__isnull=True,
        )
        .order_by("pk")
        .values_list("act__measure__ref", "commitment", "act__measure__ended_at")[:most]
    )
    return [Release(ref, bytes(leaf), at) for ref, leaf, at in found if at is not None]


def notices_to_hand_over(most: int) -> list[Notice]:
    """Electronic notices that no provider has been given, to people with an IIN, the oldest first."""
    return list(
        Notice.objects.filter(
            channel__in=("sms", "e-mail"),
            message__isnull=True,
            informed_at__isnull=True,
            served_at__isnull=True,
            returned_at__isnull=True,
            proceeding__writ__debtor__iin__isnull=False,
        )
        .select_related("proceeding__writ__debtor")
        .order_by("pk")[:most]
    )


def notices_under_way(most: int) -> list[Notice]:
    """Notices that a provider was given and has not reported on."""
    return list(Notice.objects.filter(message__isnull=False, informed_at__isnull=True).order_by("pk")[:most])
