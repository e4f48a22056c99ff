"""The ledger leaves that a check reads: the sanction of an order, its suspension and its release, and the
announcement of a day's key.

A leaf's content is a JSON object; the ledger holds only its salted commitment. Whoever writes a leaf and
whoever opens one use these classes. A leaf may carry fields beyond these for other readers; the fields here
are read strictly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from aiqyn.law import MeasureKind, Purpose
from aiqyn.protocol import strict
from aiqyn.protocol.errors import ProtocolError

#: More than any vehicle has numbers, and any person documents.
_MOST_SUBJECTS = 20


def _expect(content: Mapping[str, Any], kind: str) -> None:
    if content.get("kind") != kind:
        raise ProtocolError("kind", f"the leaf is not a {kind}")


@dataclass(frozen=True, slots=True)
class SanctionLeaf:
    """An order: a judge's sanction of a measure, its renewal, or its extension to a new number. `subject` is
    a commitment of `subject.py`, and so is each of `other_subjects` (a vehicle has a plate and a VIN, a
    person without IIN several documents); days are local days.
    """

    measure: str
    measure_kind: MeasureKind
    court: str
    authority: str
    writ: str
    article: str
    rule: str
    sanctioned_on: date
    ends_on: date
    subject: bytes
    other_subjects: tuple[bytes, ...] = ()

    def names(self, commitment: bytes) -> bool:
        """Whether the order names the subject of this commitment."""
        return commitment == self.subject or commitment in self.other_subjects

    def content(self) -> dict[str, Any]:
        """The leaf's content. `other_subjects` stands there only when there are any."""
        others = {"other_subjects": [one.hex() for one in self.other_subjects]} if self.other_subjects else {}
        return others | {
            "kind": "sanction",
            "measure": self.measure,
            "measure_kind": self.measure_kind.value,
            "court": self.court,
            "authority": self.authority,
            "writ": self.writ,
            "article": self.article,
            "rule": self.rule,
            "sanctioned_on": self.sanctioned_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "subject": self.subject.hex(),
        }

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> SanctionLeaf:
        """Read a leaf's content; ProtocolError names the field that is wrong."""
        _expect(content, "sanction")
        return cls(
            measure=strict.text(content, "measure"),
            measure_kind=strict.choice(MeasureKind, content.get("measure_kind"), "measure_kind"),
            court=strict.text(content, "court"),
            authority=strict.text(content, "authority"),
            writ=strict.text(content, "writ"),
            article=strict.text(content, "article"),
            rule=strict.text(content, "rule"),
            sanctioned_on=strict.day(content, "sanctioned_on"),
            ends_on=strict.day(content, "ends_on"),
            subject=strict.hexadecimal(content, "subject", 32),
            other_subjects=_others(content),
        )


def _others(content: Mapping[str, Any]) -> tuple[bytes, ...]:
    listed = content.get("other_subjects", [])
    if not isinstance(listed, list) or len(listed) > _MOST_SUBJECTS:
        raise ProtocolError("other_subjects", f"must be a list of at most {_MOST_SUBJECTS}")
    return tuple(strict.hexadecimal_text(one, "other_subjects", 32) for one in listed)


@dataclass(frozen=True, slots=True)
class SuspensionLeaf:
    """A time in which an order binds nobody: from `starts_at` (ISO 8601 with offset) to the end of `until`,
    or until it is resumed. Why is not said: it may be an illness.
    """

    measure: str
    suspension: str
    starts_at: datetime
    until: date | None

    def content(self) -> dict[str, Any]:
        """The leaf's content."""
        return {
            "kind": "suspension",
            "measure": self.measure,
            "suspension": self.suspension,
            "starts_at": self.starts_at.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
        }

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> SuspensionLeaf:
        """Read a leaf's content; ProtocolError names the field that is wrong."""
        _expect(content, "suspension")
        return cls(
            measure=strict.text(content, "measure"),
            suspension=strict.text(content, "suspension"),
            starts_at=_moment(content, "starts_at"),
            until=None if strict.present(content, "until") is None else strict.day(content, "until"),
        )

    def covers(self, at: datetime, today: date) -> bool:
        """Whether the order sleeps at a moment that falls on the local day `today`."""
        return self.starts_at <= at and (self.until is None or today <= self.until)


def _moment(content: Mapping[str, Any], field: str) -> datetime:
    try:
        moment = datetime.fromisoformat(strict.text(content, field))
    except ValueError:
        raise ProtocolError(field, "must be an ISO 8601 moment") from None
    if moment.tzinfo is None:
        raise ProtocolError(field, "must have its offset")
    return moment


@dataclass(frozen=True, slots=True)
class ReleaseLeaf:
    """The end of a measure: `reason` is the register's word for it, `at` an ISO 8601 moment with offset."""

    measure: str
    reason: str
    at: str

    def content(self) -> dict[str, Any]:
        """The leaf's content."""
        return {"kind": "release", "measure": self.measure, "reason": self.reason, "at": self.at}

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> ReleaseLeaf:
        """Read a leaf's content; ProtocolError names the field that is wrong."""
        _expect(content, "release")
        return cls(
            measure=strict.text(content, "measure"),
            reason=strict.text(content, "reason"),
            at=strict.text(content, "at"),
        )


@dataclass(frozen=True, slots=True)
class KeyLeaf:
    """The one public evaluation key of a purpose and a day."""

    purpose: Purpose
    day: date
    public_key: bytes

    def content(self) -> dict[str, Any]:
        """The leaf's content."""
        return {
            "kind": "key",
            "purpose": self.purpose.value,
            "day": self.day.isoformat(),
            "public_key": self.public_key.hex(),
        }

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> KeyLeaf:
        """Read a leaf's content; ProtocolError names the field that is wrong."""
        _expect(content, "key")
        return cls(
            purpose=strict.choice(Purpose, content.get("purpose"), "purpose"),
            day=strict.day(content, "day"),
            public_key=strict.hexadecimal(content, "public_key", 32),
        )
