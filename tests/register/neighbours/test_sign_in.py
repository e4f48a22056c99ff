"""The contract of the state's sign-in, held against the stand-in (the pages and a real provider come with them)."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from aiqyn.register.neighbours.errors import NeighbourRefused
from aiqyn.register.neighbours.sign_in import Claims
from aiqyn.simulate.neighbours.sign_in import SyntheticSignIn, challenge

BACK = "https://register.example/sign-in/back/"
VERIFIER, NONCE = "v" * 43, "n" * 43


@pytest.fixture
def provider() -> SyntheticSignIn:
    return SyntheticSignIn({"person-1": "900524350102", "wrong": "900524350103"}, "https://idp.example/authorize")


def code(provider: SyntheticSignIn, account: str = "person-1") -> str:
    return provider.choose(account, nonce=NONCE, challenge=challenge(VERIFIER), back=BACK)


def test_two_claims_and_no_more(provider: SyntheticSignIn) -> None:
    claims = provider.claims(code=code(provider), nonce=NONCE, verifier=VERIFIER, back=BACK)
    assert claims == Claims("person-1", "900524350102")
    assert "900524350102" not in repr(claims)
    assert provider.labelled == "stand-in"


def test_the_browser_is_sent_with_what_binds_the_answer(provider: SyntheticSignIn) -> None:
    address = provider.address(state="s" * 43, nonce=NONCE, challenge=challenge(VERIFIER), back=BACK)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert (asked["response_type"], asked["state"], asked["nonce"]) == ("code", "s" * 43, NONCE)
    assert (asked["code_challenge_method"], asked["redirect_uri"]) == ("S256", BACK)
    assert VERIFIER not in address


def test_a_code_works_once(provider: SyntheticSignIn) -> None:
    given = code(provider)
    provider.claims(code=given, nonce=NONCE, verifier=VERIFIER, back=BACK)
    with pytest.raises(NeighbourRefused):
        provider.claims(code=given, nonce=NONCE, verifier=VERIFIER, back=BACK)


@pytest.mark.parametrize(
    "wrong", [{"code": "x"}, {"nonce": "m" * 43}, {"verifier": "w" * 43}, {"back": "https://elsewhere.example/"}]
)
def test_what_was_given_for_something_else_signs_nobody_in(provider: SyntheticSignIn, wrong: dict[str, str]) -> None:
    asked = {"code": code(provider), "nonce": NONCE, "verifier": VERIFIER, "back": BACK} | wrong
    with pytest.raises(NeighbourRefused):
        provider.claims(**asked)


def test_an_account_without_a_valid_iin_signs_nobody_in(provider: SyntheticSignIn) -> None:
    with pytest.raises(NeighbourRefused):
        provider.claims(code=code(provider, "wrong"), nonce=NONCE, verifier=VERIFIER, back=BACK)


def test_the_challenge_is_rfc_7636s() -> None:
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
