"""A past for a story: what happened weeks before it begins, by the acts themselves with the moments of then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aiqyn import law
from aiqyn.law.calendar import add_months
from aiqyn.register.acting import Actor
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.acts.open_proceeding import open_proceeding
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.record_service import record_service
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.acts.send_notice import send_notice
from aiqyn.register.queries import cases, check, overview
from aiqyn.register.queries.pages import Visitor


@dataclass(frozen=True, slots=True)
class Past:
    """Before `now`, in days."""

    now: datetime

    def in_force(self, court: str, writ: str, agent: str, judge: str, *, days: int) -> str:
        """A departure restriction on an imported writ, sanctioned so many days ago; its reference."""
        at, holder, by = self.now - timedelta(days=days), Visitor(cases.official(agent)).officer, _actor(agent)
        imported = cases.unopened_writ(court, writ)
        if imported is None:
            raise LookupError(f"no unopened writ of court {court}")
        case = open_proceeding(writ=imported, agent=holder, actor=by, at=at - timedelta(days=9))
        sent = at - timedelta(days=8)
        notice = send_notice(proceeding=case, kind="special", channel="registered-mail", actor=by, at=sent)
        served = at - timedelta(days=6)
        record_service(notice=notice, served_at=served, actor=by, at=served)
        measure = propose_measure(
            proceeding=case,
            kind=law.MeasureKind.DEPARTURE_RESTRICTION,
            ends_on=add_months(at.date(), 6),
            reasons="Unpaid.",
            actor=by,
            at=at - timedelta(days=1),
        )
        sanction_measure(measure=measure, review_by=add_months(at.date(), 3), actor=_actor(judge), at=at)
        return measure.ref

    def contested(self, ref: str, iin: str, words: str, *, days: int) -> date:
        """The person contested it so many days ago; the day by which it was to be decided."""
        measure = check.measure(ref)
        if measure is None:
            raise LookupError("no such measure")
        actor, at = Actor("person", "person"), self.now - timedelta(days=days)
        filer = overview.person(iin)
        return file_contest(measure=measure, filer=filer, words=words, disputed_minor=0, actor=actor, at=at).due_on


def _actor(ref: str) -> Actor:
    return Actor.of(Visitor(cases.official(ref)).officer)
