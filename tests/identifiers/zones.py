"""Synthetic machine readable zones, sealed with check digits that are written out apart from the code."""

from __future__ import annotations

import string

IIN = "850615300073"


def value(letter: str) -> int:
    return 0 if letter == "<" else (string.digits + string.ascii_uppercase).index(letter)


def digit(field: str) -> str:
    """The check digit of 9303 part 3, written out apart from the code."""
    return str(sum(value(letter) * (7, 3, 1)[at % 3] for at, letter in enumerate(field)) % 10)


def card(
    optional: str = IIN,
    *,
    born: str = "850615",
    state: str = "KAZ",
    code: str = "ID",
    number: str = "012345678",
    names: str = "AHMETOV<<ALI",
) -> str:
    """A synthetic TD1 card; the optional field holds the IIN."""
    first = f"{code:<<2}{state:<<3}{number:<<9}{digit(f'{number:<<9}')}{optional:<<15}"
    second = f"{born}{digit(born)}M350101{digit('350101')}{state:<<3}{'<' * 11}"
    total = digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return f"{first}\n{second}{total}\n{names:<<30}"


def passport(
    optional: str = IIN,
    *,
    born: str = "850615",
    state: str = "KAZ",
    code: str = "P",
    nationality: str = "KAZ",
    empty: str = "<",
) -> str:
    """A synthetic TD3 passport; `empty` stands for the check digit of an empty optional field."""
    number = "N12345678"
    field = f"{optional:<<14}"
    second = f"{number}{digit(number)}{nationality:<<3}{born}{digit(born)}F350101{digit('350101')}{field}"
    second += digit(field) if optional else empty
    total = digit(second[0:10] + second[13:20] + second[21:43])
    return f"{code:<<2}{state:<<3}{'AHMETOVA<<AIGUL<SAULE':<<39}\n{second}{total}"
