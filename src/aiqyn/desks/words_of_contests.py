"""The pages' words for powers, contests and "this is not my debt". `wording` holds them with all the others."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise]

#: What a representative may do.
SCOPES: Words = {
    "contest": _("see the measures and contest them"),
    "all": _("also see the debts and who was told, and fetch a vehicle"),
}
FILED_AS: Words = {
    "person": _("the person it concerns"),
    "representative": _("a representative"),
    "owner": _("the owner of the vehicle"),
    "buyer": _("a buyer in good faith"),
}
CONTEST_OUTCOMES: Words = {
    "granted": _("granted: the measure should not have been"),
    "rejected": _("rejected"),
    "withdrawn": _("taken back"),
}
DISPUTE_OUTCOMES: Words = {
    "suspended": _("the measure is suspended"),
    "confirmed": _("confirmed: both records are about this person"),
    "ended": _("the measure had ended already"),
}
DISPUTE_CHANNELS: Words = {
    "desk": _("at a desk"),
    "page": _("on the person's page"),
}
RECORD_FIELDS: Words = {
    "surname": _("Surname"),
    "given_name": _("Given name"),
    "patronymic": _("Patronymic"),
    "birth_date": _("Birth date"),
}
AGREEMENTS: Words = {
    "same": _("the same"),
    "written-otherwise": _("the same, written otherwise"),
    "differs": _("differs"),
    "not-kept": _("the writ's own words were not kept"),
}

VOCABULARIES: Mapping[str, Words] = {
    "scope": SCOPES,
    "filed-as": FILED_AS,
    "contest-outcome": CONTEST_OUTCOMES,
    "dispute-outcome": DISPUTE_OUTCOMES,
    "dispute-channel": DISPUTE_CHANNELS,
    "record-field": RECORD_FIELDS,
    "agreement": AGREEMENTS,
}
#: Why an act could not be done, by its field and code.
REASONS: Mapping[tuple[str, str], Promise] = {
    ("contest", "already-decided"): _("This contest has been decided or taken back."),
    ("contest", "already-suspends"): _("The law has suspended the measure already."),
    ("disputed", "not-within-the-claim"): _("You cannot dispute more than the writ asks for."),
    ("measure", "dispute-open"): _(
        "This was said already, and a duty officer has it. The answer will be on this page."
    ),
    ("measure", "confirmed-today"): _(
        "A duty officer has confirmed the measure today. Contest it before the court instead."
    ),
    ("number", "unknown-number"): _("No desk handed over this number."),
    ("document", "names-nobody"): _("These two facts together name nobody in the population register."),
    ("representative", "oneself"): _("Nobody needs a power to act for themselves."),
    ("representative", "minor"): _("Only an adult can represent somebody."),
    ("representative", "power-exists"): _("This person holds a power of yours. Revoke it first."),
    ("scope", "unknown"): _("Choose from the list."),
    ("until", "in-the-past"): _("This day has passed. Choose today or a later day."),
    ("until", "too-late"): _("A power lasts at most 12 months. Choose an earlier day."),
    ("power", "already-over"): _("This power is over already."),
}
#: What was done.
DONE: Words = {
    "contested": _("Your contest is with the court. You will read the decision here."),
    "contest-withdrawn": _("The contest is taken back."),
    "contest-granted": _(
        "The contest is granted. What was still in force is annulled, and every connected desk hears it."
    ),
    "contest-rejected": _("The contest is rejected. Whoever filed it reads the reasons."),
    "disputed": _("A duty officer has it. The answer will be on this page."),
    "dispute-suspended": _(
        "The answer is given. A measure that was in force is suspended, and every connected desk hears it."
    ),
    "dispute-confirmed": _("The answer is given. The person reads the reasons."),
    "power-given": _("The power is given. You can revoke it at any moment."),
    "power-revoked": _("The power is revoked."),
}
