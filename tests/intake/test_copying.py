"""The register's own copy of a file, and what cannot be copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from aiqyn.register.intake import FileRefused, copying
from aiqyn.register.rows import Court, ImportRun
from tests.intake.making import COURTS, court, table, take

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("code,name_kk,name_ru,name_en\n1,а,б,в\n".encode("cp1251"), 2),
        (",".join(COURTS).encode("utf-16"), 1),
        (b"code,name_kk,name_ru,name_en\n" + b"1,x,x,x\n" * 300_000 + b"2,\xe9,x,x\n", 300_002),
        (b"code,name_kk,name_ru,name_en\n1,x,x,\xd0", 2),
    ],
)
def test_a_wrong_encoding_refuses_the_file_at_its_line(tmp_path: Path, inbox: Path, raw: bytes, line: int) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(raw)
    with pytest.raises(FileRefused) as caught:
        take("courts", path)
    assert (caught.value.refusal.code, caught.value.refusal.line) == ("encoding", line)
    assert Court.objects.count() == ImportRun.objects.count() == 0
    assert list(inbox.iterdir()) == []


def test_a_character_over_the_edge_of_a_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_CHUNK", 3)
    assert take("courts", table(tmp_path / "c.csv", COURTS, [court()])).accepted == 1


def test_a_file_that_is_none(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none", "no-such-file"), (tmp_path, "not-readable")):
        with pytest.raises(FileRefused) as caught:
            take("courts", path)
        assert caught.value.refusal.code == code


def test_the_copy_is_for_the_register_alone(tmp_path: Path, inbox: Path) -> None:
    report = take("courts", table(tmp_path / "c.csv", COURTS, [court()]))
    assert (inbox.stat().st_mode & 0o777, (inbox / report.digest).stat().st_mode & 0o777) == (0o700, 0o600)
    assert (inbox / report.digest).read_bytes() == (tmp_path / "c.csv").read_bytes()
