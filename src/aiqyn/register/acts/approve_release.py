"""Approve that a vehicle goes: the first of two people. The vehicle stays until another one hands it over."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, record, require
from aiqyn.register.acts._custody import own_intake
from aiqyn.register.facts import impound
from aiqyn.register.law_book import book
from aiqyn.register.rows import RELATIONS, ImpoundRelease, Intake, Person


@act
def approve_release(
    *, intake: Intake, released_to: Person, relation: str, paper: str, actor: Actor, at: datetime
) -> ImpoundRelease:
    """Write to whom it may go, by which right. A new approval takes the place of one that nobody carried out.

    ActRefused when a measure still holds the vehicle, it has left, or the person has no right to it.
    """
    official, fresh = own_intake(intake, actor)
    if relation not in RELATIONS:
        raise ActError("relation", "unknown-relation")
    right = impound.right(fresh, released_to, relation, paper, at)
    # Who the second one is shows when they come; here it is somebody else.
    second = f"not {official.ref}"
    facts = impound.handing_over(fresh, entitled=right.entitled, first=official.ref, second=second, at=at)
    require(book().decide(facts))
    record(
        "handover-approval",
        actor=actor,
        at=at,
        measure=fresh.measure,
        content={"measure": fresh.measure.ref, "intake": fresh.ref, "relation": relation},
    )
    row, _ = ImpoundRelease.objects.update_or_create(
        intake=fresh,
        defaults={
            "released_to": released_to,
            "relation": relation,
            "representation": right.power,
            "contest": right.contest,
            "paper": paper.strip(),
            "first_official": official,
            "approved_at": at,
        },
    )
    return row
