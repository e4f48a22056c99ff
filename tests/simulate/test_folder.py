"""A play never deletes or writes what it did not make, and two never share a folder or a database."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aiqyn.simulate.folder import PARTS, Claim, NotOurs, is_plays, stay_home


def test_a_new_folder_is_taken_and_stays_a_plays(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "play"
    assert not is_plays(folder)
    claim = Claim(folder)
    assert is_plays(folder)
    (folder / "register").mkdir()
    claim.release()
    Claim(folder).release()


@pytest.mark.parametrize("part", PARTS)
def test_what_stands_there_already_is_not_taken(tmp_path: Path, part: str) -> None:
    (tmp_path / part).mkdir()
    (tmp_path / part / "precious").write_text("mine")
    with pytest.raises(NotOurs, match=part):
        Claim(tmp_path)
    assert (tmp_path / part / "precious").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == [part]


@pytest.mark.parametrize("written", ['folder = "."\n', 'folder = "."\nplay = false\n', "play = true = true", ""])
def test_a_real_register_is_never_taken(tmp_path: Path, written: str) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "aiqyn.toml").write_text(written)
    with pytest.raises(NotOurs):
        Claim(tmp_path)


def test_a_play_without_a_mark_is_known_by_its_configuration(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "aiqyn.toml").write_text('folder = "."\nplay = true\n')
    Claim(tmp_path).release()


def test_one_play_at_a_time(tmp_path: Path) -> None:
    first = Claim(tmp_path)
    with pytest.raises(NotOurs, match="another play"):
        Claim(tmp_path)
    first.release()
    Claim(tmp_path).release()


def test_deleting_keeps_the_mark_and_other_peoples_files(tmp_path: Path) -> None:
    claim = Claim(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("mine")
    (tmp_path / "register").mkdir()
    (tmp_path / "logs").symlink_to(elsewhere)
    (tmp_path / "mine.txt").write_text("mine")
    claim.delete(*PARTS)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".aiqyn-play", "elsewhere", "mine.txt"]
    assert (elsewhere / "precious").exists()
    claim.release()


def test_a_folder_that_cannot_be_made_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotOurs):
        Claim(tmp_path / "file" / "play")


def test_no_other_database_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AIQYN_DATABASE", "AIQYN_POINT", "AIQYN_CONFIG", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.setenv(name, "somebody-elses")
    stay_home(tmp_path / "aiqyn.toml")
    known = {name: value for name, value in os.environ.items() if name.startswith(("AIQYN", "DJANGO_SETTINGS"))}
    assert known == {"AIQYN_CONFIG": str(tmp_path / "aiqyn.toml"), "DJANGO_SETTINGS_MODULE": "aiqyn.entry.settings"}
