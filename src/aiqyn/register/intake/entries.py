"""From the texts of a bank's notice to entries: one a transaction, each with a key of its own.

The key is the account and the bank's own reference (`AcctSvcrRef`). Where a bank gives none: the entry's
reference with a digest of what it says, since banks repeat that one; where there is none either, message and
place in it.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from aiqyn.register.acts.record_payment import Entry
from aiqyn.register.intake.camt import Texts
from aiqyn.register.intake.references import creditor_reference
from aiqyn.register.intake.refusals import FileRefused
from aiqyn.register.money import MAX_MINOR, Money, MoneyError

LONGEST_KEY = 120
_AMOUNT = re.compile(r"\+?(\d{0,18})(?:\.(\d{0,5})0*)?", re.ASCII)
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
# What banks write where they have no reference.
_NO_REFERENCE = frozenset({"", "NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOTAVAILABLE", "N/A", "NONE", "-", "0"})
# Bank transaction codes: a payment that came back, or was called back.
_RETURN_CODES = frozenset({"RRTN", "RPCR"})
_TX_AMOUNTS = ("Amt", "AmtDtls/TxAmt/Amt")
_SUBFAMILY = "BkTxCd/Domn/Fmly/SubFmlyCd"
_IDENTIFIERS = ("Refs/UETR", "Refs/TxId", "Refs/EndToEndId", "Refs/InstrId")


class Entries:
    """Gathers entries as the notice streams by. `found` holds them in order; None is one that is no debtor's
    money.

    A transaction waits until the next one or the entry's end: a lone one has the entry's amount.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self.found: list[Entry | None] = []
        self._zone = zone
        self._number = 0
        self._forget()

    def begin_message(self) -> None:
        """A message begins: its entries are counted from 1."""
        self._number = 0
        self._forget()

    def _forget(self) -> None:
        self._waiting: Texts | None = None
        self._count = 0
        self._rest = 0
        self._refs: set[str] = set()

    def transaction(self, head: Texts, account: Texts, entry: Texts, transaction: Texts) -> None:
        """A transaction is over; the one before it is one of several."""
        if self._waiting is not None:
            self._several(head, account, entry, self._waiting)
        self._waiting = transaction

    def entry(self, head: Texts, account: Texts, entry: Texts) -> None:
        """An entry is over: its last transaction, and what its transactions leave of its amount."""
        if self._count and self._waiting is not None:
            self._several(head, account, entry, self._waiting)
            self._remainder(head, account, entry)
        else:
            key = self._key(head, entry, self._waiting, "")
            self._add(account, entry, self._waiting, _money(entry, ("Amt",)), key)
        self._number += 1
        self._forget()

    def _several(self, head: Texts, account: Texts, entry: Texts, transaction: Texts) -> None:
        """One of several transactions. Without an amount in the entry's currency the remainder has it."""
        whole = _money(entry, ("Amt",))
        if not self._count:
            self._rest = whole.minor * _sign(entry, None)
        self._count += 1
        amount = _money(transaction, _TX_AMOUNTS) if transaction.one(*_TX_AMOUNTS) else None
        if amount is None or amount.currency != whole.currency:
            return
        self._rest -= amount.minor * _sign(entry, transaction)
        self._add(account, entry, transaction, amount, self._key(head, entry, transaction, f"/{self._count}"))

    def _remainder(self, head: Texts, account: Texts, entry: Texts) -> None:
        """Money of the entry that no transaction accounts for is recorded without a reference, and waits."""
        if self._rest * _sign(entry, None) > 0:
            amount = _checked(abs(self._rest), _currency(entry, "Amt"), entry)
            self._add(account, entry, None, amount, self._key(head, entry, None, "/rest"))

    def _add(self, account: Texts, entry: Texts, transaction: Texts | None, amount: Money, key: str) -> None:
        credit = _sign(entry, transaction) > 0
        came_back = _came_back(entry, transaction)
        booked = entry.needed("Sts", "Sts/Cd", "Sts/Prtry") == "BOOK"
        held = _account(account, entry)
        if not credit and not came_back:
            self.found.append(None)
            return
        # A credit that reverses the agent's own payment is money, but no debtor's: it waits for a person.
        reference = "" if transaction is None or (credit and came_back) else _reference(transaction)
        booked_on = _booked_on(entry, self._zone)
        self.found.append(Entry(held, key, amount, booked, not credit, reference, booked_on))

    def _key(self, head: Texts, entry: Texts, transaction: Texts | None, place: str) -> str:
        whole = _given(entry.one("AcctSvcrRef"))
        own = _given(transaction.one("Refs/AcctSvcrRef")) if transaction else ""
        if place and own and own != whole and own not in self._refs:
            # One of several with a reference of its own, which nothing before it in this entry had.
            self._refs.add(own)
            return _fit(own)
        if whole or own:
            return _fit(f"{whole or own}{place}")
        if stated := _given(entry.one("NtryRef")):
            said = [entry.one("Amt"), entry.one("BookgDt/Dt", "BookgDt/DtTm")]
            if transaction:
                said += [transaction.one(path) for path in (*_TX_AMOUNTS, *_IDENTIFIERS)] + [_reference(transaction)]
            return _fit(f"{stated}{place}~{digest(*said)}")
        return _fit(f"{head.needed('GrpHdr/MsgId')}/{self._number + 1}{place}")


