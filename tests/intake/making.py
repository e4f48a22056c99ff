"""Files as neighbours send them, made for a test."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from aiqyn.register.intake import Report, courts, population, run, writs
from tests.register.conftest import make_iin

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ACCOUNT = "KZ86125KZT5004100100"
COURTS = courts.COLUMNS.required
POPULATION = (*population.COLUMNS.required, *(f"document_{name}" for name in population.COLUMNS.document))
WRITS = (*writs.COLUMNS.required, *writs.COLUMNS.optional)


def take(kind: str, path: Path, *, at: datetime = NOW, again: bool = False) -> Report:
    """Import a file, with a clock that goes on by a millisecond a look."""
    ticks = iter(range(10**9))
    return run(kind, path, at_clock=lambda: at + timedelta(milliseconds=next(ticks)), again=again)


def table(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> Path:
    """Write a CSV file; columns that a row does not have are empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def court(code: str = "7501") -> dict[str, str]:
    """A row of a court."""
    return {"code": code, "name_kk": "Алматы соты", "name_ru": "Алматинский суд", "name_en": "Almaty court"}


def person(number: int = 1, /, **more: str) -> dict[str, str]:
    """A row of a person with one document."""
    return {
        "iin": make_iin(number),
        "surname": "АХМЕТОВА",
        "given_name": "Әлия",
        "patronymic": "Қанатқызы",
        "birth_date": "1985-06-15",
        "document_kind": "id-card",
        "document_state": "KAZ",
        "document_number": f"N{number:08d}",
        "document_issued_on": "2020-01-01",
        "document_valid_until": "2030-01-01",
    } | more


def writ(number: int = 1, /, **more: str) -> dict[str, str]:
    """A row of a writ against the `number`-th person."""
    who = person(number)
    debtor = {name: who[name] for name in ("iin", "surname", "given_name", "patronymic", "birth_date")}
    return debtor | {
        "court": "7501",
        "number": f"2-{number}/26",
        "issued_on": "2026-01-10",
        "claim": "lump",
        "amount": "500000.00",
        "currency": "KZT",
        "creditor": "ТОО Мысал",
    } | more  # fmt: skip


def notice(*entries: str, version: str = "001.08", message: str = "M1", account: str = ACCOUNT) -> str:
    """A camt.054 message."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.{version}">\n<BkToCstmrDbtCdtNtfctn>\n'
        f"<GrpHdr><MsgId>{message}</MsgId><CreDtTm>2026-03-02T10:00:00</CreDtTm></GrpHdr>\n"
        f"<Ntfctn><Id>N1</Id><Acct><Id><IBAN>{account}</IBAN></Id></Acct>\n"
        + "\n".join(entries)
        + "\n</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n"
    )


def entry(
    *transactions: str,
    amount: str = "1000.00",
    currency: str = "KZT",
    sign: str = "CRDT",
    status: str = "<Cd>BOOK</Cd>",
    ref: str | None = "S1",
    entry_ref: str = "",
    reversal: str = "",
    booked_on: str = "<Dt>2026-03-02</Dt>",
) -> str:
    """An entry of a notice."""
    parts = [
        f"<NtryRef>{entry_ref}</NtryRef>" if entry_ref else "",
        f'<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>',
        f"<RvslInd>{reversal}</RvslInd>" if reversal else "",
        f"<Sts>{status}</Sts>",
        f"<BookgDt>{booked_on}</BookgDt>" if booked_on else "",
        f"<AcctSvcrRef>{ref}</AcctSvcrRef>" if ref else "",
        f"<NtryDtls>{''.join(transactions)}</NtryDtls>" if transactions else "",
    ]
    return f"<Ntry>{''.join(parts)}</Ntry>"


def details(
    *,
    structured: str = "",
    free: str = "",
    end_to_end: str = "",
    ref: str = "",
    amount: str = "",
    currency: str = "KZT",
    sign: str = "",
    returned: bool = False,
) -> str:
    """The details of a transaction inside an entry."""
    refs = (f"<AcctSvcrRef>{ref}</AcctSvcrRef>" if ref else "") + (
        f"<EndToEndId>{end_to_end}</EndToEndId>" if end_to_end else ""
    )
    strd = f"<Strd><CdtrRefInf><Ref>{structured}</Ref></CdtrRefInf></Strd>" if structured else ""
    parts = [
        f"<Refs>{refs}</Refs>" if refs else "",
        f'<Amt Ccy="{currency}">{amount}</Amt>' if amount else "",
        f"<CdtDbtInd>{sign}</CdtDbtInd>" if sign else "",
        f"<RmtInf>{f'<Ustrd>{free}</Ustrd>' if free else ''}{strd}</RmtInf>" if strd or free else "",
        "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" if returned else "",
    ]
    return f"<TxDtls>{''.join(parts)}</TxDtls>"


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)
