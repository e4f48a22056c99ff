"""Record an entry of a bank's notice: money in, or money that went back. Never refused; what fits no debt waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aiqyn.register.acting import Actor, act, lock_proceeding, record
from aiqyn.register.acts._debt import put_against, release_if_paid
from aiqyn.register.money import Money
from aiqyn.register.queries.satisfaction import in_order, original_of
from aiqyn.register.rows import BankEntry, PaymentMatch, Proceeding


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a camt.054 notice. Unique by account, reference of the entry, and what it says (booked, returned)."""

    account: str
    entry_ref: str
    amount: Money
    booked: bool
    returned: bool
    reference: str
    booked_on: date | None


@act
def record_payment(entry: Entry, *, actor: Actor, at: datetime) -> BankEntry:
    """Write the entry, match it by its creditor reference, and release what it pays off.

    The reference is one proceeding's, or a debtor's for all of theirs: then the money satisfies them in the law's
    order. Only booked entries count. A return takes back what its original was matched to and revives no measure: a
    new one needs a new sanction. An entry already recorded raises IntegrityError (`one_row_an_entry`): the caller asks
    first.
    """
    original = (
        original_of(entry.account, entry.entry_ref, entry.reference, entry.amount.minor) if entry.returned else None
    )
    proceedings = [
        lock_proceeding(pk) for pk in in_order(entry.reference, entry.amount.currency, at=at, taken_by=original)
    ]
    only = proceedings[0] if len(proceedings) == 1 else None
    row = BankEntry.objects.create(
        account=entry.account,
        entry_ref=entry.entry_ref,
        booked=entry.booked,
        returned=entry.returned,
        amount_minor=entry.amount.minor,
        currency=entry.amount.currency,
        reference=entry.reference,
        booked_on=entry.booked_on,
        accepted_at=at,
        returns=original if entry.booked else None,
    )
    record(
        "return" if entry.returned else "payment",
        actor=actor,
        at=at,
        proceeding=only,
        content={
            "proceedings": [proceeding.number for proceeding in proceedings],
            "amount_minor": entry.amount.minor,
            "currency": entry.amount.currency,
            "booked": entry.booked,
        },
    )
    if not entry.booked:
        return row
    for proceeding in proceedings:
        if entry.returned:
            _take_back(row, original, proceeding, at)
        elif put_against(row, proceeding, by=None, at=at):
            release_if_paid(proceeding, actor=actor, at=at)
    return row


def _take_back(row: BankEntry, original: BankEntry | None, proceeding: Proceeding, at: datetime) -> None:
    """Take back from the debt what the original was matched to; without one, what stands there, fees last in."""
    back = sum(match.amount_minor for match in PaymentMatch.objects.filter(entry=row))
    for part in ("fees", "claim"):
        matches = PaymentMatch.objects.filter(proceeding=proceeding, part=part)
        standing = sum(match.amount_minor for match in matches)
        own = standing if original is None else sum(match.amount_minor for match in matches.filter(entry=original))
        amount = min(row.amount_minor + back, own, standing)
        if amount > 0:
            PaymentMatch.objects.create(
                entry=row, proceeding=proceeding, part=part, amount_minor=-amount, matched_at=at
            )
            back -= amount
