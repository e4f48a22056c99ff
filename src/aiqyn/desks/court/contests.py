"""The judge's contests: a queue with the law's deadlines, the decision, and what a duty officer suspended meanwhile."""

from __future__ import annotations

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


class ContestDecisionForm(DeskForm):
    """The decision on a contest, and why."""

    answer = ChoiceField(
        label=_("Decision"),
        # Nothing is chosen beforehand: neither answer is the easy one.
        choices=[
            ("", "—"),
            ("grant", _("Grant it: the measure is annulled")),
            ("reject", _("Reject it: the measure stays as it is")),
        ],
    )
    reasons = ReasonsField(help_text=_("Owed either way: whoever filed it reads them."))


@door("judge")
def queue(request: HttpRequest) -> HttpResponse:
    """Contests that wait for this court, the one due first on top."""
    who, now = visitor(request), timezone.now()
    today = book().local_day(now)
    context = {
        "deadlines": [contests.deadline(one, today, who.officer.ref) for one in contests.open_contests(who.bench)],
        "settle": contests.disputes_to_settle(who.bench, now),
        "rule": contests.overdue_rule(today),
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
            "deadline": contests.deadline(contest, today, who.officer.ref),
            "contest": contest,
            "shown": pages.shown(contest.measure, now),
            "records": two_records(contest.measure),
            "rule": contests.overdue_rule(today),
        }
        return render(request, "desks/court/decide_contest.html", context)

    done = "contest-granted" if request.POST.get("answer") == "grant" else "contest-rejected"
    form = ContestDecisionForm(request.POST or None)
    return carry_out(request, form, work, done=done, back=reverse("desks:contests"), page=page)
