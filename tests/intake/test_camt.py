"""camt.054 as text: what is read of it, and what is refused as a whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aiqyn.register.acts.record_payment import Entry
from aiqyn.register.intake import camt
from aiqyn.register.intake.entries import LONGEST_KEY, Entries, told_apart
from aiqyn.register.money import Money
from tests.intake.making import ACCOUNT, details, entry, notice
from tests.intake.reading import ONE, OTHER, only, read, told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "camt.xml"


def coded(text: str, code: str) -> str:
    """The entry with a bank transaction code."""
    family = f"<BkTxCd><Domn><Fmly><SubFmlyCd>{code}</SubFmlyCd></Fmly></Domn></BkTxCd>"
    return text.replace("<AcctSvcrRef>", f"{family}<AcctSvcrRef>")


@pytest.mark.parametrize("version", ["001.02", "001.04", "001.08", "001.13"])
@pytest.mark.parametrize("status", ["BOOK", "<Cd>BOOK</Cd>"])
def test_versions(path: Path, version: str, status: str) -> None:
    text = notice(entry(details(structured=ONE), status=status), version=version)
    assert only(path, text) == Entry(ACCOUNT, "S1", Money(100_000, "KZT"), True, False, ONE, date(2026, 3, 2))


def test_whatever_the_namespace(path: Path) -> None:
    text = notice(entry(details(structured=ONE)))
    plain = text.replace(' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"', "")
    header = "<e:AppHdr><e:MsgId>x</e:MsgId></e:AppHdr>"
    wrapped = f'<e:Envelope xmlns:e="urn:x">{header}{plain.split("?>")[1]}</e:Envelope>'
    prefixed = wrapped.replace("</", "</c:").replace("<", "<c:").replace("<c:/c:", "</c:").replace("c:e:", "e:")
    prefixed = prefixed.replace('xmlns:e="urn:x"', 'xmlns:e="urn:x" xmlns:c="urn:y"')
    assert only(path, text) == only(path, plain) == only(path, wrapped) == only(path, prefixed)


def test_the_first_version(path: Path) -> None:
    """camt.054.001.01: transactions directly in the entry, an account and a reference under other names."""
    text = notice(entry(status="BOOK"), version="001.01").replace("BkToCstmrDbtCdtNtfctn>", "BkToCstmrDbtCdtNtfctnV01>")
    text = text.replace(f"<IBAN>{ACCOUNT}</IBAN>", "<PrtryAcct><Id>40817</Id></PrtryAcct>")
    text = text.replace(
        "</Ntry>",
        f"<TxDtls><RmtInf><Strd><CdtrRefInf><CdtrRef>{ONE}</CdtrRef></CdtrRefInf></Strd></RmtInf></TxDtls></Ntry>",
    )
    found = only(path, text)
    assert (found.account, found.reference) == ("40817", ONE)


def test_another_account_scheme_and_spaces(path: Path) -> None:
    text = notice(entry()).replace(f"<IBAN>{ACCOUNT}</IBAN>", "<Othr><Id>\n kz86 125 </Id></Othr>")
    assert only(path, text).account == "KZ86125"


@pytest.mark.parametrize(
    ("status", "booked"),
    [
        ("BOOK", True), ("<Cd>BOOK</Cd>", True), ("PDNG", False), ("<Cd>PDNG</Cd>", False), ("INFO", False),
        ("<Cd>FUTR</Cd>", False), ("<Prtry>X</Prtry>", False),
    ],
)  # fmt: skip
def test_only_booked_is_booked(path: Path, status: str, booked: bool) -> None:
    assert only(path, notice(entry(status=status))).booked is booked


@pytest.mark.parametrize(
    ("text", "returned"),
    [
        (entry(details(structured=ONE), sign="DBIT", reversal="true"), True),
        (entry(details(structured=ONE), sign="DBIT", reversal="1"), True),
        (entry(details(structured=ONE, returned=True), sign="DBIT"), True),
        (coded(entry(details(structured=ONE), sign="DBIT"), "RRTN"), True),
        (coded(entry(details(structured=ONE), sign="DBIT"), "ESCT"), None),
        (entry(details(structured=ONE), sign="DBIT"), None),
        (entry(details(structured=ONE), sign="DBIT", reversal="false"), None),
        (entry(details(structured=ONE)), False),
    ],
)  # fmt: skip
def test_what_is_a_return(path: Path, text: str, returned: bool | None) -> None:
    (found,) = read(path, notice(text))
    assert (found.returned if found else None) is returned
    assert found is None or found.reference == ONE


@pytest.mark.parametrize(
    "text", [entry(details(structured=ONE), reversal="true"), entry(details(structured=ONE, returned=True))]
)
def test_a_credit_that_came_back_is_money_and_no_debtors(path: Path, text: str) -> None:
    found = only(path, notice(text))
    assert (found.returned, found.reference) == (False, "")


def test_several_transactions_are_several_entries(path: Path) -> None:
    text = entry(
        details(structured=ONE, amount="400.00", ref="T1"),
        details(structured=OTHER, amount="600", ref="T2"),
        amount="1000.00",
    )
    assert told(read(path, notice(text))) == [("T1", 40_000, ONE, False), ("T2", 60_000, OTHER, False)]


def test_transactions_of_the_second_version_have_their_amount_elsewhere(path: Path) -> None:
    parts = [
        details(structured=reference).replace(
            "<RmtInf>", f'<AmtDtls><TxAmt><Amt Ccy="KZT">{amount}</Amt></TxAmt></AmtDtls><RmtInf>'
        )
        for reference, amount in ((ONE, "400"), (OTHER, "600"))
    ]
    assert told(read(path, notice(entry(*parts), version="001.02"))) == [
        ("S1/1", 40_000, ONE, False),
        ("S1/2", 60_000, OTHER, False),
    ]


def test_a_lone_transaction_has_the_entrys_amount_and_reference(path: Path) -> None:
    text = entry(details(structured=ONE, amount="12.00", currency="USD", ref="T1"))
    assert told(read(path, notice(text))) == [("S1", 100_000, ONE, False)]


def test_money_that_no_transaction_accounts_for_waits(path: Path) -> None:
    text = entry(
        details(structured=ONE, amount="400.00"),
        details(structured=OTHER, amount="5.00", currency="USD"),
        details(structured=OTHER),
    )
    assert told(read(path, notice(text))) == [("S1/1", 40_000, ONE, False), ("S1/rest", 60_000, "", False)]


def test_a_return_among_credits(path: Path) -> None:
    text = entry(
        details(structured=ONE, amount="1100.00"),
        details(structured=OTHER, amount="100.00", sign="DBIT", returned=True),
    )
    assert told(read(path, notice(text))) == [("S1/1", 110_000, ONE, False), ("S1/2", 10_000, OTHER, True)]


def test_transactions_that_share_a_reference_are_told_apart(path: Path) -> None:
    same = entry(details(ref="T", amount="500"), details(ref="T", amount="500"))
    assert [key for key, *_ in told(read(path, notice(same)))] == ["T", "S1/2"]
    batch = entry(details(ref="S1", amount="500"), details(ref="S1", amount="500"))
    assert [key for key, *_ in told(read(path, notice(batch)))] == ["S1/1", "S1/2"]
    nameless = entry(details(ref="T", amount="500"), details(ref="T", amount="500"), ref=None)
    assert [key for key, *_ in told(read(path, notice(nameless)))] == ["T", "T/2"]


def test_keys_where_the_bank_gives_no_reference(path: Path) -> None:
    numbered = notice(
        entry(ref=None), entry(ref="NOTPROVIDED"), entry(details(amount="1"), details(amount="2"), ref=None)
    )
    assert [key for key, *_ in told(read(path, numbered))] == [
        "M1/1",
        "M1/2",
        "M1/3/1",
        "M1/3/2",
        "M1/3/rest",
    ]
    # The entry's own reference, which banks repeat, goes with what the entry says.
    first = entry(details(end_to_end="A"), ref=None, entry_ref="R")
    other = entry(details(end_to_end="B"), ref=None, entry_ref="R")
    keys = [key for key, *_ in told(read(path, notice(first, other)))]
    assert len(set(keys)) == 2
    assert all(key.startswith("R~") for key in keys)
    assert [key for key, *_ in told(read(path, notice(other, first, message="M2")))] == keys[::-1]


def test_a_long_key_is_cut_and_still_one(path: Path) -> None:
    keys = [only(path, notice(entry(ref="x" * 130 + end))).entry_ref for end in "ab"]
    assert len(set(keys)) == 2
    assert max(map(len, keys)) == LONGEST_KEY
    assert len(told_apart(only(path, notice(entry(ref="x" * 130))))) <= 140


def test_two_messages_in_one_file(path: Path) -> None:
    message = notice(entry(ref=None), message="A").split("?>")[1]
    other = notice(entry(ref=None), entry(ref=None), message="B", account="KZ2").split("?>")[1]
    found = read(path, f"<All>{message}{other}</All>")
    assert [(e.account, e.entry_ref) for e in found if e] == [
        (ACCOUNT, "A/1"),
        ("KZ2", "B/1"),
        ("KZ2", "B/2"),
    ]


@pytest.mark.parametrize(
    ("amount", "minor"),
    [
        ("0", 0), ("1", 100), ("1.5", 150), (".5", 50), ("5.", 500), ("+7.00", 700), ("000012.34", 1234),
        ("1.99900", 199), ("10000000000000.00", 10**15),
    ],
)  # fmt: skip
def test_amounts(path: Path, amount: str, minor: int) -> None:
    assert only(path, notice(entry(amount=amount))).amount.minor == minor


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("<Dt>2026-03-02</Dt>", date(2026, 3, 2)),
        ("<Dt>2026-03-02+05:00</Dt>", date(2026, 3, 2)),
        ("<DtTm>2026-03-02T23:30:00</DtTm>", date(2026, 3, 2)),
        ("<DtTm>2026-03-02T23:30:00Z</DtTm>", date(2026, 3, 3)),
        ("<DtTm>2026-03-02T23:30:00.123+05:00</DtTm>", date(2026, 3, 2)),
        ("", None),
    ],
)
def test_the_day_of_booking_is_the_countrys(path: Path, text: str, when: date | None) -> None:
    assert only(path, notice(entry(booked_on=text))).booked_on == when


def test_a_long_notice_streams(path: Path) -> None:
    path.write_text(notice(*(entry(details(structured=ONE), ref=f"S{n}") for n in range(5000))), encoding="utf-8")
    entries, most, total = Entries(ZoneInfo("Asia/Almaty")), 0, 0
    for _ in camt.read(path, entries):
        most, total = max(most, len(entries.found)), total + len(entries.found)
        entries.found.clear()
    assert total == 5000
    assert most < 500
