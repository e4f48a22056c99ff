"""Machine readable zones (ICAO 9303): TD1 of ID cards (3 × 30) and TD3 of passports (2 × 44).

Scanners act as keyboards: the lines come with spaces, line breaks, or as one. Every check digit is verified; the parts
of the zone that none covers (document code, issuing state, names) are as good as the scanner.
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
#: A scanner's lines with blanks are never longer.
_MOST = 400


@dataclass(frozen=True, slots=True, repr=False)
class Scan:
    """What a document's zone says. `iin` where Kazakhstan printed a valid one in the optional field."""

    document: Document
    iin: str | None
    birth_date: date
    expires_on: date
    surname: str
    given_names: str


@dataclass(frozen=True, slots=True, repr=False)
class _Zone:
    """The fields of either form, after their check digits were verified."""

    state: str
    number: str
    kind: DocumentKind
    optional: str
    born: str
    expires: str
    names: str


def read(text: str, today: date | None = None) -> Scan:
    """Read a scanned zone. IdentifierError `mrz`: `length`, `characters`, `check-digit`, `date`, `kind`.

    What the zone says is then held to the rules of a document, whose codes it keeps: `state`, `zeros`, `iin`.
    A year of birth has two digits. A printed IIN that spells the same day tells the century; without one it is read as
    the latest year that is not after `today` (or, without it, not after the document's expiry): a person of a hundred
    years and an infant cannot be told apart by such a zone.
    """
    if len(text) > _MOST:
        raise IdentifierError("mrz", "length")
    # ASCII first: `upper` makes two letters of some others.
    lines = "".join(text.split()).upper() if text.isascii() else ""
    if text.strip() and not _ALLOWED.fullmatch(lines):
        raise IdentifierError("mrz", "characters")
    if len(lines) == 90:
        return _scan(_td1(lines[:30], lines[30:60], lines[60:]), today)
    if len(lines) == 88:
        return _scan(_td3(lines[:44], lines[44:]), today)
    raise IdentifierError("mrz", "length")


def check_digit(field: str) -> int:
    """The check digit of a field (9303 part 3, 4.9): weights 7, 3, 1; letters count from A = 10; filler is 0."""
    values = (0 if letter == "<" else int(letter, 36) for letter in field)
    return sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10


def _td1(first: str, second: str, third: str) -> _Zone:
    """9303 part 5, 4.2.2. The second optional field (11 characters) is too short for an IIN: only sealed, not read."""
    kind = _card_kind(first[:2])
    number, digit, optional = first[5:14], first[14], first[15:30]
    if digit == "<":
        # A number of more than nine characters goes on in the optional field, its check digit last.
        rest = optional.split("<", 1)[0]
        number, digit, optional = number + rest[:-1], rest[-1:], optional[len(rest) :]
    _check(number, digit)
    _check(second[0:6], second[6])
    _check(second[8:14], second[14])
    _check(first[5:30] + second[0:7] + second[8:15] + second[18:29], second[29])
    return _Zone(first[2:5], number, kind, optional, second[0:6], second[8:14], third)


def _td3(first: str, second: str) -> _Zone:
    """9303 part 4, 4.2.2."""
    kind = _passport_kind(first[:2], nationality=second[10:13])
    _check(second[0:9], second[9])
    _check(second[13:19], second[19])
    _check(second[21:27], second[27])
    if second[42] != "<" or second[28:42].strip("<"):
        # An empty optional field may have a filler for its check digit, or 0.
        _check(second[28:42], second[42])
    _check(second[0:10] + second[13:20] + second[21:43], second[43])
    return _Zone(first[2:5], second[0:9], kind, second[28:42], second[13:19], second[21:27], first[5:])


def _check(field: str, digit: str) -> None:
    if digit != str(check_digit(field)):
        raise IdentifierError("mrz", "check-digit")


def _card_kind(code: str) -> DocumentKind:
    if code[0] not in "IAC":
        raise IdentifierError("mrz", "kind")
    # The second letter is the state's own choice; R is what permits of residence commonly have.
    return DocumentKind.RESIDENCE_PERMIT if code[1] == "R" else DocumentKind.ID_CARD


def _passport_kind(code: str, nationality: str) -> DocumentKind:
    if code[0] != "P":
        raise IdentifierError("mrz", "kind")
    # 9303 part 4, 4.4: R a refugee's, S a stateless person's, T an alien's passport, which is no convention's document.
    # Older documents have no such letter; their nationality is then a code of part 3, section 5: XXA for the
    # convention of 1954, XXB for that of 1951.
    if code[1] in "RS" or (code[1] != "T" and nationality in {"XXA", "XXB"}):
        return DocumentKind.CONVENTION
    return DocumentKind.PASSPORT


def _scan(zone: _Zone, today: date | None) -> Scan:
    try:
        # A filler inside a number stands for a blank or a hyphen, which its normal form drops.
        document = Document(zone.state.strip("<"), zone.number.replace("<", ""), zone.kind)
    except IdentifierError as error:
        raise IdentifierError("mrz", error.code) from None
    number = _iin(zone.optional) if document.state == "KAZ" else None
    expires_on = _date(zone.expires, 2000)
    surname, _, given = zone.names.strip("<").partition("<<")
    return Scan(
        document=document,
        iin=number,
        birth_date=_birth_date(zone.born, number, min(today or expires_on, expires_on)),
        expires_on=expires_on,
        surname=" ".join(surname.split("<")).strip(),
        given_names=" ".join(part for part in given.split("<") if part),
    )


def _iin(optional: str) -> str | None:
    """Twelve digits between fillers that are an IIN. A longer run is something else, and is not cut to fit."""
    for piece in optional.split("<"):
        if len(piece) == 12 and iin.is_valid(piece):
            return piece
    return None


def _birth_date(digits: str, number: str | None, latest: date) -> date:
    if number is not None and number[:6] == digits and (printed := iin.birth_date(number)) is not None:
        return printed
    born = _date(digits, 2000)
    return born if born <= latest else _date(digits, 1900)


def _date(digits: str, century: int) -> date:
    try:
        return date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        raise IdentifierError("mrz", "date") from None
