"""Record courts of the country, new or renamed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiqyn.register.acting import Actor, act, record
from aiqyn.register.rows import Court


@dataclass(frozen=True, slots=True)
class CourtRecord:
    """A court by its official code, with its names."""

    code: str
    name_kk: str
    name_ru: str
    name_en: str


@act
def record_courts(courts: Sequence[CourtRecord], *, actor: Actor, at: datetime) -> int:
    """Write the courts, updating names of those already known by code. Returns how many were written."""
    rows = [Court(code=c.code, name_kk=c.name_kk, name_ru=c.name_ru, name_en=c.name_en) for c in courts]
    record("courts", actor=actor, at=at, content={"codes": sorted(court.code for court in courts)})
    Court.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name_kk", "name_ru", "name_en"],
    )
    return len(rows)
