"""A register on trial affects nobody: step 13 of `spec/check.md`, and what a dishonest one cannot do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from aiqyn.client.desk.pages import Pages
from aiqyn.client.reasons import Reason
from aiqyn.client.spoken import spoken
from aiqyn.client.wording import LANGUAGES
from aiqyn.identifiers import document
from aiqyn.identifiers.key import PersonKey
from aiqyn.protocol.confirmation import Reply, Shadow
from aiqyn.protocol.head import Head
from aiqyn.protocol.states import State
from tests.client.conftest import Country

DEBTOR = PersonKey("900524350102", document.parse("KAZ:N12345678"))


def on_trial(head: Head) -> Head:
    return replace(head, shadow=True)


def says_shadow(reply: Reply) -> Reply:
    return replace(reply, outcome=Shadow())


@pytest.mark.parametrize("change", [says_shadow, lambda reply: reply], ids=["shadow", "in-force"])
def test_under_a_head_of_a_trial_nothing_is_a_hit(country: Country, change: Callable[[Reply], Reply]) -> None:
    """Not even a register that signs an order: what the head says counts for every answer under it."""
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    country.register.change_head, country.register.change_reply = on_trial, change
    answer = country.desk().check(DEBTOR)
    assert (answer.state, answer.reason, answer.shadow) == (State.CLEAR, Reason.SHADOW, True)
    assert (answer.order, answer.effect, answer.number) == (None, None, None)
    assert answer.to_json()["shadow"] is True


def test_a_trial_is_everybodys_or_nobodys(country: Country) -> None:
    """To free one person without a release a register would have to sign, for all to see, that it is on trial."""
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    country.register.change_reply = says_shadow
    answer = country.desk().check(DEBTOR)
    assert (answer.state, answer.reason, answer.shadow) == (State.UNKNOWN, Reason.CONFIRMATION_INVALID, False)


def test_a_miss_and_a_release_stay_what_they_are(country: Country) -> None:
    country.register.change_head = on_trial
    miss = country.desk().check(DEBTOR)
    assert (miss.state, miss.reason, miss.shadow) == (State.CLEAR, Reason.NOT_LISTED, True)
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    country.register.release(country.output(DEBTOR))
    assert country.desk().check(DEBTOR).reason is Reason.RELEASED


def test_a_failure_during_a_trial_asks_for_no_paper_procedure(country: Country) -> None:
    """A desk that saw the trial's head goes on as its own system says, also when nothing answers any more."""
    country.register.change_head = on_trial
    desk = country.desk()
    assert desk.check(DEBTOR).shadow
    country.register.override["/check/border-departure/head"] = (503, b"")
    answer = desk.check(DEBTOR)
    assert (answer.state, answer.shadow) == (State.UNKNOWN, True)
    for language in LANGUAGES:
        told = spoken(answer, desk.law, language)
        assert told.rule == ""
        page = Pages(desk.config.point, desk.config.purpose, desk.law).answer(language, answer).decode()
        assert told.do in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_clerk_sees(country: Country, language: str) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    country.register.change_head, country.register.change_reply = on_trial, says_shadow
    desk = country.desk()
    page = Pages(desk.config.point, desk.config.purpose, desk.law).answer(language, desk.check(DEBTOR)).decode()
    assert "SHADOW" in page
    assert '<p class="verdict-word">CLEAR</p>' in page
    assert "<form" not in page
    assert 'class="number"' not in page


def test_the_end_of_a_trial_is_the_next_head(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    country.register.change_head, country.register.change_reply = on_trial, says_shadow
    desk = country.desk()
    assert desk.check(DEBTOR).state is State.CLEAR
    country.register.change_head, country.register.change_reply = lambda head: head, lambda reply: reply
    country.register.number += 1
    answer = desk.check(DEBTOR)
    assert (answer.state, answer.shadow) == (State.HIT, False)
