"""A country is data: Zembla, which does not exist, decides otherwise by the same code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from aiqyn import law

ZEMBLA = law.load_folder(Path(__file__).parent / "countries" / "zz", "zz")
KAZAKHSTAN = law.load("kz")
NOW = datetime(2026, 3, 10, 5, tzinfo=UTC)
FACTS = law.ProposalFacts(
    measure=law.MeasureKind.DEPARTURE_RESTRICTION,
    at=NOW,
    claim=law.ClaimKind.LUMP,
    outstanding_minor=701,
    currency="ZZD",
    arrears_since=None,
    debtor_birth_date=date(2000, 1, 1),
    debtor_died_on=None,
    proceeding_open=True,
    measure_open=False,
    special_notice_served_at=None,
    other_notice_served_at=NOW,
    ends_on=date(2026, 6, 10),
)


def code(facts: law.Facts, book: law.LawBook = ZEMBLA) -> str:
    decision = book.decide(facts)
    return decision.code if isinstance(decision, law.Refused) else ",".join(decision.rules)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "ground-debt"),
        ({"outstanding_minor": 700}, "no-ground"),
        ({"currency": "KZT"}, "currency-not-national"),
        ({"debtor_birth_date": date(2006, 1, 1)}, "debtor-minor"),
        ({"ends_on": date(2026, 6, 11)}, "end-too-late"),
        ({"other_notice_served_at": None}, "notice-not-served"),
        ({"measure": law.MeasureKind.DEBTOR_SEARCH, "whereabouts_unknown": True}, "measure-not-in-this-country"),
        ({"measure": law.MeasureKind.VEHICLE_DETENTION}, "measure-not-in-this-country"),
        ({"subject": law.SubjectKind.HEAD}, "subject-not-named"),
        ({"claim": law.ClaimKind.PERIODIC, "arrears_since": date(2020, 1, 1), "outstanding_minor": 1}, "no-ground"),
        (
            {"measure": law.MeasureKind.VEHICLE_DISPOSAL_BAN, "outstanding_minor": 1, "other_notice_served_at": None},
            "ground-vehicle",
        ),
    ],
)
def test_zembla_decides_by_its_own_edict(changes: dict[str, Any], said: str) -> None:
    assert code(replace(FACTS, **changes)) == said


def test_the_same_facts_in_kazakhstan() -> None:
    assert code(FACTS, KAZAKHSTAN) == "currency-not-national"
    assert code(replace(FACTS, currency="KZT", outstanding_minor=50_000_000), KAZAKHSTAN) == "special-notice-not-served"


def test_its_table_days_and_order_are_its_own() -> None:
    today = ZEMBLA.local_day(NOW)
    effect = ZEMBLA.effect(law.MeasureKind.DEPARTURE_RESTRICTION, law.Purpose.BORDER_DEPARTURE, today)
    assert effect is not None
    assert effect.kind is law.EffectKind.DELIVER
    assert ZEMBLA.purposes == (law.Purpose.BORDER_DEPARTURE,)
    assert ZEMBLA.satisfaction(today) == (law.ClaimCategory.OTHER, law.ClaimCategory.ALIMONY)
    assert (ZEMBLA.pace(law.Purpose.BORDER_DEPARTURE).per_minute, ZEMBLA.contest_time.days) == (2, 9)
    # Chatham is 12:45 or 13:45 ahead of Greenwich: its midnight is nobody else's.
    moment = datetime(2026, 3, 10, 10, 20, tzinfo=UTC)
    assert (ZEMBLA.local_day(moment), KAZAKHSTAN.local_day(moment)) == (date(2026, 3, 11), date(2026, 3, 10))


def test_a_payment_needs_the_agent_and_an_agent_may_suspend() -> None:
    paid = law.PaymentReleaseFacts(law.MeasureState.IN_FORCE, 0, booked=True, returned=False, at=NOW)
    assert code(paid) == "payment-needs-the-agent"
    sleep = law.SuspensionFacts(
        law.MeasureState.IN_FORCE, law.Role.AGENT, law.SuspensionGround.COURT, date(2026, 3, 11), None, "Why.",
        own_case=True, at=NOW,
    )  # fmt: skip
    assert code(sleep) == ""
    with pytest.raises(law.LawDataError):
        ZEMBLA.decide(replace(sleep, ground=law.SuspensionGround.TREATMENT))


def test_its_words_are_its_own() -> None:
    refused = ZEMBLA.decide(replace(FACTS, outstanding_minor=0))
    assert isinstance(refused, law.Refused)
    assert refused.article == "Edict 7"
    assert refused.words["en"].startswith("Zembla")
