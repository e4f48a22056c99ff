"""Files of an invented country, in the formats that the state's systems use: one delivery each, the same each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from aiqyn.register.neighbours.feeds import Delivery
from aiqyn.simulate import files, people
from aiqyn.simulate.neighbours.label import STAND_IN, warn

_DAY = date(2026, 1, 5)
_PEOPLE = 20
_VEHICLES = (
    "ref,plate,vin,chassis,make,owner_iin,owner_bin,deregistered_on,"
    "certificate,certificate_issued_on,certificate_cancelled_on"
)


class SyntheticFeed:
    """A feed with one delivery, of a kind of file."""

    labelled = STAND_IN

    def __init__(self, kind: str) -> None:
        """KeyError for a kind that no stand-in has."""
        self._name = f"0001-{kind}"
        self._write = _WRITERS[kind]
        warn(f"the feed of {kind}")

    def after(self, cursor: str, room: Path) -> Delivery | None:
        """As `register.neighbours.feeds.Feed`."""
        if cursor >= self._name:
            return None
        return Delivery(self._name, self._write(room / self._name))


def _population(path: Path) -> Path:
    return files.write_population(path, people.population(_PEOPLE, _DAY))


def _writs(path: Path) -> Path:
    someone = people.population(_PEOPLE, _DAY)[0]
    row = files.writ_row(
        someone, court="7501", number="7501-26-00-2/1", issued_on=str(_DAY), claim="lump", amount="500000.00",
        currency="KZT", arrears_since="", creditor="",
    )  # fmt: skip
    return files.write_writs(path, [row])


def _vehicles(path: Path) -> Path:
    owner = people.population(_PEOPLE, _DAY)[0]
    row = f"SV-1,123ABC02,XTA210990Y2765432,,ВАЗ 21099,{owner.iin},,,AA00000001,2020-01-05,"
    path.write_text(f"{_VEHICLES}\n{row}\n", encoding="utf-8")
    return path


def _payments(path: Path) -> Path:
    return files.write_payments(path, [files.Transfer("S-1", 1_000_00)], datetime(2026, 1, 6, 9, tzinfo=UTC), "S-1")


_WRITERS: Mapping[str, Callable[[Path], Path]] = {
    "courts": files.write_courts,
    "population": _population,
    "writs": _writs,
    "vehicles": _vehicles,
    "payments": _payments,
}
