"""Normal forms of every number, and the ways in which people and scanners type them."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from aiqyn.identifiers import iin as iins
from aiqyn.identifiers import vin as vins
from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.key import Chassis, ConventionKey, ForeignPersonKey, PersonKey, Plate, VehicleKey, Vin

LETTERS = string.ascii_uppercase + string.digits
BETWEEN = "\t\n\r \u00a0\u202f\u00ad-\u2010\u2011\u2012\u2013"
CYRILLIC = dict(zip("ABEKMHOPCTYXISJQW", "АВЕКМНОРСТУХІЅЈԚԜ", strict=True))


def whole_iin(digits: str) -> str | None:
    """Eleven digits and their check digit; None when there is none."""
    check = iins.check_digit(digits)
    return None if check is None else f"{digits}{check}"


def _letters(least: int, most: int) -> st.SearchStrategy[str]:
    texts = st.text(LETTERS, min_size=least, max_size=most)
    return texts.filter(lambda t: any(c.isdigit() for c in t) and set(t) != {"0"})


valid_iins = (
    st.text(string.digits, min_size=11, max_size=11)
    .filter(lambda digits: digits[4] not in "456")
    .map(whole_iin)
    .filter(lambda number: number is not None and set(number) != {"0"})
    .map(str)
)
states = st.one_of(st.just("D"), st.text(string.ascii_uppercase, min_size=3, max_size=3).filter("DEU".__ne__))
plates = _letters(4, 10)
vin_numbers = _letters(17, 17).map(lambda text: text.translate(str.maketrans("IOQ", "100"))).filter(vins.is_valid)
chassis_numbers = _letters(5, 20).filter(lambda text: len(text) != 17)
certificates = _letters(6, 15)
document_numbers = _letters(5, 20).filter(lambda text: not iins.is_valid(text))
document_texts = st.builds("{}:{}".format, states, document_numbers)

normal = {
    "certificate": certificates,
    "chassis": chassis_numbers,
    "document": document_texts,
    "iin": valid_iins,
    "plate": plates,
    "vin": vin_numbers,
}


@st.composite
def typed(draw: st.DrawFn, number: str, *, glyphs: bool = True) -> str:
    """A number as it may be typed: small letters, Cyrillic by glyph, blanks and hyphens anywhere."""
    out = []
    for letter in number:
        letter = CYRILLIC.get(letter, letter) if glyphs and draw(st.booleans()) else letter
        letter = letter.lower() if draw(st.booleans()) else letter
        out.append(letter + (draw(st.sampled_from(BETWEEN)) if draw(st.integers(0, 9)) == 0 else ""))
    return "".join(out)


def _documents(kind: DocumentKind) -> st.SearchStrategy[Document]:
    return st.builds(Document, states, document_numbers, st.just(kind))


ordinary = st.sampled_from([kind for kind in DocumentKind if kind is not DocumentKind.CONVENTION]).flatmap(_documents)
persons = st.builds(PersonKey, valid_iins, ordinary)
foreigners = st.builds(ForeignPersonKey, ordinary, st.dates())
conventions = st.builds(ConventionKey, _documents(DocumentKind.CONVENTION), st.dates())
vehicles = (
    st.tuples(
        st.one_of(plates.map(Plate), vin_numbers.map(Vin), chassis_numbers.map(Chassis)),
        certificates,
    )
    .filter(lambda pair: pair[0].number != pair[1])
    .map(lambda pair: VehicleKey(*pair))
)
keys = st.one_of(persons, foreigners, conventions, vehicles)
