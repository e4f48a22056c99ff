"""From what a clerk types or scans to a key: two facts, one of them from a document, or no question.

The facts are named as on the command line: `iin`, `document`, `birth-date`, `plate`, `vin`, `chassis`,
`certificate`, `mrz`; the page adds `vehicle`, whose kind is told by its form. A name is never one of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from aiqyn.identifiers import document, mrz, plate, vin
from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.identifiers.key import (
    Chassis,
    ConventionKey,
    ForeignPersonKey,
    Key,
    PersonKey,
    Plate,
    VehicleKey,
    Vin,
)

NAMES = ("iin", "document", "birth-date", "plate", "vin", "chassis", "certificate", "mrz")
_VEHICLES = {"plate", "vin", "chassis", "vehicle"}
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z", re.ASCII)
_WRITTEN = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})\Z", re.ASCII)


class FactsError(ValueError):
    """No question can be formed; `code` is a key of `[fault]` in the words. Carries no value of a fact."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def key_of(facts: Mapping[str, str], *, convention: bool = False) -> Key:
    """The key of exactly two facts, one of them from a document. FactsError otherwise.

    `convention`: the document is a convention travel document, a kind of its own.
    """
    given = {name: value for name, value in facts.items() if value.strip()}
    names = set(given)
    if "name" in names:
        raise FactsError("name")
    if names == {"mrz"}:
        return _scanned(given["mrz"], convention=convention)
    if len(names) > 2 or "mrz" in names:
        raise FactsError("too-many")
    try:
        return _key(given, names, convention=convention)
    except IdentifierError as error:
        raise FactsError("state" if error.code == "state" else error.field) from None


def _key(given: Mapping[str, str], names: set[str], *, convention: bool) -> Key:
    if names == {"iin", "document"} and not convention:
        return PersonKey(iin=given["iin"], document=_document(given))
    if names == {"document", "birth-date"}:
        born = birth_date(given["birth-date"])
        if convention:
            return ConventionKey(document=_document(given, DocumentKind.CONVENTION), birth_date=born)
        return ForeignPersonKey(document=_document(given), birth_date=born)
    vehicles = names & _VEHICLES
    if len(vehicles) == 1 and names == vehicles | {"certificate"}:
        kind = vehicles.pop()
        return VehicleKey(vehicle=_vehicle(kind, given[kind]), certificate=given["certificate"])
    raise FactsError("two-facts" if not {"iin", "document"} <= names else "facts")


def _document(given: Mapping[str, str], kind: DocumentKind = DocumentKind.ID_CARD) -> Document:
    return document.parse(given["document"], kind=kind)


def _vehicle(kind: str, number: str) -> Plate | Vin | Chassis:
    # Without its kind: seventeen characters are a VIN, ten or fewer a plate, all else a chassis number.
    if kind == "vin" or (kind == "vehicle" and vin.is_valid(number)):
        return Vin(number)
    if kind == "plate" or (kind == "vehicle" and plate.is_valid(number)):
        return Plate(number)
    return Chassis(number)


def _scanned(lines: str, *, convention: bool) -> Key:
    try:
        scan = mrz.read(lines, datetime.now(UTC).date())
        if convention or scan.document.kind is DocumentKind.CONVENTION:
            paper = replace(scan.document, kind=DocumentKind.CONVENTION)
            return ConventionKey(document=paper, birth_date=scan.birth_date)
        if scan.iin is not None:
            return PersonKey(iin=scan.iin, document=scan.document)
        return ForeignPersonKey(document=scan.document, birth_date=scan.birth_date)
    except IdentifierError:
        raise FactsError("mrz") from None


def birth_date(typed: str) -> date:
    """A date of birth, `YYYY-MM-DD` or day, month and year with dots, strokes or dashes."""
    written = typed.strip()
    if matched := _ISO.match(written):
        year, month, day = matched.groups()
    elif matched := _WRITTEN.match(written):
        day, month, year = matched.groups()
    else:
        raise FactsError("birth-date")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise FactsError("birth-date") from None
