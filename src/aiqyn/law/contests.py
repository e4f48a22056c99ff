"""Contests, "this is not my debt", and handing a vehicle back: who may, and by when."""

from __future__ import annotations

from datetime import timedelta

from aiqyn.law.facts import ContestDecisionFacts, ContestFacts, DisputeFacts, ImpoundReleaseFacts
from aiqyn.law.kinds import MeasureState, Role
from aiqyn.law.rulebook import Rules

_LIVING = {MeasureState.IN_FORCE, MeasureState.SUSPENDED}


def against_contest(law: Rules, facts: ContestFacts) -> str | None:
    """What stands against a contest: while a measure binds there is always time, and some after it ended."""
    if not facts.entitled:
        return "not-entitled"
    if facts.open_contest:
        return "contest-open"
    if facts.state not in _LIVING:
        today = law.local_day(facts.at)
        days = timedelta(days=law.value("contest-file-days", today))
        if facts.ended_on is None or today > facts.ended_on + days:
            return "contest-too-late"
    return None if facts.reasons.strip() else "reasons-missing"


def against_contest_decision(facts: ContestDecisionFacts) -> str | None:
    """What stands against deciding a contest."""
    if facts.role is not Role.JUDGE:
        return "not-a-judge"
    if not facts.own_case:
        return "not-own-case"
    if facts.sanctioned_by == facts.decided_by:
        return "own-sanction"
    if not facts.open:
        return "contest-decided"
    return None if facts.reasons.strip() else "reasons-missing"


def against_answer(facts: DisputeFacts) -> str | None:
    """What stands against an answer to "this is not my debt"."""
    if facts.role is not Role.DUTY_OFFICER:
        return "not-a-duty-officer"
    if not facts.open:
        return "dispute-answered"
    return None if facts.reasons.strip() else "reasons-missing"


def against_handing_over(facts: ImpoundReleaseFacts) -> str | None:
    """What stands against handing a vehicle back."""
    if facts.already_released:
        return "vehicle-released"
    if not facts.measure_ended:
        return "measure-binds"
    if not facts.entitled:
        return "not-entitled-to-vehicle"
    return "two-officials" if not facts.first or not facts.second or facts.first == facts.second else None
