"""Day keys: made for today and tomorrow, the same after a restart, gone when the day is over."""

from __future__ import annotations

import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from aiqyn.evaluator.day_keys import DayKeys
from aiqyn.evaluator.seal import Seal, SealError
from aiqyn.law import Purpose

BORDER, CENTRE = Purpose.BORDER_DEPARTURE, Purpose.PUBLIC_SERVICE_CENTRE
DAY = date(2026, 11, 25)
SEAL = Seal(bytes(range(32)))


class Calendar:
    """A day that a test turns."""

    def __init__(self) -> None:
        self.day = DAY

    def today(self) -> date:
        return self.day


def key_files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_keys_are_made_for_today_and_tomorrow_and_no_other_day(tmp_path: Path) -> None:
    keys = DayKeys(tmp_path, [BORDER, CENTRE], Calendar().today, seal=SEAL)
    keys.turn()
    assert key_files(tmp_path) == [
        f"{purpose}/2026-11-{day}.key" for purpose in ("border-departure", "public-service-centre") for day in (25, 26)
    ]
    for path in tmp_path.rglob("*.key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert len(path.read_bytes()) == 12 + 32 + 16  # nonce, seed, tag
    public = keys.public()
    assert {purpose: sorted(days) for purpose, days in public.items()} == {
        BORDER: [DAY, DAY + timedelta(1)],
        CENTRE: [DAY, DAY + timedelta(1)],
    }
    assert len({key for days in public.values() for key in days.values()}) == 4
    assert keys.key(BORDER, DAY - timedelta(1)) is None
    assert keys.key(BORDER, DAY + timedelta(2)) is None
    assert keys.key(Purpose.IMPOUND_LOT, DAY) is None


def test_a_restart_keeps_the_keys(tmp_path: Path) -> None:
    before = DayKeys(tmp_path, [BORDER], Calendar().today, seal=SEAL).public()
    assert DayKeys(tmp_path, [BORDER], Calendar().today, seal=SEAL).public() == before


def test_two_processes_that_start_together_have_one_key(tmp_path: Path) -> None:
    one, other = (DayKeys(tmp_path, [BORDER], Calendar().today, seal=SEAL) for _ in range(2))
    assert one.public() == other.public()


def test_a_key_is_destroyed_after_its_day(tmp_path: Path) -> None:
    calendar = Calendar()
    keys = DayKeys(tmp_path, [BORDER], calendar.today, seal=SEAL)
    keys.turn()
    tomorrow = keys.public()[BORDER][DAY + timedelta(1)]
    with (tmp_path / "border-departure" / "2026-11-25.key").open("rb") as still_open:
        calendar.day += timedelta(1)
        # Even before the next turn nobody can ask under it.
        assert keys.key(BORDER, DAY) is None
        keys.turn()
        assert still_open.read() == bytes(60)
    assert key_files(tmp_path) == ["border-departure/2026-11-26.key", "border-departure/2026-11-27.key"]
    assert keys.public()[BORDER][DAY + timedelta(1)] == tomorrow


def test_a_purpose_that_was_struck_off_leaves_no_old_key(tmp_path: Path) -> None:
    calendar = Calendar()
    DayKeys(tmp_path, [CENTRE], calendar.today, seal=SEAL).turn()
    calendar.day += timedelta(3)
    DayKeys(tmp_path, [BORDER], calendar.today, seal=SEAL).turn()
    assert key_files(tmp_path) == ["border-departure/2026-11-28.key", "border-departure/2026-11-29.key"]


def test_a_damaged_key_is_never_replaced_in_silence(tmp_path: Path) -> None:
    DayKeys(tmp_path, [BORDER], Calendar().today, seal=SEAL).turn()
    (tmp_path / "border-departure" / "2026-11-25.key").write_bytes(b"short")
    with pytest.raises(SealError):
        DayKeys(tmp_path, [BORDER], Calendar().today, seal=SEAL).key(BORDER, DAY)


def test_a_key_answers_for_a_minute_after_its_day_and_is_then_destroyed(tmp_path: Path) -> None:
    calendar, lately = Calendar(), Calendar()
    keys = DayKeys(tmp_path, [BORDER], calendar.today, seal=SEAL, lately=lately.today)
    keys.turn()
    before = keys.key(BORDER, DAY)
    calendar.day += timedelta(1)
    keys.turn()
    assert keys.key(BORDER, DAY) == before
    # It answers, but is announced no more, and a process that never knew it makes none for a day that is over.
    assert sorted(keys.public()[BORDER]) == [DAY + timedelta(1), DAY + timedelta(2)]
    other = DayKeys(tmp_path / "other", [BORDER], calendar.today, seal=SEAL, lately=lately.today)
    assert other.key(BORDER, DAY) is None
    lately.day += timedelta(1)
    keys.turn()
    assert keys.key(BORDER, DAY) is None
    assert "border-departure/2026-11-25.key" not in key_files(tmp_path)


def test_a_sealed_key_is_nothing_without_its_seal_and_in_no_other_place(tmp_path: Path) -> None:
    DayKeys(tmp_path, [BORDER, CENTRE], Calendar().today, seal=SEAL).turn()
    with pytest.raises(SealError):
        DayKeys(tmp_path, [BORDER], Calendar().today, seal=Seal(bytes(32))).key(BORDER, DAY)
    moved = tmp_path / "border-departure" / "2026-11-25.key"
    moved.write_bytes((tmp_path / "public-service-centre" / "2026-11-25.key").read_bytes())
    with pytest.raises(SealError):
        DayKeys(tmp_path, [BORDER], Calendar().today, seal=SEAL).key(BORDER, DAY)


def test_the_seal_is_made_once_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "apart" / "seal"
    sealed = Seal.of_file(path).close(b"secret", "here")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Seal.of_file(path).open(sealed, "here") == b"secret"
    assert b"secret" not in sealed
    path.write_bytes(b"short")
    with pytest.raises(SealError):
        Seal.of_file(path)
