"""Machine readable zones as a keyboard scanner types them."""

from __future__ import annotations

from datetime import date

import pytest

from aiqyn.identifiers import mrz
from aiqyn.identifiers.document import DocumentKind
from aiqyn.identifiers.errors import IdentifierError

# The specimens of ICAO 9303, parts 4 and 5.
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n"


def card(iin: str = "850615300073", born: str = "850615") -> str:
    """A synthetic card of Kazakhstan with the IIN in the optional field."""
    number = "012345678"
    first = f"IDKAZ{number}{mrz.check_digit(number)}{iin}".ljust(30, "<")
    dates = f"{born}{mrz.check_digit(born)}M350101{mrz.check_digit('350101')}"
    second = f"{dates}KAZ<<<<<<<<<<<"
    total = mrz.check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return f"{first}\n{second}{total}\n{'AHMETOV<<ALI'.ljust(30, '<')}"


def test_a_passport() -> None:
    scan = mrz.read(TD3)
    assert str(scan.document) == "UTO:L898902C3"
    assert scan.document.kind is DocumentKind.PASSPORT
    assert (scan.birth_date, scan.expires_on, scan.iin) == (date(1974, 8, 12), date(2012, 4, 15), None)
    assert (scan.surname, scan.given_name) == ("ERIKSSON", "ANNA MARIA")


def test_an_identity_card() -> None:
    scan = mrz.read(TD1)
    assert str(scan.document) == "UTO:D23145890"
    assert scan.document.kind is DocumentKind.ID_CARD


def test_a_card_that_prints_the_iin() -> None:
    scan = mrz.read(card())
    assert (scan.iin, str(scan.document)) == ("850615300073", "KAZ:012345678")
    assert mrz.read(card(born="850616")).iin is None


@pytest.mark.parametrize("text", [TD3, TD1, card()])
def test_spaces_line_breaks_and_small_letters_do_not_matter(text: str) -> None:
    lines = text.split()
    for spoken in ("".join(lines), " ".join(lines), "\r\n".join(lines) + "\r\n", text.lower()):
        assert mrz.read(spoken) == mrz.read(text)


@pytest.mark.parametrize("text", [TD3, TD1, card()], ids=["TD3", "TD1", "card"])
def test_every_digit_is_held_by_a_check_digit(text: str) -> None:
    joined = "".join(text.split())
    start, end = (44, 88) if len(joined) == 88 else (5, 60)
    for at in range(start, end):
        if joined[at].isdigit():
            wrong = joined[:at] + str((int(joined[at]) + 1) % 10) + joined[at + 1 :]
            with pytest.raises(IdentifierError):
                mrz.read(wrong)


@pytest.mark.parametrize("text", ["", "P<UTO", "Ж" * 88, "A" * 88, "I" * 90, "P" * 500, "V<" + "A" * 86])
def test_zones_that_are_none(text: str) -> None:
    with pytest.raises(IdentifierError) as error:
        mrz.read(text)
    assert error.value.field == "mrz"
    assert not text or text not in str(error.value)


def test_a_two_digit_year_is_the_latest_that_has_passed() -> None:
    born_1926 = card(born="260615")
    assert mrz.read(born_1926).birth_date.year == 2026
    assert mrz.read(born_1926, today=date(2026, 3, 1)).birth_date.year == 1926


def test_convention_travel_documents_are_a_kind_of_their_own() -> None:
    convention = TD3.replace("P<UTO", "PTUTO", 1)
    assert mrz.read(convention).document.kind is DocumentKind.CONVENTION
