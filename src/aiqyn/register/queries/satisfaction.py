"""Whose debts a reference pays, in the order in which the law satisfies them; and which money a bank's return is."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register.law_book import book
from aiqyn.register.rows import BankEntry, PaymentMatch, PaymentReference, Proceeding


def in_order(reference: str, currency: str, *, at: datetime, taken_by: BankEntry | None = None) -> list[int]:
    """Rows of the proceedings that a reference pays: its own, or all open ones of its debtor in the law's order.

    For a return: those that its original (`taken_by`) was matched to, and its own reference's otherwise.
    """
    if taken_by is not None:
        matched = PaymentMatch.objects.filter(entry=taken_by).values_list("proceeding_id", flat=True)
        return sorted(set(matched))
    if not reference:
        return []
    own = Proceeding.objects.filter(reference=reference, writ__currency=currency).values_list("pk", flat=True).first()
    if own is not None:
        return [own]
    debtor = PaymentReference.objects.filter(reference=reference).first()
    if debtor is None:
        return []
    theirs = Proceeding.objects.filter(closed_at__isnull=True, writ__currency=currency)
    if debtor.person is not None:
        theirs = theirs.filter(writ__debtor=debtor.person)
    else:
        theirs = theirs.filter(writ__organisation=debtor.organisation)
    ranks = {category: rank for rank, category in enumerate(book().satisfaction(book().local_day(at)))}
    rows = theirs.values_list("pk", "writ__category", "writ__issued_on")
    return [pk for pk, *_ in sorted(rows, key=lambda row: (ranks[law.ClaimCategory(row[1])], row[2], row[0]))]


def original_of(account: str, entry_ref: str, reference: str, amount_minor: int) -> BankEntry | None:
    """The credit that a return sends back: under the same reference of the bank, else the newest of the same sum.

    A credit goes back once; one whose return is recorded is not it.
    """
    credits = BankEntry.objects.filter(account=account, booked=True, returned=False, returned_by__isnull=True)
    same = credits.filter(entry_ref=entry_ref).first()
    if same is not None or not reference:
        return same
    return credits.filter(reference=reference, amount_minor=amount_minor).order_by("-pk").first()
