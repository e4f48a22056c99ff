"""Reading a notice without a register."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aiqyn.register.acts.open_proceeding import payment_reference
from aiqyn.register.acts.record_payment import Entry
from aiqyn.register.intake import camt
from aiqyn.register.intake.entries import Entries
from aiqyn.register.intake.refusals import FileRefused, Refusal

ONE, OTHER = payment_reference("2026000000001"), payment_reference("2026000000002")


def read(path: Path, text: str | bytes) -> list[Entry | None]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    entries = Entries(ZoneInfo("Asia/Almaty"))
    for _ in camt.read(path, entries):
        pass
    return entries.found


def only(path: Path, text: str) -> Entry:
    (found,) = read(path, text)
    assert found is not None
    return found


def refused(path: Path, text: str | bytes) -> Refusal:
    with pytest.raises(FileRefused) as caught:
        read(path, text)
    return caught.value.refusal


def told(found: list[Entry | None]) -> list[tuple[str, int, str, bool]]:
    return [(e.entry_ref, e.amount.minor, e.reference, e.returned) for e in found if e is not None]
