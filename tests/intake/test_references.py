"""The creditor reference in what a payer wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from aiqyn.register.acts.open_proceeding import payment_reference
from aiqyn.register.intake.references import creditor_reference, in_free_text, valid

REFERENCES = st.builds(payment_reference, st.from_regex(r"20[0-9]{2}[0-9]{9}", fullmatch=True))
# Not the letters that a reference begins with.
WORDS = st.text("абвгдәЖ .,:;№/-()", max_size=30)
ONE, OTHER = payment_reference("2026000000001"), payment_reference("2026000000002")


@given(REFERENCES)
def test_forms_of_one_reference(reference: str) -> None:
    assert valid(reference) == valid(reference.lower()) == valid(iso11649.format(reference)) == reference


@given(REFERENCES, WORDS, WORDS)
def test_a_reference_in_a_sentence(reference: str, before: str, after: str) -> None:
    assert list(in_free_text(f"{before} {reference} {after}")) == [reference]
    assert list(in_free_text(f"{before}({reference.lower()}){after}")) == [reference]
    assert reference in {*in_free_text(f"{before} {iso11649.format(reference)} {after}"), reference}


def test_a_printed_reference_in_a_sentence() -> None:
    assert list(in_free_text(f"Оплата долга {iso11649.format(ONE)}, Ахметова")) == [ONE]
    assert list(in_free_text(f"pay {ONE} and {OTHER}")) == [ONE, OTHER]
    assert list(in_free_text("RF RF00 RF99AB12 XRF18539007547034 RF185390075470340")) == []


@given(st.text(max_size=300))
def test_any_text_is_looked_through(text: str) -> None:
    for found in in_free_text(text):
        assert valid(found) == found
    assert valid(text) == "" or iso11649.is_valid(valid(text))


@pytest.mark.parametrize("digits", ["RF١٨539007547034", "RF18５39007547034", "КF18539007547034"])
def test_no_other_digits_and_letters(digits: str) -> None:
    assert valid(digits) == ""


@pytest.mark.parametrize(
    ("structured", "free", "end_to_end", "found"),
    [
        ([ONE], [OTHER], OTHER, ONE),
        ([], [f"x {ONE} x"], OTHER, ONE),
        ([], [], ONE, ONE),
        ([], ["no reference"], "NOTPROVIDED", ""),
        ([ONE, ONE], [], "", ONE),
        ([ONE, OTHER], [], "", ""),
        ([], [f"{ONE} {OTHER}"], ONE, ""),
        (["INV 77"], [f"{ONE}"], "", ONE),
        (["INV  77"], [], "", "INV 77"),
        (["INV 77", "INV 78"], [], "", ""),
        (["X" * 200], [], "", "X" * 35),
        (["  "], [], "", ""),
    ],
)
def test_where_a_reference_is_looked_for(structured: list[str], free: list[str], end_to_end: str, found: str) -> None:
    assert creditor_reference(structured, free, end_to_end) == found
