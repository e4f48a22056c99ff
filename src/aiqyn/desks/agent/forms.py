"""What an agent types. Fields carry the names that the acts blame."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aiqyn import law
from aiqyn.desks import wording, words_of_money
from aiqyn.desks.fields import (
    AmountField,
    ChoiceField,
    DayField,
    DeskForm,
    IinField,
    MomentField,
    ReasonsField,
    TextField,
)
from aiqyn.register.models import Proceeding, Vehicle
from aiqyn.register.queries import cases, property

_DAY = _("For example 24.05.2026")


def courts() -> list[tuple[str, str]]:
    """The courts to choose from, by name in the page's language."""
    language = (get_language() or "kk")[:2]
    named = sorted((court.name(language), court.code) for court in cases.courts())
    return [("", "—"), *((code, f"{name} ({code})") for name, code in named)]


class SearchForm(DeskForm):
    """Find a proceeding of one's own. Sent in the body: what is typed stands in no address."""

    number = TextField(
        label=_("Number of a proceeding, payment reference or writ"),
        max_length=60,
        required=False,
        wide=False,
    )


class WritForm(DeskForm):
    """A writ as the court issued it, and the debtor it names."""

    optional = ("arrears_since", "creditor", "patronymic")

    court = ChoiceField(label=_("Court"), choices=courts)
    number = TextField(label=_("Number of the writ"), max_length=60, wide=False)
    issued_on = DayField(label=_("Issued on"), help_text=_DAY)
    claim = ChoiceField(label=_("What is owed"), choices=list(wording.CLAIMS.items()))
    amount = AmountField(label=_("Amount, tenge"), help_text=_("For example 157280 or 157280,50"))
    arrears_since = DayField(
        label=_("Unpaid since"),
        help_text=_("For periodic payments: the first day that was not paid."),
        required=False,
    )
    creditor = TextField(label=_("Creditor"), max_length=200, required=False)
    iin = IinField(help_text=_("12 digits, as in the writ."))
    surname = TextField(label=_("Surname"), max_length=100, help_text=_("Names exactly as in the writ."))
    given_name = TextField(label=_("Given name"), max_length=100)
    patronymic = TextField(label=_("Patronymic"), max_length=100, required=False)
    birth_date = DayField(label=_("Birth date"), help_text=_DAY)


class OpenForm(DeskForm):
    """An imported writ on which no proceeding was opened."""

    court = ChoiceField(label=_("Court"), choices=courts)
    number = TextField(label=_("Number of the writ"), max_length=60, wide=False)


class NoticeForm(DeskForm):
    """Which notice was sent, and how."""

    kind = ChoiceField(label=_("Notice"), choices=list(wording.NOTICE_KINDS.items()))
    channel = ChoiceField(label=_("How it was sent"), choices=list(wording.CHANNELS.items()))


class ServiceForm(DeskForm):
    """When a notice reached the debtor."""

    served_at = MomentField(label=_("Served at"), help_text=_("Day and time in Almaty, for example 24.05.2026 14:30"))


class ReturnForm(DeskForm):
    """When a notice came back."""

    returned_at = MomentField(
        label=_("Came back at"), help_text=_("Day and time in Almaty, for example 24.05.2026 14:30")
    )


class InformedForm(DeskForm):
    """When a message arrived, by the provider's report."""

    informed_at = MomentField(
        label=_("Arrived at"), help_text=_("Day and time in Almaty, for example 24.05.2026 14:30")
    )


class ProposalForm(DeskForm):
    """Which measure is asked for, on what, until when, and why."""

    optional = ("vehicle",)

    kind = ChoiceField(label=_("Measure"), choices=list(wording.MEASURES.items()))
    vehicle = ChoiceField(
        label=_("Vehicle"),
        help_text=_("For a measure on a vehicle: those that the vehicle register has in the debtor's name."),
        required=False,
    )
    # Not required here: that every measure ends is for the law to say.
    ends_on = DayField(
        label=_("Last day of the measure"),
        help_text=_("The law's latest day is suggested; an earlier one may do."),
        required=False,
    )
    reasons = ReasonsField(help_text=_("The judge and the person read them."))

    def __init__(self, proceeding: Proceeding, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vehicles = {vehicle.ref: vehicle for vehicle in property.vehicles_of(proceeding)}
        choice = self.fields["vehicle"]
        if isinstance(choice, ChoiceField):
            named = [(ref, f"{v.make} {v.plate} {v.vin or v.chassis}") for ref, v in self.vehicles.items()]
            choice.choices = [("", "—"), *named]

    def clean_kind(self) -> law.MeasureKind:
        """The measure."""
        return law.MeasureKind(self.cleaned_data["kind"])

    def clean_vehicle(self) -> Vehicle | None:
        """The debtor's vehicle, or none."""
        return self.vehicles.get(self.cleaned_data["vehicle"])


class ReasonsForm(DeskForm):
    """Only reasons: to lift, to close."""

    reasons = ReasonsField(help_text=_("The person reads them."))


class AmountForm(DeskForm):
    """A mistyped amount."""

    amount = AmountField(label=_("Amount as it stands in the writ, tenge"))
    reasons = ReasonsField(help_text=_("What was mistyped, and how it was found."))


class ArrearsForm(DeskForm):
    """A mistyped day of arrears."""

    arrears_since = DayField(label=_("Unpaid since"), help_text=_DAY)
    reasons = ReasonsField(help_text=_("What was mistyped, and how it was found."))


class ChargeForm(DeskForm):
    """A fee or a cost."""

    kind = ChoiceField(label=_("What is charged"), choices=list(words_of_money.CHARGES.items()))
    amount = AmountField(label=_("Amount, tenge"), help_text=_("For example 157280 or 157280,50"))
    reasons = ReasonsField(help_text=_("The person reads them."))


class PlanForm(DeskForm):
    """So much a month, from a day on."""

    monthly = AmountField(label=_("Each month, tenge"))
    first_due = DayField(label=_("First due on"), help_text=_DAY)


class WithholdingForm(DeskForm):
    """What an employer kept."""

    employer = TextField(label=_("Employer"), max_length=200)
    withheld_on = DayField(label=_("Withheld on"), help_text=_DAY)
    amount = AmountField(label=_("Amount, tenge"))


class MatchForm(DeskForm):
    """The own proceeding whose debt the money pays."""

    number = TextField(label=_("Number of your proceeding"), max_length=20, wide=False)

    def clean_number(self) -> str:
        """Without spaces."""
        return "".join(str(self.cleaned_data["number"]).split())
