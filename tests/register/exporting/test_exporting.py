"""Leaving: everything that the register holds comes out, typed, and is read back equal, on every database."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.register.exporting import tables, writing
from aiqyn.register.exporting.reading import Export, ExportDamaged
from aiqyn.register.exporting.values import MISSING, Value, ValueRefused, from_cell, from_plain, to_cell, to_plain
from aiqyn.register.exporting.writing import Asked, ExportRefused, export
from aiqyn.register.rows import Act, Court, Leaf, Measure
from tests.register.conftest import T0, Country, make_country

LATER = T0 + timedelta(days=9)
SECRETS = {"accounts": ["password"], "measure": ["subject_salt"], "leaf": ["salt"]}


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    ledger = tmp_path / "public" / "ledger"
    (ledger / "tile" / "0").mkdir(parents=True)
    (ledger / "checkpoint").write_text("a checkpoint\n")
    (ledger / "tile" / "0" / "000").write_bytes(bytes(range(256)))
    return Asked(tmp_path / "out", ledger, tmp_path / "no-photographs")


@pytest.fixture
def full(country: Country) -> Country:
    """Rows with every odd thing in them: texts with quotes, lines and commas, nothing, bytes, money, moments."""
    country.in_force()
    country.proposed()
    country.pay(country.in_force().proceeding, 50_000_000)
    Court.objects.filter(code="7101").update(name_en="", name_ru='Ұ"л, \r\nпан\t;ә')
    return country


def typed(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def check_equal(folder: Path, *, with_secrets: bool) -> int:
    """Every row and value of the database against what the export says, in both formats."""
    read, total = Export(folder), 0
    for table in tables.tables(with_secrets=with_secrets):
        names = [column.name for column in table.columns]
        rows = [
            dict(zip(names, map(typed, row), strict=True))
            for row in table.row._base_manager.order_by("pk").values_list(*names)
        ]
        for form in writing.FORMATS:
            found = list(read.rows(read.of(table.name, form)))
            # The act of the export itself, and its leaf, came after the tables were written.
            expected = rows[:-1] if table.name in {"act", "leaf"} else rows
            assert found == expected, table.name
            total += len(found)
    return total


@pytest.mark.parametrize("with_secrets", [False, True])
def test_every_row_and_value_is_read_back(full: Country, asked: Asked, with_secrets: bool) -> None:
    done = export(replace(asked, with_secrets=with_secrets), at=LATER)
    assert check_equal(done.folder, with_secrets=with_secrets) == 2 * sum(done.counts.values())
    assert Export(done.folder).verify() == 2 * sum(done.counts.values())
    assert done.counts["measure"] == 3


@pytest.mark.postgresql
def test_every_row_and_value_is_read_back_on_postgresql(full: Country, asked: Asked) -> None:
    assert connection.vendor == "postgresql"
    assert check_equal(export(asked, at=LATER).folder, with_secrets=False) > 0


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_lets_others_write(asked: Asked) -> None:
    """Outside of a transaction the export reads one moment: what is written meanwhile is not half in it."""
    make_country().in_force()
    before = Measure.objects.count()
    with writing.snapshot():
        assert Measure.objects.count() == before
    done = export(asked, at=LATER)
    assert done.counts["measure"] == before
    assert Act.objects.filter(kind="export").count() == 1


def test_every_row_of_the_register_has_its_table() -> None:
    from django.apps import apps

    named = {table.name: table for table in tables.tables(with_secrets=True)}
    for row in apps.get_app_config("register").get_models():
        table = named[row._meta.db_table.removeprefix("register_")]
        assert [column.name for column in table.columns] == [field.attname for field in row._meta.concrete_fields]
        assert table.omitted == ()


def test_what_opens_the_ledger_stays_unless_asked_for(full: Country, asked: Asked) -> None:
    done = export(asked, at=LATER)
    read = Export(done.folder)
    assert {one.table: list(one.omitted) for one in read.resources if one.omitted} == SECRETS
    assert read.described["aiqyn:secrets"] is False
    text = "".join(path.read_text() for path in done.folder.rglob("*.jsonl"))
    for leaf in Leaf.objects.all()[:5]:
        assert str(to_plain(bytes(leaf.salt), "string", "binary")) not in text


def test_the_export_is_an_act_that_commits_to_the_descriptor(full: Country, asked: Asked) -> None:
    done = export(asked, at=LATER)
    content = json.loads(bytes(Act.objects.get(kind="export").leaf.content))
    assert content["digest"] == done.digest
    assert content["tables"] == dict(done.counts)
    assert content["with_secrets"] is False


def test_the_ledger_goes_along_as_it_is(full: Country, asked: Asked) -> None:
    done = export(asked, at=LATER)
    assert (done.folder / "ledger" / "tile" / "0" / "000").read_bytes() == bytes(range(256))
    assert set(Export(done.folder).files) == {"ledger/checkpoint", "ledger/tile/0/000"}


def test_nobody_else_reads_it(full: Country, asked: Asked) -> None:
    folder = export(asked, at=LATER).folder
    for path in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_descriptor_says_what_everything_is(full: Country, asked: Asked) -> None:
    read = Export(export(asked, at=LATER).folder)
    names = {resource["name"] for resource in read.described["resources"]}
    for resource in read.described["resources"]:
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert resource["hash"].startswith("sha256:")
        assert resource["schema"]["primaryKey"] == ["id"]
        assert all(field["aiqyn:privacy"] for field in fields.values())
        for key in resource["schema"]["foreignKeys"]:
            assert key["reference"]["resource"] in names
            assert key["fields"][0] in fields
    people = next(one for one in read.described["resources"] if one["name"] == "person-csv")
    by_name = {field["name"]: field for field in people["schema"]["fields"]}
    assert by_name["birth_date"]["type"] == "date"
    assert by_name["surname"]["aiqyn:privacy"] == "personal"


def test_one_format_and_progress(full: Country, asked: Asked) -> None:
    told: list[tuple[str, int, int]] = []
    done = export(replace(asked, formats=("csv",)), at=LATER, progress=lambda *step: told.append(step))
    assert not (done.folder / "jsonl").exists()
    assert ("measure", 3, 3) in told


def test_a_folder_that_exists_is_left_alone(full: Country, asked: Asked) -> None:
    asked.folder.mkdir()
    with pytest.raises(ExportRefused, match="exists already"):
        export(asked, at=LATER)
    assert not Act.objects.filter(kind="export").exists()
    assert list(asked.folder.iterdir()) == []


def test_what_a_crash_leaves_is_no_export(full: Country, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "record_export", die)
    with pytest.raises(KeyboardInterrupt):
        export(asked, at=LATER)
    assert not asked.folder.exists()
    monkeypatch.undo()
    assert Export(export(asked, at=LATER).folder).verify() > 0
    assert [path.name for path in asked.folder.parent.iterdir() if path.name.endswith(".part")] == []


def _change(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda out: _change(out / "csv" / "court.csv", b"7501", b"7502"), "csv/court.csv"),
        (lambda out: (out / "jsonl" / "court.jsonl").unlink(), "missing"),
        (lambda out: (out / "extra").write_text("x"), "not in the descriptor"),
        (lambda out: (out / "ledger" / "checkpoint").write_text("another"), "ledger/checkpoint"),
        (lambda out: (out / "datapackage.json").write_text("{}"), "datapackage.json"),
    ],
)
def test_an_export_that_was_touched_is_found_out(
    full: Country, asked: Asked, spoil: Callable[[Path], object], said: str
) -> None:
    folder = export(asked, at=LATER).folder
    spoil(folder)
    with pytest.raises(ExportDamaged, match=said):
        Export(folder).verify()


KINDS: list[tuple[str, str, st.SearchStrategy[Value]]] = [
    ("string", "", st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))),
    ("string", "binary", st.binary()),
    ("integer", "", st.integers(-(2**63), 2**63 - 1)),
    ("boolean", "", st.booleans()),
    ("date", "", st.dates(date(1850, 1, 1))),
    ("datetime", "", st.datetimes(datetime(1900, 1, 1), timezones=st.just(UTC))),
]


@given(st.sampled_from(KINDS).flatmap(lambda one: st.tuples(st.just(one[:2]), st.none() | one[2])))
def test_a_value_comes_back_from_both_formats(case: tuple[tuple[str, str], Value]) -> None:
    (kind, form), value = case
    plain = to_plain(value, kind, form)
    assert from_plain(json.loads(json.dumps(plain)), kind, form) == value
    if plain != MISSING:
        assert from_plain(from_cell(to_cell(plain), kind), kind, form) == value


def test_a_text_that_is_the_mark_of_nothing_is_not_lost_silently() -> None:
    with pytest.raises(ValueRefused):
        to_cell(MISSING)


@pytest.mark.parametrize(("plain", "kind"), [(1, "boolean"), (True, "integer"), ("x", "integer"), (1, "string")])
def test_a_value_of_another_type_is_refused(plain: object, kind: str) -> None:
    with pytest.raises(ValueRefused):
        from_plain(plain, kind, "")