def told_apart(entry: Entry) -> str:
    """The key of an entry whose own key another one has: money under a reference that a bank used twice is
    not lost.
    """
    said = digest(str(entry.amount.minor), entry.amount.currency, entry.reference, str(entry.booked_on))
    return f"{entry.entry_ref}~{said}"


def digest(*texts: str) -> str:
    """16 hexadecimal digits of SHA-256 over the texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def _fit(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else f"{key[: LONGEST_KEY - 17]}~{digest(key)}"


def _given(text: str) -> str:
    joined = " ".join(text.split())
    return "" if joined.upper() in _NO_REFERENCE else joined


def _account(account: Texts, entry: Texts) -> str:
    number = "".join(account.needed("Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/BBAN", "Acct/Id/PrtryAcct/Id").split())
    if len(number) > 34:
        raise FileRefused("overlong-element", line=entry.line, field="Acct/Id")
    return number.upper()


def _sign(entry: Texts, transaction: Texts | None) -> int:
    """1 for money in, -1 for money out; a transaction's own word goes before the entry's."""
    word = (transaction.one("CdtDbtInd") if transaction else "") or entry.needed("CdtDbtInd")
    if word not in {"CRDT", "DBIT"}:
        raise FileRefused("unknown-word", line=entry.line, field="CdtDbtInd")
    return 1 if word == "CRDT" else -1


def _came_back(entry: Texts, transaction: Texts | None) -> bool:
    """Whether the money goes the way back: a reversal, a return, or a code that says so."""
    reversal = entry.one("RvslInd")
    if reversal not in {"", "true", "false", "1", "0"}:
        raise FileRefused("unknown-word", line=entry.line, field="RvslInd")
    codes = {entry.one(_SUBFAMILY), transaction.one(_SUBFAMILY) if transaction else ""}
    returned = transaction is not None and transaction.has("RtrInf")
    return reversal in {"true", "1"} or returned or bool(codes & _RETURN_CODES)


def _reference(transaction: Texts) -> str:
    structured = transaction.all("RmtInf/Strd/CdtrRefInf/Ref") + transaction.all("RmtInf/Strd/CdtrRefInf/CdtrRef")
    return creditor_reference(structured, transaction.all("RmtInf/Ustrd"), transaction.one("Refs/EndToEndId"))


def _currency(texts: Texts, path: str) -> str:
    return texts.currencies.get(path, "")


def _money(texts: Texts, paths: tuple[str, ...]) -> Money:
    """The amount at the first path that has one. Fractions under a hundredth, of currencies that have them,
    are cut.
    """
    path = next((path for path in paths if texts.one(path)), paths[0])
    found = _AMOUNT.fullmatch(texts.needed(path))
    if found is None or not (found[1] or found[2]):
        raise FileRefused("not-an-amount", line=texts.line, field=path)
    minor = int(found[1] or "0") * 100 + int((found[2] or "")[:2].ljust(2, "0"))
    return _checked(minor, _currency(texts, path), texts)


def _checked(minor: int, currency: str, texts: Texts) -> Money:
    if minor > MAX_MINOR:
        raise FileRefused("out-of-range", line=texts.line, field="Amt")
    try:
        return Money(minor, currency)
    except MoneyError:
        raise FileRefused("not-a-currency", line=texts.line, field="Amt") from None


def _booked_on(entry: Texts, zone: ZoneInfo) -> date | None:
    day, moment = entry.one("BookgDt/Dt"), entry.one("BookgDt/DtTm")
    try:
        if day:
            found = _DATE.fullmatch(day)
            return date.fromisoformat(found[1] if found else "")
        if moment:
            read = datetime.fromisoformat(moment)
            return (read.astimezone(zone) if read.tzinfo else read).date()
    except (ValueError, OverflowError):
        raise FileRefused("not-a-date", line=entry.line, field="BookgDt") from None
    return None
