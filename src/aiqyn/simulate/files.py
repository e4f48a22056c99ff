"""The files that the synthetic country's courts, population register and banks send: what a real import reads."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from aiqyn.simulate import names
from aiqyn.simulate.people import SyntheticPerson


def write_courts(path: Path) -> Path:
    """The courts, as CSV."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle)
        rows.writerow(("code", "name_kk", "name_ru", "name_en"))
        rows.writerows(names.COURTS)
    return path


def write_population(path: Path, people: Iterable[SyntheticPerson]) -> Path:
    """The people, as JSON Lines with their documents."""
    return write_population_rows(path, (population_row(person) for person in people))


def write_population_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """Rows of the population register, as JSON Lines."""
    with path.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def population_row(person: SyntheticPerson, more: Sequence[Mapping[str, object]] = ()) -> dict[str, object]:
    """A person with their documents, and `more` of them."""
    return _named(person) | {"documents": [*document_rows(person), *more]}


def document_rows(person: SyntheticPerson, cancelled_on: date | None = None) -> list[dict[str, str]]:
    """The person's documents, cancelled on a day or valid."""
    return [
        {"kind": kind, "state": "KAZ", "number": number, "issued_on": str(issued), "valid_until": str(until)}
        | ({"cancelled_on": str(cancelled_on)} if cancelled_on else {})
        for kind, number, issued, until in person.documents
    ]


def _named(person: SyntheticPerson) -> dict[str, object]:
    return {
        "iin": person.iin,
        "surname": person.surname,
        "given_name": person.given_name,
        "patronymic": person.patronymic,
        "birth_date": str(person.birth_date),
    }


def writ_row(person: SyntheticPerson, **terms: object) -> dict[str, object]:
    """One writ against a person; `terms` are the writ's own columns."""
    return {**terms, **_named(person)}


def write_writs(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """The writs, as JSON Lines."""
    with path.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money that arrives, or goes back. `minor` units of the currency."""

    entry_ref: str
    minor: int
    reference: str = ""
    returned: bool = False
    booked: bool = True
    currency: str = "KZT"


def write_payments(path: Path, transfers: Sequence[Transfer], at: datetime, message: str) -> Path:
    """A bank's notice (camt.054.001.08) of the transfers."""
    entries = "".join(_entry(one, at.date()) for one in transfers)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>'
        f"<GrpHdr><MsgId>{escape(message)}</MsgId><CreDtTm>{at.isoformat(timespec='seconds')}</CreDtTm></GrpHdr>"
        f"<Ntfctn><Id>{escape(message)}-1</Id><Acct><Id><IBAN>KZ86125KZT5004100100</IBAN></Id></Acct>"
        f"{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n",
        encoding="utf-8",
    )
    return path


def _entry(one: Transfer, day: date) -> str:
    remittance = (
        "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
        f"<Ref>{escape(one.reference)}</Ref></CdtrRefInf></Strd></RmtInf>"
        if one.reference
        else ""
    )
    amount = f'<Amt Ccy="{one.currency}">{one.minor // 100}.{one.minor % 100:02d}</Amt>'
    back = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" if one.returned else ""
    return (
        f"<Ntry><NtryRef>{escape(one.entry_ref)}</NtryRef>{amount}"
        f"<CdtDbtInd>{'DBIT' if one.returned else 'CRDT'}</CdtDbtInd>"
        f"<Sts><Cd>{'BOOK' if one.booked else 'PDNG'}</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
        f"<AcctSvcrRef>{escape(one.entry_ref)}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls><Refs><AcctSvcrRef>{escape(one.entry_ref)}</AcctSvcrRef></Refs>{amount}"
        f"<CdtDbtInd>{'DBIT' if one.returned else 'CRDT'}</CdtDbtInd>{remittance}{back}</TxDtls></NtryDtls></Ntry>"
    )
