"""The duty officer's pages: what waits and how long still, both records side by side, the answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiqyn import law
from aiqyn.desks.access import actor, door
from aiqyn.desks.doing import carry_out
from aiqyn.desks.fields import ChoiceField, DeskForm, ReasonsField
from aiqyn.register.acts.answer_dispute import answer_dispute
from aiqyn.register.queries import contests, dispute_clock, pages
from aiqyn.register.queries.two_records import two_records

_ANSWERED = 20


class AnswerForm(DeskForm):
    """The answer to a dispute, and why."""

    answer = ChoiceField(
        label=_("Answer"),
        # Nothing is chosen beforehand: neither answer is the easy one.
        choices=[
            ("", "—"),
            ("suspend", _("Suspend the measure: the debt may be somebody else's")),
            ("confirm", _("Confirm it: both records are about this person")),
        ],
    )
    reasons = ReasonsField(help_text=_("Owed either way: the person reads them."))


@door("duty-officer")
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the one due first on top; what was answered last."""
    now = timezone.now()
    context = {
        "waiting": [contests.waiting(dispute, now) for dispute in contests.open_disputes()],
        "answered": contests.answered_disputes(_ANSWERED),
        "times": dispute_clock.answer_times(now),
        "now": now,
    }
    return render(request, "desks/duty/queue.html", context)


@door("duty-officer")
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """Both records side by side, and the answer."""
    dispute = contests.dispute(ref)
    if dispute is None:
        raise Http404

    def work(typed: dict[str, Any]) -> None:
        suspend, now = typed["answer"] == "suspend", timezone.now()
        answer_dispute(dispute=dispute, suspend=suspend, reasons=typed["reasons"], actor=actor(request), at=now)

    def page(form: AnswerForm, refused: law.Refused | None) -> HttpResponse:
        now = timezone.now()
        context = {
            "form": form,
            "refused": refused,
            "waiting": contests.waiting(dispute, now),
            "dispute": dispute,
            "shown": pages.shown(dispute.measure, now),
            "records": two_records(dispute.measure),
            "now": now,
        }
        return render(request, "desks/duty/one.html", context)

    done = "dispute-confirmed" if request.POST.get("answer") == "confirm" else "dispute-suspended"
    form = AnswerForm(request.POST or None)
    return carry_out(request, form, work, done=done, back=reverse("desks:disputes"), page=page)
