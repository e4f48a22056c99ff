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
        """Bring the IIN into normal form; IdentifierError when there is none, or the document is a convention's."""
        object.__setattr__(self, "iin", iins.validate(self.iin))
        _expect(self.document, convention=False)

    def canonical(self) -> bytes:
        """The key's bytes."""
        return _canonical("person", self.iin, self.document.state, self.document.number)


@dataclass(frozen=True, slots=True, repr=False)
class ForeignPersonKey:
    """A person without IIN: issuing state and document number, and the date of birth."""

    document: Document
    birth_date: date

    def __post_init__(self) -> None:
        """IdentifierError when either is not what it must be."""
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
        """IdentifierError when either is not what it must be."""
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


@dataclass(frozen=True, slots=True, repr=False)
class VehicleKey:
    """A vehicle's plate, VIN or chassis number, and the number of its registration certificate."""

    vehicle: Plate | Vin | Chassis
    certificate: str

    def __post_init__(self) -> None:
        """Bring the certificate into normal form; IdentifierError when a fact is missing."""
        if not isinstance(self.vehicle, Plate | Vin | Chassis):
            raise IdentifierError("vehicle", "missing")
        object.__setattr__(self, "certificate", certificates.validate(self.certificate))

    def canonical(self) -> bytes:
        """The key's bytes."""
        kind = {Plate: "vehicle-plate", Vin: "vehicle-vin", Chassis: "vehicle-chassis"}[type(self.vehicle)]
        return _canonical(kind, self.vehicle.number, self.certificate)


Key = PersonKey | ForeignPersonKey | ConventionKey | VehicleKey


def _expect(document: Document, *, convention: bool) -> None:
    if not isinstance(document, Document):
        raise IdentifierError("document", "missing")
    if (document.kind is DocumentKind.CONVENTION) is not convention:
        raise IdentifierError("document", "kind")


def _expect_date(birth_date: date) -> None:
    if type(birth_date) is not date:
        raise IdentifierError("birth-date", "missing")
