"""The signed head: which token set is the newest of a purpose and a day, and that the register is alive to
say so.

Signed every few seconds as a C2SP note whose text is seven lines::

    aiqyn head v1
    border-departure
    2026-02-03
    4
    1024
    9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    1770094800

The head of a trial has an eighth line, `shadow`: nothing that is asked under it has any effect.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from aiqyn.law import Purpose
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteSigner, NoteVerifier, open_note
from aiqyn.protocol import strict
from aiqyn.protocol.errors import ProtocolError

_TITLE = "aiqyn head v1"
_SHADOW = "shadow"
# A head from a clock that runs ahead is accepted for so many seconds; beyond, the two clocks cannot agree on
# an age.
CLOCK_TOLERANCE = 30


@dataclass(frozen=True, slots=True)
class Head:
    """The newest set of a purpose and a day. `digest` is SHA-256 of the set's file, `at` the unix second of
    signing.
    """

    purpose: Purpose
    day: date
    number: int
    count: int
    digest: bytes
    at: int
    shadow: bool = False

    def text(self) -> str:
        """The seven lines that are signed; in a trial eight."""
        lines = (
            _TITLE, self.purpose.value, self.day.isoformat(), str(self.number), str(self.count),
            self.digest.hex(), str(self.at), *((_SHADOW,) if self.shadow else ()),
        )  # fmt: skip
        return "\n".join(lines) + "\n"

    def sign(self, signer: NoteSigner) -> str:
        """The head as a signed note."""
        return signer.sign(self.text())

    @classmethod
    def open(cls, note: str, verifier: NoteVerifier) -> Head:
        """Verify and read a signed head; ProtocolError names what is wrong."""
        try:
            return cls.parse(open_note(note, [verifier]))
        except LedgerError as error:
            raise ProtocolError("head", "has no valid signature of the register") from error

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read the text of a head whose signature has been verified."""
        lines = text.split("\n")
        shadow = lines[7:] == [_SHADOW, ""]
        if not (shadow or lines[7:] == [""]) or lines[0] != _TITLE:
            raise ProtocolError("head", "must be the seven lines of an aiqyn head v1, or eight in a trial")
        return cls(
            purpose=strict.choice(Purpose, lines[1], "purpose"),
            day=strict.day_text(lines[2], "day"),
            number=strict.whole_text(lines[3], "number"),
            count=strict.whole_text(lines[4], "count"),
            digest=strict.hexadecimal_text(lines[5], "digest", 32),
            at=strict.whole_text(lines[6], "at"),
            shadow=shadow,
        )

    def check(self, *, purpose: Purpose, day: date, now: float, oldest: timedelta) -> None:
        """Refuse a head of another purpose or day, older than the law's maximum, or from the future.

        `now` is a unix time in seconds.
        """
        if self.purpose is not purpose:
            raise ProtocolError("purpose", "the head is of another purpose")
        if self.day != day:
            raise ProtocolError("day", "the head is of another day")
        if now - self.at > oldest.total_seconds():
            raise ProtocolError("at", "the head is too old")
        if self.at - now > CLOCK_TOLERANCE:
            raise ProtocolError("at", "the head is from the future")
