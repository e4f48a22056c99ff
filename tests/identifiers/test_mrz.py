"""Machine readable zones as a keyboard scanner types them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.identifiers import mrz
from aiqyn.identifiers.document import DocumentKind
from aiqyn.identifiers.errors import IdentifierError
from tests.identifiers import strategies
from tests.identifiers.zones import IIN, card, digit, passport, value

# The specimens of ICAO 9303, parts 4 and 5.
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n"
# 9303 part 5: a number of twelve characters, which goes on in the optional field.
LONG = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<\n"


def refusal(text: str) -> str:
    with pytest.raises(IdentifierError) as error:
        mrz.read(text)
    assert error.value.field == "mrz"
    assert str(error.value) == f"mrz: {error.value.code}"
    return error.value.code


def test_a_passport() -> None:
    scan = mrz.read(TD3)
    assert str(scan.document) == "UTO:L898902C3"
    assert scan.document.kind is DocumentKind.PASSPORT
    assert (scan.birth_date, scan.expires_on, scan.iin) == (date(1974, 8, 12), date(2012, 4, 15), None)
    assert (scan.surname, scan.given_names) == ("ERIKSSON", "ANNA MARIA")


def test_an_identity_card() -> None:
    scan = mrz.read(TD1)
    assert str(scan.document) == "UTO:D23145890"
    assert scan.document.kind is DocumentKind.ID_CARD
    assert (scan.surname, scan.given_names) == ("ERIKSSON", "ANNA MARIA")


def test_a_number_that_goes_on_in_the_optional_field() -> None:
    assert str(mrz.read(LONG).document) == "UTO:D23145890734"
    at = LONG.index("7349") + 3
    assert refusal(LONG[:at] + "8" + LONG[at + 1 :]) == "check-digit"


def test_a_number_with_a_hyphen_and_one_shorter_than_its_field() -> None:
    assert str(mrz.read(card(number="AB<123456")).document) == "KAZ:AB123456"
    assert str(mrz.read(card(number="A123456")).document) == "KAZ:A123456"


def test_germany_is_one_letter() -> None:
    assert str(mrz.read(card("", state="D", number="C01X00T47")).document) == "D:C01X00T47"


def test_names_without_given_names() -> None:
    scan = mrz.read(card(names="AHMETOV"))
    assert (scan.surname, scan.given_names) == ("AHMETOV", "")


@pytest.mark.parametrize("text", [card(), card(""), passport()], ids=["card", "card without", "passport"])
def test_kazakhstan_prints_the_iin(text: str) -> None:
    assert mrz.read(text).iin == (IIN if IIN in text else None)


@given(strategies.valid_iins)
def test_every_iin_is_read_whatever_its_date_part(number: str) -> None:
    assert mrz.read(card(number)).iin == number
    assert mrz.read(passport(number)).iin == number


@pytest.mark.parametrize(
    "text",
    [
        card("850615300074"),
        card("850615300073999"),
        card("999850615300073"),
        card("850615300073A"),
        card(state="UZB"),
        passport(state="KGZ"),
        passport("85061530007312"),
    ],
    ids=[
        "check digit",
        "longer",
        "longer before",
        "letter",
        "another state",
        "another passport",
        "longer in a passport",
    ],
)
def test_what_is_no_iin_of_kazakhstan_is_not_cut_to_be_one(text: str) -> None:
    assert mrz.read(text).iin is None


@pytest.mark.parametrize("text", [TD3, TD1, LONG, card(), passport()])
def test_spaces_line_breaks_and_small_letters_do_not_matter(text: str) -> None:
    lines = text.split()
    joined = "".join(lines)
    spaced = " ".join(joined[at : at + 10] for at in range(0, len(joined), 10))
    for typed in (
        joined,
        " ".join(lines),
        "\r\n".join(lines) + "\r\n",
        "\r".join(lines),
        text.lower(),
        spaced,
        f"\t {text}",
    ):
        assert mrz.read(typed) == mrz.read(text)


# Where the check digits stand: number, birth, expiry, whole (and the optional field's in a passport).
DIGITS = [
    *((card(), at) for at in (14, 36, 44, 59)),
    *((TD1, at) for at in (14, 36, 44, 59)),
    *((LONG, at) for at in (18, 36, 44, 59)),
    *((passport(), at) for at in (53, 63, 71, 86, 87)),
    *((TD3, at) for at in (53, 63, 71, 86, 87)),
]


@pytest.mark.parametrize(("text", "at"), DIGITS)
def test_each_check_digit_is_verified(text: str, at: int) -> None:
    joined = "".join(text.split())
    assert joined[at].isdigit()
    for wrong in "0123456789":
        if wrong != joined[at]:
            assert refusal(joined[:at] + wrong + joined[at + 1 :]) == "check-digit"


def resealed(text: str, at: int) -> str:
    """A passport or card with one check digit wrong and the check digit over the whole made right again."""
    joined = "".join(text.split())
    joined = joined[:at] + str((int(joined[at]) + 1) % 10) + joined[at + 1 :]
    if len(joined) == 88:
        line = joined[44:]
        return joined[:87] + digit(line[0:10] + line[13:20] + line[21:43])
    line = joined[30:60]
    return joined[:59] + digit(joined[5:30] + line[0:7] + line[8:15] + line[18:29]) + joined[60:]


@pytest.mark.parametrize(
    ("text", "at"), [*((card(), at) for at in (14, 36, 44)), *((passport(), at) for at in (53, 63, 71, 86))]
)
def test_each_field_is_verified_by_its_own_digit_too(text: str, at: int) -> None:
    assert refusal(resealed(text, at)) == "check-digit"


@pytest.mark.parametrize("text", [TD3, TD1, card(), passport()], ids=["TD3", "TD1", "card", "passport"])
def test_every_covered_character_is_held_by_a_check_digit(text: str) -> None:
    joined = "".join(text.split())
    passport_form = len(joined) == 88
    # Sex and nationality are under no check digit.
    free = {*range(54, 57), 64} if passport_form else {37, *range(45, 48)}
    for at in set(range(44, 88) if passport_form else range(5, 60)) - free:
        # Modulo 10 a letter may weigh as much as a digit does (L as 1): one more than its value is always another.
        wrong = str((value(joined[at]) + 1) % 10)
        assert refusal(joined[:at] + wrong + joined[at + 1 :]) == "check-digit"


def test_an_empty_optional_field_may_have_a_filler_or_zero() -> None:
    assert mrz.read(passport("", empty="<")).iin is None
    assert mrz.read(passport("", empty="0")).iin is None
    assert refusal(passport("", empty="1")) == "check-digit"
    unsealed = "".join(passport().split())
    second = unsealed[44:86] + "<"
    assert refusal(unsealed[:44] + second + digit(second[0:10] + second[13:20] + second[21:43])) == "check-digit"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        (" \n", "length"),
        ("P<UTO", "length"),
        ("P" * 500, "length"),
        ("A" * 89, "length"),
        ("Ж" * 88, "characters"),
        ("ß" * 44, "characters"),
        ("８" * 88, "characters"),
        ("P<UTO!" + "<" * 82, "characters"),
        ("A" * 88, "kind"),
        ("V<" + "A" * 86, "kind"),
        ("V<" + "A" * 88, "kind"),
        ("P<" + "A" * 88, "kind"),
        ("I" * 90, "check-digit"),
        (card(born="851315"), "date"),
        (card(born="85<<<<"), "date"),
        (card(state="KZ"), "state"),
        (card(number="000000000"), "zeros"),
        (card(number="123"), "length"),
    ],
)
def test_zones_that_are_none(text: str, code: str) -> None:
    assert refusal(text) == code


@given(st.text("ABCPIDKAZUTO0123456789< \n", max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert refusal(text) in {"length", "characters", "kind", "check-digit", "date", "state", "zeros"}


def test_a_two_digit_year_is_the_latest_that_has_passed() -> None:
    born_1926 = card("", born="260615")
    assert mrz.read(born_1926).birth_date.year == 2026
    assert mrz.read(born_1926, today=date(2026, 3, 1)).birth_date.year == 1926
    assert mrz.read(born_1926, today=date(2026, 6, 15)).birth_date.year == 2026
    assert mrz.read(card("", born="360615"), today=date(2040, 1, 1)).birth_date.year == 1936


@pytest.mark.parametrize(("seventh", "year"), [("3", 1926), ("4", 1926), ("5", 2026), ("6", 2026)])
def test_a_printed_iin_tells_the_century(seventh: str, year: int) -> None:
    number = strategies.whole_iin(f"260615{seventh}0001")
    assert number is not None
    assert mrz.read(card(number, born="260615")).birth_date.year == year


def test_an_iin_that_spells_another_day_leaves_the_date_to_the_zone() -> None:
    scan = mrz.read(card(born="900102"))
    assert (scan.iin, scan.birth_date) == (IIN, date(1990, 1, 2))


@pytest.mark.parametrize(
    ("code", "nationality", "kind"),
    [
        ("P", "KAZ", DocumentKind.PASSPORT),
        ("PP", "KAZ", DocumentKind.PASSPORT),
        ("PD", "KAZ", DocumentKind.PASSPORT),
        ("PT", "XXA", DocumentKind.PASSPORT),
        ("PR", "SYR", DocumentKind.CONVENTION),
        ("PS", "XXA", DocumentKind.CONVENTION),
        ("P", "XXA", DocumentKind.CONVENTION),
        ("P", "XXB", DocumentKind.CONVENTION),
        ("PC", "XXB", DocumentKind.CONVENTION),
        ("P", "XXC", DocumentKind.PASSPORT),
    ],
)
def test_convention_travel_documents_are_a_kind_of_their_own(code: str, nationality: str, kind: DocumentKind) -> None:
    assert mrz.read(passport(code=code, nationality=nationality)).document.kind is kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [("ID", DocumentKind.ID_CARD), ("C", DocumentKind.ID_CARD), ("IR", DocumentKind.RESIDENCE_PERMIT)],
)
def test_kinds_of_cards(code: str, kind: DocumentKind) -> None:
    assert mrz.read(card(code=code)).document.kind is kind


def test_a_scan_does_not_show_itself() -> None:
    shown = repr(mrz.read(card()))
    assert not any(part in shown for part in (IIN, "012345678", "AHMETOV"))
