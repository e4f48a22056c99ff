"""The judge's contests: a queue with the law's deadlines, the decision, and what a duty officer suspended meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiqyn import law
from aiqyn.desks.access import actor, door, visitor
from aiqyn.desks.doing import carry_out
from aiqyn.desks.fields import ChoiceField, DeskForm, ReasonsField
from aiqyn.register.acts.decide_contest import decide_contest
from aiqyn.register.law_book import book
from aiqyn.register.queries import contests, pages
from aiqyn.register.queries.two_records import two_records
from aiqyn.register.rows import Contest

_RULE = "contest-overdue-suspends"


class ContestDecisionForm(DeskForm):
    """The decision on a contest, and why."""

    answer = ChoiceField(
        label=_("Decision"),
        choices=[
            ("grant", _("Grant it: the measure is annulled")),
            ("reject", _("Reject it: the measure stays as it is")),
        ],
    )
    reasons = ReasonsField(help_text=_("Owed either way: whoever filed it reads them."))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A contest, the day from which the law itself suspends its measure, and whether its own day is over."""

    contest: Contest
    suspends_on: date | None
    overdue: bool
    own: bool

    @classmethod
    def of(cls, contest: Contest, today: date, official: str) -> Deadline:
        """How it stands on a day, for an official by reference; `own`: this very judge sanctioned the measure."""
        switched = book().has(_RULE, today) and bool(book().value(_RULE, today))
        sanctioned = contest.measure.sanctioned_by
        return cls(
            contest,
            contest.due_on + timedelta(days=1) if switched else None,
            contest.due_on < today,
            sanctioned is not None and sanctioned.ref == official,
        )


def _rule(today: date) -> law.Rule | None:
    return book().rule(_RULE, today) if book().has(_RULE, today) else None


@door("judge")
def queue(request: HttpRequest) -> HttpResponse:
    """Contests that wait for this court, the one due first on top."""
    who, now = visitor(request), timezone.now()
    today = book().local_day(now)
    context = {
        "deadlines": [Deadline.of(one, today, who.officer.ref) for one in contests.open_contests(who.bench)],
        "settle": contests.disputes_to_settle(who.bench, now),
        "rule": _rule(today),
    }
    return render(request, "desks/court/contests.html", context)


@door("judge")
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """Grant or reject a contest, with reasons either way."""
    who = visitor(request)
    contest = contests.court_contest(who.bench, ref)
    if contest is None:
        raise Http404

    def work(typed: dict[str, Any]) -> None:
        granted, now = typed["answer"] == "grant", timezone.now()
        decide_contest(contest=contest, granted=granted, reasons=typed["reasons"], actor=actor(request), at=now)

    def page(form: ContestDecisionForm, refused: law.Refused | None) -> HttpResponse:
        now = timezone.now()
        today = book().local_day(now)
        context = {
            "form": form,
            "refused": refused,
            "deadline": Deadline.of(contest, today, who.officer.ref),
            "contest": contest,
            "shown": pages.shown(contest.measure, now),
            "records": two_records(contest.measure),
            "rule": _rule(today),
        }
        return render(request, "desks/court/decide_contest.html", context)

    done = "contest-granted" if request.POST.get("answer") == "grant" else "contest-rejected"
    form = ContestDecisionForm(request.POST or None)
    return carry_out(request, form, work, done=done, back=reverse("desks:contests"), page=page)
