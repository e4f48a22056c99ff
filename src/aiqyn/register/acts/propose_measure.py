"""Propose a measure: the agent asks, the law allows or refuses with its article."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record, require
from aiqyn.register.facts.measures import served_notice
from aiqyn.register.facts.reasons import copied
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure, Official, Proceeding, Vehicle

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@act
def propose_measure(
    *,
    proceeding: Proceeding,
    kind: law.MeasureKind,
    ends_on: date | None,
    reasons: str,
    actor: Actor,
    at: datetime,
    vehicle: Vehicle | None = None,
    replaces: Measure | None = None,
) -> Measure:
    """Write the proposal of the proceeding's own agent. ActRefused when the law does not allow it.

    A measure on a vehicle needs it; every other names the debtor, or the head in office of a debtor organisation.
    `replaces`: the measure of the same proceeding that ends when this one is sanctioned.
    """
    if actor.official is None or actor.official.pk != proceeding.agent_id:
        raise ActError("agent", "not-own-case")
    locked = lock_proceeding(proceeding.pk)
    _fits(locked, kind, vehicle, replaces)
    require(book().decide(facts.proposal(locked, kind, ends_on=ends_on, at=at, vehicle=vehicle)))
    _own_reasons(reasons, by=actor.official, at=at)
    if ends_on is None:
        raise ActError("ends_on", "missing")
    restricted = facts.restricted(locked, kind, on=book().local_day(at))
    if vehicle is None and restricted.person is None:
        raise ActError("person", "nobody-to-name")
    measure = Measure.objects.create(
        ref="M-" + "".join(secrets.choice(_ALPHABET) for _ in range(10)),
        proceeding=locked,
        kind=kind.value,
        person=restricted.person,
        vehicle=vehicle,
        subject_kind=restricted.kind.value,
        replaces=replaces,
        proposed_by=actor.official,
        proposed_at=at,
        notice=served_notice(locked, special=True, at=at) or served_notice(locked, special=False, at=at),
        ends_on=ends_on,
        reasons=reasons,
        subject_salt=secrets.token_bytes(32),
    )
    content = {"measure": measure.ref, "measure_kind": kind.value, "ends_on": ends_on.isoformat()}
    record("proposal", actor=actor, at=at, measure=measure, content=content, reasons=reasons)
    return measure


def _own_reasons(reasons: str, *, by: Official, at: datetime) -> None:
    """ActError when there are none, or when they were copied from another case."""
    if not reasons.strip():
        raise ActError("reasons", "missing")
    if copied(reasons, by=by, at=at):
        raise ActError("reasons", "copied")


def _fits(proceeding: Proceeding, kind: law.MeasureKind, vehicle: Vehicle | None, replaces: Measure | None) -> None:
    """ActError when the kind asks for another subject, or the measure to be replaced is none of this case."""
    if kind.of_vehicle is not (vehicle is not None):
        raise ActError("vehicle", "missing" if kind.of_vehicle else "not-of-a-vehicle")
    if replaces is not None and (replaces.proceeding_id != proceeding.pk or replaces.ended_at is not None):
        raise ActError("replaces", "not-open-in-this-case")
