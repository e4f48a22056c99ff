"""The key of two facts: the only thing that a question can be made of (spec/identifier-key.md).

Each kind is a class whose constructor takes both facts. There is none that takes one: a face, a name, a plate or a VIN
seen by a camera cannot become a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aiqyn.identifiers import certificate as certificates
from aiqyn.identifiers import chassis as chassis_numbers
from aiqyn.identifiers import iin as iins
from aiqyn.identifiers import plate as plates
from aiqyn.identifiers import vin as vins
from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.errors import IdentifierError

DOMAIN = b"aiqyn/key/v1\0"


def _canonical(kind: str, *facts: str) -> bytes:
    """Domain, then kind and facts, each after its length in two bytes: no two lists of facts give the same bytes."""
    parts = [kind.encode("ascii"), *(fact.encode("ascii") for fact in facts)]
    return DOMAIN + b"".join(len(part).to_bytes(2, "big") + part for part in parts)


@dataclass(frozen=True, slots=True, repr=False)
class PersonKey:
    """A person's IIN, and the number of a valid document of theirs."""

    iin: str
    document: Document

    def __post_init__(self) -> None:
        """Bring the IIN into normal form; IdentifierError when a fact is missing, given twice, or a convention's."""
        _expect_text("iin", self.iin)
        object.__setattr__(self, "iin", iins.validate(self.iin))
        _expect(self.document, convention=False)
        _expect_two("document", self.iin, self.document.number)

    def canonical(self) -> bytes:
        """The key's bytes."""
        return _canonical("person", self.iin, self.document.state, self.document.number)


@dataclass(frozen=True, slots=True, repr=False)
class ForeignPersonKey:
    """A person without IIN: issuing state and document number, and the date of birth."""

    document: Document
    birth_date: date

    def __post_init__(self) -> None:
        """IdentifierError when a fact is missing or of another kind."""
        _expect(self.document, convention=False)
        _expect_date(self.birth_date)

    def canonical(self) -> bytes:
        """The key's bytes."""
        return _canonical("foreign-person", self.document.state, self.document.number, self.birth_date.isoformat())


@dataclass(frozen=True, slots=True, repr=False)
class ConventionKey:
    """A holder of a convention travel document. A kind of its own: no question ever goes to a state of origin."""

    document: Document
    birth_date: date

    def __post_init__(self) -> None:
        """IdentifierError when a fact is missing or of another kind."""
        _expect(self.document, convention=True)
        _expect_date(self.birth_date)

    def canonical(self) -> bytes:
        """The key's bytes."""
        return _canonical("convention", self.document.state, self.document.number, self.birth_date.isoformat())


@dataclass(frozen=True, slots=True, repr=False)
class Plate:
    """A vehicle's plate. No key: the certificate's number is needed too."""

    number: str

    def __post_init__(self) -> None:
        """Bring it into normal form, or raise IdentifierError."""
        object.__setattr__(self, "number", plates.validate(self.number))


@dataclass(frozen=True, slots=True, repr=False)
class Vin:
    """A vehicle's VIN. No key: the certificate's number is needed too."""

    number: str

    def __post_init__(self) -> None:
        """Bring it into normal form, or raise IdentifierError."""
        object.__setattr__(self, "number", vins.validate(self.number))


@dataclass(frozen=True, slots=True, repr=False)
class Chassis:
    """A vehicle's chassis number. No key: the certificate's number is needed too."""

    number: str

    def __post_init__(self) -> None:
        """Bring it into normal form, or raise IdentifierError."""
        object.__setattr__(self, "number", chassis_numbers.validate(self.number))


_VEHICLE_KINDS = {Plate: "vehicle-plate", Vin: "vehicle-vin", Chassis: "vehicle-chassis"}


@dataclass(frozen=True, slots=True, repr=False)
class VehicleKey:
    """A vehicle's plate, VIN or chassis number, and the number of its registration certificate."""

    vehicle: Plate | Vin | Chassis
    certificate: str

    def __post_init__(self) -> None:
        """Bring the certificate into normal form; IdentifierError when a fact is missing or given twice."""
        if type(self.vehicle) not in _VEHICLE_KINDS:
            raise IdentifierError("vehicle", "missing")
        object.__setattr__(self, "certificate", certificates.validate(self.certificate))
        _expect_two("certificate", self.vehicle.number, self.certificate)

    def canonical(self) -> bytes:
        """The key's bytes."""
        return _canonical(_VEHICLE_KINDS[type(self.vehicle)], self.vehicle.number, self.certificate)


Key = PersonKey | ForeignPersonKey | ConventionKey | VehicleKey


def _expect_text(field: str, fact: str) -> None:
    if not isinstance(fact, str):
        raise IdentifierError(field, "missing")


def _expect_two(field: str, first: str, second: str) -> None:
    # One number in both places is one fact: a plate that a camera read, entered twice.
    if first == second:
        raise IdentifierError(field, "same-fact")


def _expect(document: Document, *, convention: bool) -> None:
    if not isinstance(document, Document):
        raise IdentifierError("document", "missing")
    if (document.kind is DocumentKind.CONVENTION) is not convention:
        raise IdentifierError("document", "kind")


def _expect_date(birth_date: date) -> None:
    # Not isinstance: a moment is a date to Python, and is written otherwise.
    if type(birth_date) is not date:
        raise IdentifierError("birth-date", "missing")
