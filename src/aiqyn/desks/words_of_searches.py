"""The pages' words for searches, deliveries and readings. `wording` holds them with all the others."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise]

DELIVERY_OUTCOMES: Words = {
    "acknowledged": _("taken"),
    "refused": _("refused, which changes nothing"),
}

VOCABULARIES: Mapping[str, Words] = {"delivery": DELIVERY_OUTCOMES}

REASONS: Mapping[tuple[str, str], Promise] = {
    ("informed_at", "not-electronic"): _("Only a text message or an e-mail informs. Other notices are served."),
    ("informed_at", "already-informed"): _("It is already recorded that this message arrived."),
    ("informed_at", "before-sent"): _("A message cannot arrive before it is sent."),
    ("informed_at", "in-the-future"): _("This moment has not come yet."),
    ("measure", "not-a-search"): _("Only a search ends with a delivery."),
    ("number", "nothing-to-deliver"): _("There is nothing to deliver under this number any more."),
    ("number", "already-delivered"): _("It is already recorded that these papers were delivered."),
    ("outcome", "unknown-outcome"): _("Choose from the list what became of the papers."),
    ("delivery", "already-passed-on"): _("The agent has been told of this delivery."),
    ("delivery", "not-before-tomorrow"): _("A delivery is passed on the day after."),
    ("proceeding", "already-read"): _("Today's reading is recorded."),
    ("reasons", "copied"): _("These are the reasons of another decision of yours today. Give this person's own."),
}

DONE: Words = {
    "notice-returned": _("It is recorded that the notice came back."),
    "informed": _("It is recorded that the message arrived. Informed is not served."),
}
