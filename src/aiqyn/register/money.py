"""Money: whole minor units and the currency they are in (ISO 4217). Never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass

_AMOUNT = re.compile(r"(\d{1,13})(?:\.(\d{1,2}))?", re.ASCII)
#: No writ and no bank entry is larger: a thousand billion units of the currency.
MAX_MINOR = 10**15


class MoneyError(ValueError):
    """An amount that cannot be read; the message gives the reason and never the amount."""


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units (tiyn) of `currency`; zero or more."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse what no file may bring: negative or absurd sums, a malformed currency."""
        if not 0 <= self.minor <= MAX_MINOR:
            raise MoneyError("amount out of range")
        if not re.fullmatch(r"[A-Z]{3}", self.currency):
            raise MoneyError("currency must be three Latin capitals (ISO 4217)")

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Read `123`, `123.4` or `123.45`; anything else (signs, exponents, commas) is refused."""
        found = _AMOUNT.fullmatch(text.strip())
        if found is None:
            raise MoneyError("amount must be digits with at most two decimals")
        return cls(int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")), currency)
