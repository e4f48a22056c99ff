"""What a judge types."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from aiqyn.desks.fields import DayField, DeskForm, ReasonsField


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
