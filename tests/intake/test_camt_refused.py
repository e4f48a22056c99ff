"""Notices that are refused as a whole: half of one, a malformed entry, XML that is none or too much."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiqyn.register.intake.refusals import FileRefused
from tests.intake.making import ACCOUNT, details, entry, notice
from tests.intake.reading import ONE, OTHER, read, refused, told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "camt.xml"


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ('<Amt Ccy="KZT">1000.00</Amt>', "", "missing-element", "Amt"),
        (">1000.00<", "> <", "missing-element", "Amt"),
        (">1000.00<", ">-1000.00<", "not-an-amount", "Amt"),
        (">1000.00<", ">1,000.00<", "not-an-amount", "Amt"),
        (">1000.00<", ">1e5<", "not-an-amount", "Amt"),
        (">1000.00<", ">.<", "not-an-amount", "Amt"),
        (">1000.00<", ">١٠٠٠<", "not-an-amount", "Amt"),
        (">1000.00<", ">1000.00<x/><", "missing-element", "Amt"),
        (">1000.00<", ">10000000000000.01<", "out-of-range", "Amt"),
        (">1000.00<", f">{'9' * 4001}<", "overlong-element", "Amt"),
        (' Ccy="KZT"', "", "not-a-currency", "Amt"),
        ('Ccy="KZT"', 'Ccy="tenge"', "not-a-currency", "Amt"),
        ("<CdtDbtInd>CRDT</CdtDbtInd>", "", "missing-element", "CdtDbtInd"),
        (">CRDT<", ">PLUS<", "unknown-word", "CdtDbtInd"),
        ("<Sts><Cd>BOOK</Cd></Sts>", "", "missing-element", "Sts"),
        ("<Sts>", "<RvslInd>maybe</RvslInd><Sts>", "unknown-word", "RvslInd"),
        ("<Sts>", '<Amt Ccy="KZT">1.00</Amt><Sts>', "repeated-element", "Amt"),
        ("<Dt>2026-03-02</Dt>", "<Dt>2026-02-30</Dt>", "not-a-date", "BookgDt"),
        ("<Dt>2026-03-02</Dt>", "<Dt>2.3.2026</Dt>", "not-a-date", "BookgDt"),
        ("<Dt>2026-03-02</Dt>", "<DtTm>noon</DtTm>", "not-a-date", "BookgDt"),
        (f"<IBAN>{ACCOUNT}</IBAN>", "", "missing-element", "Acct/Id/IBAN"),
        (f"<IBAN>{ACCOUNT}</IBAN>", f"<IBAN>{'K' * 35}</IBAN>", "overlong-element", "Acct/Id"),
    ],
)
def test_one_malformed_entry_refuses_the_file(path: Path, old: str, new: str, code: str, field: str) -> None:
    text = notice(entry(), entry(ref="S2"))
    place = text.rindex(old)
    found = refused(path, text[:place] + new + text[place + len(old) :])
    assert (found.code, found.field) == (code, field)
    assert found.line >= 5


def test_a_message_without_an_identification_that_needs_one(path: Path) -> None:
    text = notice(entry(ref=None)).replace("<MsgId>M1</MsgId>", "")
    assert refused(path, text).field == "GrpHdr/MsgId"


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(10))
    + "]><Document><BkToCstmrDbtCdtNtfctn>&a9;</BkToCstmrDbtCdtNtfctn></Document>"
)
BODY = "<Document><BkToCstmrDbtCdtNtfctn>%s</BkToCstmrDbtCdtNtfctn></Document>"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LAUGHS, "forbidden-xml"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + BODY % "&e;", "forbidden-xml"),
        ('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]>' + BODY % "", "forbidden-xml"),
        ('<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">' + BODY % "", "forbidden-xml"),
        ("<!DOCTYPE x>" + BODY % "", "forbidden-xml"),
        (BODY % "&e;", "malformed"),
        (BODY % "<a>", "malformed"),
        (BODY % "" + "<again/>", "malformed"),
        (BODY % "<x:y/>", "malformed"),
        ('<?xml version="1.0" encoding="no-such"?>' + BODY % "", "malformed"),
        ('<?xml version="1.0" encoding="utf-32"?>' + BODY % "", "malformed"),
        ("", "malformed"),
        ("iin,surname\n", "malformed"),
        ("<Document><BkToCstmrStmt/></Document>", "not-camt-054"),
        (BODY % ("<a>" * 70 + "</a>" * 70), "too-deep"),
        (BODY % "".join(f"<a{n}/>" for n in range(3000)), "too-many-names"),
        (BODY % "".join(f'<a b{n}=""/>' for n in range(3000)), "too-many-names"),
        (BODY % f"<!--{'x' * 2_000_000}-->", "overlong-element"),
        (BODY % f'<a b="{"x" * 2_000_000}"/>', "overlong-element"),
        (BODY % f"<a>{'x' * 2_000_000}</a>", "overlong-element"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_xml_that_is_none_or_too_much(path: Path, text: str, code: str) -> None:
    assert refused(path, text).code == code


def test_other_encodings_of_xml(path: Path) -> None:
    text = notice(entry(details(free="Оплата долга", structured=ONE)))
    for encoding in ("utf-16", "windows-1251", "utf-8-sig"):
        declared = text.replace("UTF-8", encoding.removesuffix("-sig"))
        assert told(read(path, declared.encode(encoding))) == [("S1", 100_000, ONE, False)]
    broken = refused(path, text.encode().replace("долга".encode(), b"\xff\xfe"))
    assert (broken.code, broken.line) == ("malformed", 6)


FULL = notice(entry(details(structured=ONE, free="Ә")), entry(details(structured=OTHER), ref="S2")).encode().rstrip()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(0, len(FULL) - 1))
def test_half_a_file_is_refused_wherever_it_breaks_off(path: Path, length: int) -> None:
    assert refused(path, FULL[:length]).code == "malformed"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(FULL) - 1), piece=st.binary(min_size=1, max_size=6))
def test_a_spoilt_file_is_read_or_refused(path: Path, place: int, piece: bytes) -> None:
    try:
        read(path, FULL[:place] + piece + FULL[place + len(piece) :])
    except FileRefused:
        return
