"""What a custodian types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aiqyn.desks.fields import REQUIRED, ChoiceField, DeskForm, IinField, TextField
from aiqyn.desks.words_of_impound import RELATIONS
from aiqyn.identifiers import document
from aiqyn.identifiers.document import Document
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.protocol import number as confirmation_number
from aiqyn.protocol.errors import ProtocolError
from aiqyn.register.photographs import LARGEST

_LONGEST = 4000


class _Words(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=_LONGEST,
            widget=forms.Textarea(attrs={"rows": 4, "class": "wide"}),
            error_messages={"required": REQUIRED, "max_length": _("Say it in 4,000 characters at most.")},
            **kwargs,
        )


class IntakeForm(DeskForm):
    """The number of the stop's slip, and the vehicle as it stands there."""

    optional = ("odometer_km", "inventory")

    number = TextField(
        label=_("Confirmation number of the stop"),
        help_text=_("From the slip that the officer handed over. Without it no vehicle is taken in."),
        wide=False,
        max_length=20,
    )
    odometer_km = forms.IntegerField(
        label=_("Odometer, km"),
        required=False,
        min_value=0,
        max_value=9_999_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "amount"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Kilometres as a whole number.")),
    )
    condition = _Words(label=_("Condition"), help_text=_("Every scratch and dent, glass, tyres, what does not work."))
    inventory = _Words(
        label=_("What is in it"),
        help_text=_("Things left in the vehicle. The person may take them away."),
        required=False,
    )

    def clean_number(self) -> str:
        """The number in its normal form."""
        try:
            return confirmation_number.read(self.cleaned_data["number"])
        except ProtocolError as error:
            raise forms.ValidationError(_("11 letters and digits, as on the slip.")) from error


class PhotoForm(DeskForm):
    """One photograph. Cleans to its bytes."""

    photo = forms.FileField(
        label=_("Photograph"),
        help_text=_("JPEG or PNG, up to 8 MB. Its hash goes into the public ledger, the picture does not."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        error_messages={
            "required": _("Choose a file."),
            "missing": _("Choose a file."),
            "empty": _("Choose a photograph: a JPEG or PNG file."),
        },
    )

    def clean_photo(self) -> bytes:
        """The file's bytes, and one more than may be when there are too many: the act refuses those."""
        return bytes(self.cleaned_data["photo"].read(LARGEST + 1))


class FetchForm(DeskForm):
    """Who comes for the vehicle, by the two facts that a desk asks for, and by which right."""

    optional = ("paper",)

    iin = IinField()
    document = TextField(
        label=_("Number of their document"),
        help_text=_(
            "Of an identity card or passport of Kazakhstan; for another state its three letters first: UZB:AA1234567."
        ),
        wide=False,
        max_length=30,
    )
    relation = ChoiceField(label=_("They are"), choices=list(RELATIONS.items()))
    paper = TextField(
        label=_("Paper that shows the right"),
        help_text=_("An heir's: number and date of the certificate of inheritance."),
        max_length=200,
        required=False,
    )

    def clean_document(self) -> Document:
        """The document in normal form."""
        typed = self.cleaned_data["document"]
        try:
            return document.parse(typed if ":" in typed else f"KAZ:{typed}")
        except IdentifierError as error:
            raise forms.ValidationError(_("The letters and digits as on the document.")) from error
