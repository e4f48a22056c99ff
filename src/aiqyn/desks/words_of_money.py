"""The pages' words for fees, plans, wages withheld and refunds. `wording` holds them with all the others."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise]

CHARGES: Words = {"fee": _("fee of the agent"), "cost": _("cost of enforcement")}

VOCABULARIES: Mapping[str, Words] = {"charge": CHARGES}

REASONS: Mapping[tuple[str, str], Promise] = {
    ("charge", "unknown-charge"): _("Choose from the list what is charged."),
    ("monthly", "out-of-range"): _("Something has to be paid each month."),
    ("first_due", "in-the-past"): _("This day has passed. Choose today or a later day."),
    ("proceeding", "plan-open"): _("There is a plan already. End it before agreeing on another."),
    ("proceeding", "plan-ended"): _("The plan has ended already."),
    ("employer", "missing"): _("Write which employer withheld it."),
    ("withheld_on", "in-the-future"): _("This day has not come yet."),
    ("withheld", "more-than-owed"): _("This is more than is owed, or nothing."),
    ("debtor", "exactly-one"): _("A reference is one debtor's."),
    ("debtor", "has-a-reference"): _("There is a reference for all debts already."),
    ("entry", "nothing-left"): _("Nothing of this money is left."),
    ("refund", "paid-already"): _("It is recorded already that this was paid back."),
}

DONE: Words = {
    "charged": _("The charge is recorded. It is paid after the claim, and sustains no measure."),
    "plan-agreed": _("The plan is agreed. While it is kept, no measure can be proposed."),
    "plan-ended": _("The plan has ended."),
    "withheld": _("The withholding is recorded. It counts from now on."),
    "refund-ordered": _("The money is ordered back."),
    "refund-paid": _("It is recorded that the money was paid back."),
    "reference-issued": _("You have one reference for all your debts now."),
}
