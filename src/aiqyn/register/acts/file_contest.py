"""Contest a measure: in the filer's words, with the part of the debt that is disputed; due by the law's day."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.facts import contests as facts
from aiqyn.register.law_book import book
from aiqyn.register.rows import Contest, Disclosure, Measure, Person, Representation

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@act
def file_contest(
    *,
    measure: Measure,
    filer: Person,
    words: str,
    disputed_minor: int,
    actor: Actor,
    at: datetime,
    power: Representation | None = None,
    met: Disclosure | None = None,
) -> Contest:
    """Write the contest with the day by which it is to be decided.

    ActRefused when the law does not let this person contest it, or too late. `power` is a representative's; `met` the
    disclosure whose number a buyer holds. `disputed_minor`: minor units of the claim, 0 when the sum is not disputed.
    """
    locked = lock_measure(measure)
    current = None if power is None else Representation.objects.select_related("person").get(pk=power.pk)
    filed_as = facts.filing_as(locked, filer, power=current, met=met, at=at)
    require(book().decide(facts.contest(locked, filer=filer, filed_as=filed_as, words=words, at=at)))
    if not 0 <= disputed_minor <= locked.proceeding.writ.amount_minor:
        raise ActError("disputed", "not-within-the-claim")
    day = book().local_day(at)
    row = Contest(
        measure=locked,
        ref="C-" + "".join(secrets.choice(_ALPHABET) for _ in range(10)),
        filed_at=at,
        filed_by=filer,
        filed_as=filed_as,
        representation=current,
        words=words,
        disputed_minor=disputed_minor,
        due_on=day + timedelta(days=book().value("contest-decide-days", day)),
    )
    content = {"measure": locked.ref, "contest": row.ref, "due_on": row.due_on.isoformat()}
    record("contest", actor=actor, at=at, measure=locked, content=content)
    row.save()
    return row
