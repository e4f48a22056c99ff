"""Record an entry of a bank's notice: money in, or money that went back. Never refused; what fits no debt waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aiqyn.register.acting import Actor, act, lock_proceeding, record
from aiqyn.register.acts._debt import put_against, release_if_paid
from aiqyn.register.money import Money
from aiqyn.register.queries.debts import matched_minor
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

    Only booked entries count. A return takes back what was matched and revives no measure: a new one needs a new
    sanction. An entry already recorded raises IntegrityError (`one_row_an_entry`): the caller asks first.
    """
    proceeding = _locked_by_reference(entry)
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
    )
    record(
        "return" if entry.returned else "payment",
        actor=actor,
        at=at,
        proceeding=proceeding,
        content={
            "proceeding": proceeding.number if proceeding else None,
            "amount_minor": entry.amount.minor,
            "currency": entry.amount.currency,
            "booked": entry.booked,
        },
    )
    if proceeding is None or not entry.booked:
        return row
    if entry.returned:
        _take_back(row, proceeding, at)
    elif put_against(row, proceeding, by=None, at=at):
        release_if_paid(proceeding, actor=actor, at=at)
    return row


def _locked_by_reference(entry: Entry) -> Proceeding | None:
    if not entry.reference:
        return None
    found = Proceeding.objects.filter(reference=entry.reference, writ__currency=entry.amount.currency).values_list(
        "pk", flat=True
    )
    pk = found.first()
    return lock_proceeding(pk) if pk is not None else None


def _take_back(row: BankEntry, proceeding: Proceeding, at: datetime) -> None:
    amount = min(row.amount_minor, matched_minor(proceeding))
    if amount > 0:
        PaymentMatch.objects.create(entry=row, proceeding=proceeding, amount_minor=-amount, matched_at=at)
