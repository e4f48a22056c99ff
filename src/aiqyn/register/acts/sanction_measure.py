"""Sanction a measure: a judge lets it come into force."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn import law
from aiqyn.protocol import subject
from aiqyn.protocol.leaves import SanctionLeaf
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure


@act
def sanction_measure(*, measure: Measure, review_by: date, actor: Actor, at: datetime) -> Measure:
    """Bring the measure into force from `at` to the end of its `ends_on`.

    The law decides again, on the facts of this moment: a payment or a lowered debt since the proposal counts.
    The leaf is what a desk sees opened after a hit, so it says everything that the desk must verify by itself.
    """
    judge = actor.official
    if judge is None:
        raise ActError("judge", "not-an-official")
    locked = lock_measure(measure)
    writ = locked.proceeding.writ
    if judge.role == law.Role.JUDGE.value and judge.court_id != writ.court_id:
        raise ActError("judge", "other-court")
    case = facts.sanction(locked, by=judge, review_by=review_by, at=at)
    require(book().decide(case))
    rule = book().ground(case.proposal)
    record(
        "sanction",
        actor=actor,
        at=at,
        measure=locked,
        content=SanctionLeaf(
            measure=locked.ref,
            measure_kind=law.MeasureKind(locked.kind),
            court=writ.court.code,
            # A court signs in both languages.
            authority=f"{writ.court.name_kk} / {writ.court.name_ru}",
            writ=writ.number,
            article=rule.article,
            rule=rule.code,
            sanctioned_on=book().local_day(at),
            ends_on=locked.ends_on,
            subject=subject.commit(bytes(locked.subject_salt), subject.of_person(writ.debtor.iin)),
        ).content(),
    )
    locked.sanctioned_by = judge
    locked.in_force_from = at
    locked.review_by = review_by
    locked.article = rule.article
    locked.save(update_fields=["sanctioned_by", "in_force_from", "review_by", "article"])
    return locked
