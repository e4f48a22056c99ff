"""What the synthetic country looks up."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.rows import BankEntry, Person, Proceeding


def person(iin: str) -> Person:
    """The person with the IIN; LookupError when there is none."""
    found = Person.objects.filter(iin=iin).first()
    if found is None:
        raise LookupError("no such person")
    return found


def last_accepted_at() -> datetime:
    """The moment at which the newest bank entry was accepted; LookupError when there is none."""
    newest = BankEntry.objects.order_by("-pk").values_list("accepted_at", flat=True).first()
    if newest is None:
        raise LookupError("no bank entry")
    return newest


def reference_of(court: str, writ: str) -> tuple[str, int]:
    """The payment reference of the proceeding on a writ, and what was claimed in minor units."""
    found = Proceeding.objects.select_related("writ").get(writ__court__code=court, writ__number=writ)
    return found.reference, found.writ.amount_minor
