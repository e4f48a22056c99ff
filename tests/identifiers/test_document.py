"""A document is the state that issued it, and its number."""

from __future__ import annotations

from typing import Any

import pytest

from aiqyn.identifiers import document
from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.errors import IdentifierError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("N12345678", "state"),
        (":N12345678", "state"),
        ("KZ:N12345678", "state"),
        ("KAZ1:12345", "state"),
        ("K4Z:N12345678", "state"),
        ("ҚАЗ:12345678", "state"),
        ("КАZ:N12345678", "state"),
        ("ßA:N12345678", "state"),
        ("KAZ:", "length"),
        ("KAZ:N123", "length"),
        ("KAZ:" + "1" * 21, "length"),
        ("KAZ:0000000", "zeros"),
        ("KAZ:AKHMETOV", "characters"),
        ("KAZ:N1:345678", "characters"),
        ("KAZ:12١45678", "non-ascii-digit"),
        ("KAZ:850615300073", "iin"),
        ("KAZ:850615-300073", "iin"),
    ],
)
def test_documents_that_are_none(text: str, code: str) -> None:
    with pytest.raises(IdentifierError) as error:
        document.validate(text)
    assert (error.value.field, error.value.code) == ("document", code)


def test_document_normal_form() -> None:
    assert document.validate(" kaz : n 123-456 78") == "KAZ:N12345678"
    assert document.validate("D:C01X00T47") == document.validate("deu:c01x00t47") == "D:C01X00T47"
    # Another state's number of twelve digits may happen to have an IIN's check digit.
    assert document.validate("MYS:850615300073") == "MYS:850615300073"


def test_a_documents_kind_is_one_of_the_four() -> None:
    kind: Any = "convention"
    assert Document("KAZ", "N12345678", kind).kind is DocumentKind.CONVENTION
    kind = "library-card"
    with pytest.raises(IdentifierError) as error:
        Document("KAZ", "N12345678", kind)
    assert (error.value.field, error.value.code) == ("document", "kind")
