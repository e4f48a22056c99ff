"""The posted form of the clerk's page: from two fields to named facts, and from a fault back to its field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from aiqyn.client.facts import FactsError, key_of
from aiqyn.identifiers.key import Key

_DATE = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}\Z", re.ASCII)
_DEFAULT_STATE = "KAZ"
# Longer than any IIN, chassis number or date that a person types: the lines of a document.
_SCAN_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields. It is shown back only when the question could not be asked."""

    first: str = ""
    document: str = ""
    state: str = _DEFAULT_STATE
    certificate: str = ""
    convention: bool = False
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why no question could be asked: the code of its words, and the fields of the form that it is about."""

    code: str
    fields: tuple[str, ...]


def read(posted: Mapping[str, str]) -> Typed:
    """The fields of a posted form."""
    return Typed(
        first=posted.get("first", "").strip(),
        document=posted.get("document", "").strip(),
        state=posted.get("state", "").strip().upper(),
        certificate=posted.get("certificate", "").strip(),
        convention=posted.get("convention") == "yes",
        ground=posted.get("ground", ""),
    )


def question(typed: Typed, *, vehicle: bool, grounds: Collection[str] = ()) -> Key | Fault:
    """The key that was typed or scanned, or the fault to show: first of all a stop without a ground."""
    if grounds and typed.ground not in grounds:
        return Fault("ground", ("ground",))
    facts = _vehicle_facts(typed) if vehicle else _person_facts(typed)
    try:
        return key_of(facts, convention=typed.convention)
    except FactsError as error:
        return Fault(error.code, _fields(error, typed, vehicle=vehicle))


def _person_facts(typed: Typed) -> dict[str, str]:
    facts: dict[str, str] = {}
    if typed.first:
        facts[_kind_of_first(typed.first)] = typed.first
    if typed.document:
        facts["document"] = f"{typed.state or _DEFAULT_STATE}:{typed.document}"
    return facts


def _kind_of_first(first: str) -> str:
    if "<" in first or len(first) > _SCAN_LENGTH:
        return "mrz"
    return "birth-date" if _DATE.match(first) else "iin"


def _vehicle_facts(typed: Typed) -> dict[str, str]:
    facts: dict[str, str] = {}
    if typed.first:
        facts["vehicle"] = typed.first
    if typed.certificate:
        facts["certificate"] = typed.certificate
    return facts


def _fields(error: FactsError, typed: Typed, *, vehicle: bool) -> tuple[str, ...]:
    if vehicle:
        named = {
            "certificate": ("certificate",),
            "two-facts": _empty(first=typed.first, certificate=typed.certificate),
        }
        return named.get(error.code, ("first",))
    named = {
        "document": ("document",),
        "state": ("state",),
        "too-many": ("document",),
        "two-facts": _empty(first=typed.first, document=typed.document),
    }
    return named.get(error.code, ("first",))


def _empty(**fields: str) -> tuple[str, ...]:
    return tuple(name for name, value in fields.items() if not value) or ("first",)
