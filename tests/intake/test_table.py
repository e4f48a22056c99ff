"""CSV and JSON Lines: headers, rows, and what is wrong with them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiqyn.register.intake.refusals import Fault, FileRefused
from aiqyn.register.intake.row import Row
from aiqyn.register.intake.table import Columns, Table

PLAIN = Columns(required=("a", "b"), optional=("c",))
NESTED = Columns(required=("a",), document=("kind", "number"))
SECRET = "850615300019"


def opened(path: Path, text: str | bytes, columns: Columns = PLAIN) -> Table:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return Table(path, columns)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


def contents(table: Table) -> list[Row | Fault]:
    return [row.content for row in table.rows()]


def test_columns_in_any_order(path: Path) -> None:
    table = opened(path, '\ufeffb,c,a\n1,2,3\n"x, ""y""",,Ж\n')
    assert contents(table) == [Row({"b": "1", "c": "2", "a": "3"}), Row({"b": 'x, "y"', "c": "", "a": "Ж"})]


@pytest.mark.parametrize(
    ("text", "code", "line", "field"),
    [
        ("", "empty-file", 0, ""),
        ("\n \n", "empty-file", 0, ""),
        ("a\n", "missing-column", 1, "b"),
        ("a,b,a\n", "duplicate-column", 1, "a"),
        (f"a,{SECRET}\n", "unknown-column", 1, "column 2"),
        (f"{SECRET},АХМЕТОВА\n", "unknown-column", 1, "column 1"),
        ("A,B\n", "unknown-column", 1, "column 1"),
        ("a,b,\n", "unknown-column", 1, "column 3"),
        ("a;b\n1;2\n", "separator", 1, ""),
        ("a\tb\n", "separator", 1, ""),
        ('a,"b\n', "separator", 1, ""),
        ("a\0,b\n", "nul-byte", 1, ""),
        ("\n" + "a," * 40_000 + "\n", "overlong-line", 2, ""),
    ],
)
def test_a_header_that_does_not_fit_refuses_the_file(path: Path, text: str, code: str, line: int, field: str) -> None:
    with pytest.raises(FileRefused) as caught:
        opened(path, text)
    assert (caught.value.refusal.code, caught.value.refusal.line, caught.value.refusal.field) == (
        code,
        line,
        field,
    )
    assert SECRET not in str(caught.value)


def test_json_lines_where_only_csv_is_read(path: Path) -> None:
    with pytest.raises(FileRefused, match="not-csv"):
        opened(path, '{"a": "1"}', Columns(required=("a",), json_lines=False))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("1", "ragged"),
        ("1,2,3,4", "ragged"),
        ('1,2,"3', "quoting"),
        ('1,2,"3"x', "quoting"),
        ("1,2,3\rx", "quoting"),
        ("1,\0,3", "nul-byte"),
    ],
)
def test_a_bad_csv_row(path: Path, line: str, code: str) -> None:
    table = opened(path, f"a,b,c\n{line}\n4,5,6\n")
    assert contents(table) == [Fault("row", code), Row({"a": "4", "b": "5", "c": "6"})]


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ('{"a": "1"', "row", "not-json"),
        ("[]", "row", "not-json"),
        ('"a"', "row", "not-json"),
        ('{"a": NaN}', "row", "not-json"),
        ('{"a": "\t"}', "row", "not-json"),
        ("[" * 60_000, "row", "not-json"),
        ('{"a": ' * 10_000, "row", "not-json"),
        ('{"a": "1", "a": "2"}', "row", "duplicate-column"),
        ('{"a": "1", "' + SECRET + '": "2"}', "row", "unknown-column"),
        ('{"a": true}', "a", "wrong-type"),
        ('{"a": ["1"]}', "a", "wrong-type"),
        ('{"a": {"b": "1"}}', "a", "wrong-type"),
    ],
)
def test_a_bad_json_line(path: Path, line: str, field: str, code: str) -> None:
    table = opened(path, '{"a": "1", "b": null, "c": 2.50}\n' + line + "\n")
    assert contents(table) == [Row({"a": "1", "b": "", "c": "2.50"}), Fault(field, code)]


def test_documents_inside_a_row(path: Path) -> None:
    as_csv = opened(path, "a,document_kind,document_number\n1,id-card,N1\n2,,\n", NESTED)
    assert contents(as_csv) == [
        Row({"a": "1"}, documents=(Row({"kind": "id-card", "number": "N1"}, "document_"),)),
        Row({"a": "2"}),
    ]
    as_json = opened(path, '{"a": "1", "documents": [{"kind": "id-card"}, {}]}', NESTED)
    documents = (Row({"kind": "id-card"}, "documents[0]."), Row({}, "documents[1]."))
    assert contents(as_json) == [Row({"a": "1"}, documents=documents)]
    assert documents[1].refuse("number", "length").fault == Fault("documents[1].number", "length")


@pytest.mark.parametrize("documents", ['"N1"', '["N1"]', '{"kind": "x"}', "[[]]"])
def test_documents_that_are_none(path: Path, documents: str) -> None:
    assert contents(opened(path, f'{{"a": "1", "documents": {documents}}}', NESTED)) == [
        Fault("documents", "wrong-type")
    ]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=10))
def test_what_csv_writes_is_read_and_read_on(path: Path, rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("a", "b", "c"), *rows])
    table = opened(path, text.getvalue())
    found = list(table.rows())
    wanted = [Row({"a": a, "b": b, "c": c}) for a, b, c in rows]
    assert [row.content for row in found] == wanted
    for place, row in enumerate(found):
        assert list(table.rows(row.line, row.end)) == found[place + 1 :]


VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.fixed_dictionaries({"a": VALUES}, optional={"b": VALUES, "c": st.none()}), min_size=1, max_size=8)
)
def test_what_json_writes_is_read(path: Path, rows: list[dict[str, str | None]]) -> None:
    table = opened(path, "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    # A line separator inside a text is no end of a line.
    assert contents(table) == [Row({name: value or "" for name, value in row.items()}) for row in rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_rows_or_refused(path: Path, raw: bytes) -> None:
    for before in (b"a,b\n", b'{"a": "1"}\n', b""):
        try:
            found = list(opened(path, before + raw).rows())
        except FileRefused:
            continue
        assert all(isinstance(row.content, Row | Fault) for row in found)
