"""The ledger leaves that a check reads: the sanction of an order, its release, and the announcement of a
day's key.

A leaf's content is a JSON object; the ledger holds only its salted commitment. Whoever writes a leaf and
whoever opens one use these classes. A leaf may carry fields beyond these for other readers; the fields here
are read strictly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiqyn.law import MeasureKind, Purpose
from aiqyn.protocol import strict
from aiqyn.protocol.errors import ProtocolError


def _expect(content: Mapping[str, Any], kind: str) -> None:
    if content.get("kind") != kind:
        raise ProtocolError("kind", f"the leaf is not a {kind}")


@dataclass(frozen=True, slots=True)
class SanctionLeaf:
    """An order: a judge's sanction of a measure. `subject` is a commitment of `subject.py`; days are local
    days.
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

    def content(self) -> dict[str, Any]:
        """The leaf's content."""
        return {
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
        )


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
