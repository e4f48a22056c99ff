"""What a judge types."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from aiqyn.desks import wording
from aiqyn.desks.fields import ChoiceField, DayField, DeskForm, ReasonsField

_READ = _("The agent and the person read them.")


class SanctionForm(DeskForm):
    """Until when the measure must be looked at again."""

    review_by = DayField(
        label=_("To be reviewed by"), help_text=_("The law's latest day is suggested; an earlier one may do.")
    )


class RefusalForm(DeskForm):
    """Why not."""

    reasons = ReasonsField(label=_("Reasons for refusing"), help_text=_("The agent and the person read them."))


class LiftForm(DeskForm):
    """Why the measure ends now."""

    reasons = ReasonsField(help_text=_("The agent and the person read them."))


class ReviewForm(DeskForm):
    """Why the measure is still needed, and when it is looked at again."""

    reasons = ReasonsField(label=_("Why it is still needed"), help_text=_READ)
    review_by = DayField(label=_("To be reviewed again by"))


class RenewalForm(DeskForm):
    """Until when it goes on, and why."""

    reasons = ReasonsField(label=_("Why it must go on"), help_text=_READ)
    ends_on = DayField(
        label=_("New last day"), help_text=_("The law's latest day is suggested; an earlier one may do.")
    )
    review_by = DayField(label=_("To be reviewed by"))


class AnnulmentForm(DeskForm):
    """Why it should not have been."""

    reasons = ReasonsField(label=_("Reasons for annulling"), help_text=_READ)


class SuspensionForm(DeskForm):
    """Why, and from when to when, a measure sleeps."""

    optional = ("ends_on",)

    ground = ChoiceField(
        label=_("Ground"), choices=[(g, wording.GROUNDS[g]) for g in ("treatment", "sick-child", "court")]
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False)
    reasons = ReasonsField(help_text=_READ)


class ResumptionForm(DeskForm):
    """Why the suspension ends before its time."""

    reasons = ReasonsField(help_text=_READ)


class DecisionForm(DeskForm):
    """The answer to a request for suspension: the days may be other than those asked for."""

    answer = ChoiceField(label=_("Answer"), choices=[("grant", _("Grant it")), ("refuse", _("Refuse it"))])
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    reasons = ReasonsField(help_text=_("Owed either way: the person reads them."))
