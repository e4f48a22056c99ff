"""Every case beside the rules decides as it says; every rule has its article, its words and its case."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
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
NOW = datetime(2026, 3, 10, 5, tzinfo=UTC)
#: Texts for the person that no decision returns.
FOR_THE_PERSON = {"how-to-pay", "how-to-contest"}


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
    role = law.Role(get("role", "agent" if case["facts"] == "lift" else "judge"))
    proposed_by, reasons = get("proposed_by", "A"), get("reasons", "Why.")
    match case["facts"]:
        case "sanction":
            base = proposal(get("proposal", {}))
            ends_on: date = get("ends_on") or base.ends_on or date.max
            return law.SanctionFacts(base, state, proposed_by, "J", role, ends_on, get("review_by", date(2026, 8, 1)))
        case "refusal":
            return law.RefusalFacts(state, proposed_by, "J", role, reasons, NOW)
        case "lift":
            return law.LiftFacts(state, role, reasons, get("own_case", True), NOW)
        case "payment":
            booked, returned = get("booked", True), get("returned", False)
            return law.PaymentReleaseFacts(state, get("outstanding_minor", 0), booked, returned, NOW)
        case "expiry":
            return law.ExpiryFacts(state, date(2026, 12, 31), case["at"])
    raise AssertionError(case)


def book(case: dict[str, Any]) -> law.LawBook:
    """The law, with the values that a case supposes."""
    supposed = case.get("values", {})
    rules = tuple(replace(rule, value=supposed.get(rule.code, rule.value)) for rule in BOOK.rules)
    return replace(BOOK, rules=rules)


ALL = [(case, proposal(case)) for case in PROPOSAL["case"]] + [(case, conduct(case)) for case in CONDUCT["case"]]


@pytest.mark.parametrize(("case", "facts"), ALL, ids=[case["name"] for case, _ in ALL])
def test_case(case: dict[str, Any], facts: law.Facts) -> None:
    decision = book(case).decide(facts)
    if "allowed" in case:
        assert decision == law.Allowed(tuple(case["allowed"]))
    else:
        assert isinstance(decision, law.Refused)
        assert (decision.code, decision.article) == (case["refused"], case["article"])
        assert set(decision.words) == set(law.LANGUAGES)


def test_no_two_cases_have_one_name() -> None:
    names = [case["name"] for case, _ in ALL]
    assert len(names) == len(set(names))


def test_every_code_of_a_decision_has_words_and_a_case() -> None:
    source = Path(decisions.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', source))
    codes = {rule.code for rule in BOOK.rules}
    numbers = {rule.code for rule in BOOK.rules if rule.value is not None}
    tried = {case.get("refused") for case, _ in ALL} | {code for case, _ in ALL for code in case.get("allowed", ())}
    assert named <= codes
    assert named - numbers <= tried
    assert codes - numbers - named == FOR_THE_PERSON


def test_every_rule_has_article_and_source() -> None:
    entries: list[law.Rule | law.Effect | law.UnknownRule | law.PurposeRule] = [
        *BOOK.rules, *BOOK.effects, *BOOK.unknowns, *BOOK.purpose_rules,
    ]  # fmt: skip
    for rule in entries:
        assert rule.article
        assert rule.source
        assert rule.article in BOOK.citations
        # Of what we know, only the text of the law and an official portal are verified; the press is not.
        assert not rule.verified or (rule.article != "unknown" and rule.source.startswith("egov.kz"))


def test_a_refusal_says_what_and_what_to_do_in_three_languages() -> None:
    for rule in BOOK.rules:
        if rule.value is None and not rule.code.startswith("ground-"):
            for language in law.LANGUAGES:
                words = rule.words[language]
                assert words.endswith("."), (rule.code, language)
                assert len(re.split(r"[.:,] ", words)) > 1, (rule.code, language)
            assert len({rule.words[language] for language in law.LANGUAGES}) == len(law.LANGUAGES)
