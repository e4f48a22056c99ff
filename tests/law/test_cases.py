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
from aiqyn.law import contests, decisions, proposals
from aiqyn.law import lives as law_lives

BOOK = law.load("kz")
#: The modules that decide.
DECIDING = (decisions, proposals, law_lives, contests)
CASES = resources.files("aiqyn.law") / "rules" / "kz" / "cases"
PROPOSAL = tomllib.loads((CASES / "proposal.toml").read_text(encoding="utf-8"))
CONDUCT = tomllib.loads((CASES / "conduct.toml").read_text(encoding="utf-8"))
LIVES = tomllib.loads((CASES / "lives.toml").read_text(encoding="utf-8"))
NOW = datetime(2026, 3, 10, 5, tzinfo=UTC)
#: Texts for people that no decision returns.
FOR_THE_PERSON = {"how-to-pay", "how-to-contest", "notice-message"}
#: What a case of `lives.toml` leaves out.
DEFAULTS: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "suspension": (
        law.SuspensionFacts,
        {"state": "in-force", "role": "judge", "ground": "treatment", "starts_on": date(2026, 3, 12),
         "ends_on": date(2026, 3, 20), "reasons": "Why.", "own_case": True, "contest_due_on": None},
    ),
    "suspension-refusal": (
        law.SuspensionRefusalFacts, {"role": "judge", "reasons": "Why.", "own_case": True, "open": True},
    ),
    "resumption": (
        law.ResumptionFacts, {"state": "suspended", "role": "judge", "reasons": "Why.", "own_case": True},
    ),
    "review": (
        law.ReviewFacts,
        {"state": "in-force", "role": "judge", "reasons": "Why.", "own_case": True, "ends_on": date(2026, 12, 31),
         "review_by": date(2026, 9, 10)},
    ),
    "renewal": (
        law.RenewalFacts,
        {"state": "in-force", "role": "judge", "reasons": "Why.", "own_case": True, "proposed_by": "A",
         "renewed_by": "J", "reviewed": True, "ends_on": date(2027, 3, 10), "review_by": date(2026, 9, 10)},
    ),
    "annulment": (law.AnnulmentFacts, {"state": "in-force", "role": "judge", "reasons": "Why.", "own_case": True}),
    "withdrawal": (law.WithdrawalFacts, {"state": "in-force", "role": "agent", "reasons": "Why.", "own_case": True}),
    "lifting": (law.LiftFacts, {"state": "in-force", "role": "agent", "reasons": "Why.", "own_case": True}),
    "paying": (
        law.PaymentReleaseFacts,
        {"state": "in-force", "booked": True, "returned": False, "measure": "departure-restriction",
         "ground": "ground-debt", "sanctioned_on": date(2026, 2, 1)},
    ),
    "contest": (
        law.ContestFacts,
        {"state": "in-force", "entitled": True, "open_contest": False, "reasons": "Why.", "ended_on": None},
    ),
    "contest-decision": (
        law.ContestDecisionFacts,
        {"open": True, "role": "judge", "own_case": True, "sanctioned_by": "I", "decided_by": "J", "reasons": "Why."},
    ),
    "dispute": (law.DisputeFacts, {"open": True, "role": "duty-officer", "reasons": "Why."}),
    "handing-over": (
        law.ImpoundReleaseFacts,
        {"measure_ended": True, "entitled": True, "first": "A", "second": "B", "already_released": False},
    ),
}  # fmt: skip
ENUMERATED: dict[str, Any] = {
    "state": law.MeasureState, "role": law.Role, "measure": law.MeasureKind, "ground": law.SuspensionGround,
    "subject": law.SubjectKind, "claim": law.ClaimKind,
}  # fmt: skip
#: What the law here never says; tests/law/test_another_country.py tries it.
OF_ANOTHER_COUNTRY = {"measure-not-in-this-country"}
OF_A_CASE = {"name", "facts", "allowed", "refused", "article", "values", "without"}


def lives(case: dict[str, Any]) -> law.Facts:
    made, defaults = DEFAULTS[case["facts"]]
    fields = defaults | {name: value for name, value in case.items() if name not in OF_A_CASE}
    fields |= dict.fromkeys(case.get("without", ()))
    if made is law.RenewalFacts:
        fields["proposal"] = proposal({"ends_on": fields["ends_on"]} | case.get("proposal", {}))
    else:
        fields["at"] = NOW
    kinds = ENUMERATED if made is law.SuspensionFacts else ENUMERATED | {"ground": str}
    facts: law.Facts = made(
        **{name: kinds[name](value) if name in kinds and value is not None else value for name, value in fields.items()}
    )
    return facts


def proposal(changes: dict[str, Any]) -> law.ProposalFacts:
    empty = dict.fromkeys(
        ("arrears_since", "debtor_died_on", "special_notice_served_at", "other_notice_served_at", "ends_on")
    )
    facts = empty | PROPOSAL["base"] | changes
    for name in facts.pop("without", ()):
        facts[name] = None
    facts = {name: value for name, value in facts.items() if name not in {"name", "allowed", "refused", "article"}}
    for name in ("measure", "claim", "subject"):
        if name in facts:
            facts[name] = ENUMERATED[name](facts[name])
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


ALL = [
    *((case, proposal(case)) for case in PROPOSAL["case"]),
    *((case, conduct(case)) for case in CONDUCT["case"]),
    *((case, lives(case)) for case in LIVES["case"]),
]


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
    source = "".join(Path(str(room.__file__)).read_text(encoding="utf-8") for room in DECIDING)
    named = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', source))
    codes = {rule.code for rule in BOOK.rules}
    numbers = {rule.code for rule in BOOK.rules if rule.value is not None}
    tried = {case.get("refused") for case, _ in ALL} | {code for case, _ in ALL for code in case.get("allowed", ())}
    assert named <= codes
    assert named - numbers - OF_ANOTHER_COUNTRY <= tried
    grounds = {code for rule in BOOK.purpose_rules for code in rule.grounds}
    assert codes - numbers - named == FOR_THE_PERSON | grounds


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
