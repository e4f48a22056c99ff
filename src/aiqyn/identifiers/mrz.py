"""Machine readable zones (ICAO 9303): TD1 of ID cards (3 × 30) and TD3 of passports (2 × 44).

Scanners act as keyboards: the lines come with spaces, line breaks, or as one. Every check digit is verified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from aiqyn.identifiers import iin
from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.errors import IdentifierError

_ALLOWED = re.compile(r"[A-Z0-9<]+", re.ASCII)
_WEIGHTS = (7, 3, 1)


@dataclass(frozen=True, slots=True, repr=False)
class Scan:
    """What a document's zone says. `iin` where the state prints a valid one in the optional field."""

    document: Document
    iin: str | None
    birth_date: date
    expires_on: date
    surname: str
    given_name: str


def read(text: str, today: date | None = None) -> Scan:
    """Read a scanned zone. IdentifierError: `length`, `characters`, `check-digit`, `date`, `kind`.

    A year of birth has two digits: it is read as the latest year that is not after `today` (or, without it, not after
    the document's expiry). A person of a hundred years and an infant cannot be told apart by a zone without an IIN.
    """
    if len(text) > 400:
        raise IdentifierError("mrz", "length")
    lines = "".join(text.split()).upper()
    if not _ALLOWED.fullmatch(lines):
        raise IdentifierError("mrz", "characters")
    if len(lines) == 90:
        return _td1(lines[:30], lines[30:60], lines[60:], today)
    if len(lines) == 88:
        return _td3(lines[:44], lines[44:], today)
    raise IdentifierError("mrz", "length")


def _td1(first: str, second: str, third: str, today: date | None) -> Scan:
    optional = first[15:30]
    number, digit = first[5:14], first[14]
    if digit == "<":
        # A number of more than nine characters goes on in the optional field, its check digit last (part 5, 4.2.2).
        rest = optional.split("<", 1)[0]
        number, digit, optional = number + rest[:-1], rest[-1:], optional[len(rest) :]
    _check(number, digit)
    _check(second[0:6], second[6])
    _check(second[8:14], second[14])
    _check(first[5:30] + second[0:7] + second[8:15] + second[18:29], second[29])
    return _scan(first[:5], number, optional + second[18:29], (second[0:6], second[8:14]), third, today)


def _td3(first: str, second: str, today: date | None) -> Scan:
    if first[0] != "P":
        raise IdentifierError("mrz", "kind")
    _check(second[0:9], second[9])
    _check(second[13:19], second[19])
    _check(second[21:27], second[27])
    if second[42] != "<" or second[28:42].strip("<"):
        _check(second[28:42], second[42])
    _check(second[0:10] + second[13:20] + second[21:43], second[43])
    return _scan(first[:5], second[0:9], second[28:42], (second[13:19], second[21:27]), first[5:], today)


def _scan(head: str, number: str, optional: str, dates: tuple[str, str], names: str, today: date | None) -> Scan:
    code, state = head[:2], head[2:5]
    surname, _, given = names.strip("<").partition("<<")
    expires_on = _date(dates[1], 2000)
    birth_date = _date(dates[0], 2000)
    if birth_date > min(today or expires_on, expires_on):
        birth_date = _date(dates[0], 1900)
    return Scan(
        document=Document(state.strip("<"), number.strip("<"), _kind(code)),
        iin=_iin(optional, dates[0]),
        birth_date=birth_date,
        expires_on=expires_on,
        surname=surname.replace("<", " ").strip(),
        given_name=given.replace("<", " ").strip(),
    )


def _kind(code: str) -> DocumentKind:
    # PT and PC: travel documents under the conventions of 1951 and 1954 (9303 part 3, document codes of part 4).
    if code in {"PT", "PC", "PR"}:
        return DocumentKind.CONVENTION
    if code[0] == "P":
        return DocumentKind.PASSPORT
    if code in {"IR", "AR", "CR"}:
        return DocumentKind.RESIDENCE_PERMIT
    if code[0] in "IAC":
        return DocumentKind.ID_CARD
    raise IdentifierError("mrz", "kind")


def _iin(optional: str, born: str) -> str | None:
    """The IIN in the optional field: twelve digits that are one, and that agree with the zone's date of birth."""
    for run in re.finditer(r"\d{12,}", optional, re.ASCII):
        number = str(run[0])[:12]
        if iin.is_valid(number) and (iin.birth_date(number) is None or number[:6] == born):
            return number
    return None


def _date(digits: str, century: int) -> date:
    try:
        return date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        raise IdentifierError("mrz", "date") from None


def _check(field: str, digit: str) -> None:
    if digit != str(check_digit(field)):
        raise IdentifierError("mrz", "check-digit")


def check_digit(field: str) -> int:
    """The check digit of a field (9303 part 3, 4.9): weights 7, 3, 1; letters count from A = 10; filler is 0."""
    values = (0 if letter == "<" else int(letter, 36) for letter in field)
    return sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10
