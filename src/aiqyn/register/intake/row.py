"""A row by its columns, and how each kind of column is read: strictly, and without repeating what stood
there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from aiqyn.identifiers import iin
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.register.intake.refusals import RowRefused
from aiqyn.register.money import Money, MoneyError

E = TypeVar("E", bound=StrEnum)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AMOUNT = re.compile(r"(\d+)(?:\.(\d{1,2}))?", re.ASCII)
#: Nobody alive was born, and no claim arose, before.
EARLIEST = date(1850, 1, 1)
# Control and format characters, surrogates, private and unassigned code points: nothing that is printed.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Row:
    """Texts by column. `prefix` goes before a column's name in a refusal; `documents` are the rows inside
    this one.
    """

    values: Mapping[str, str]
    prefix: str = ""
    documents: tuple[Row, ...] = ()

    def refuse(self, column: str, code: str) -> RowRefused:
        """The refusal of a column of this row, to be raised."""
        return RowRefused(self.prefix + column, code)

    def text(self, column: str, longest: int) -> str:
        """A text that may be empty: trimmed, in Unicode form C, printable, at most `longest` characters."""
        value = unicodedata.normalize("NFC", self.values.get(column, "").strip())
        if len(value) > longest:
            raise self.refuse(column, "length")
        if not value.isprintable() and any(unicodedata.category(mark) in _UNPRINTABLE for mark in value):
            raise self.refuse(column, "characters")
        return value

    def needed(self, column: str, longest: int) -> str:
        """A text that must not be empty."""
        value = self.text(column, longest)
        if not value:
            raise self.refuse(column, "missing")
        return value

    def day(self, column: str, *, until: date | None = None) -> date:
        """A day as `YYYY-MM-DD`, not after `until`."""
        value = self.needed(column, 40)
        self._ascii_digits(column, value)
        if not _DAY.fullmatch(value):
            raise self.refuse(column, "not-a-date")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise self.refuse(column, "not-a-date") from None
        if day < EARLIEST:
            raise self.refuse(column, "too-early")
        if until is not None and day > until:
            raise self.refuse(column, "in-the-future")
        return day

    def day_or_none(self, column: str, *, until: date | None = None) -> date | None:
        """A day, or None where the column is empty."""
        return self.day(column, until=until) if self.text(column, 40) else None

    def iin(self, column: str) -> str:
        """An IIN in normal form."""
        try:
            return iin.validate(self.needed(column, 40))
        except IdentifierError as error:
            raise self.refuse(column, error.code) from None

    def choice(self, column: str, kinds: type[E]) -> E:
        """One of the words that the kind knows."""
        try:
            return kinds(self.needed(column, 60))
        except ValueError as error:
            if isinstance(error, RowRefused):
                raise
            raise self.refuse(column, "unknown-word") from None

    def money(self, column: str, currency_column: str) -> Money:
        """An amount above zero with at most two decimals, and its currency (ISO 4217)."""
        value = self.needed(column, 40)
        self._ascii_digits(column, value)
        if value.startswith("-"):
            raise self.refuse(column, "negative")
        found = _AMOUNT.fullmatch(value)
        if found is None:
            raise self.refuse(column, "not-an-amount")
        currency = self.needed(currency_column, 40)
        if not re.fullmatch(r"[A-Z]{3}", currency):
            raise self.refuse(currency_column, "not-a-currency")
        try:
            money = Money(int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")), currency)
        except MoneyError:
            raise self.refuse(column, "out-of-range") from None
        if money.minor == 0:
            raise self.refuse(column, "zero")
        return money

    def _ascii_digits(self, column: str, value: str) -> None:
        if not value.isascii() and any(mark.isdigit() and not mark.isascii() for mark in value):
            raise self.refuse(column, "non-ascii-digit")
