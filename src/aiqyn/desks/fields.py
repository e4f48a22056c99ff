"""Fields of the pages' forms: they read what people type, and say in their language what is wrong with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aiqyn.desks import wording
from aiqyn.identifiers import iin
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.register.money import Money, MoneyError

REQUIRED = _("Fill in this field.")
_LONGEST_REASONS = 2000


class DeskForm(forms.Form):
    """A form without the browser's own messages: ours are in the page's language."""

    use_required_attribute = False
    #: Fields that may well be empty; the page says so beside their labels.
    optional: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class TextField(forms.CharField):
    """A line of text."""

    def __init__(self, *, wide: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "class": "wide" if wide else ""}))
        kwargs.setdefault("error_messages", {"required": REQUIRED})
        super().__init__(**kwargs)


class ChoiceField(forms.ChoiceField):
    """One of a list."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Choose from the list.")
        super().__init__(error_messages={"required": message, "invalid_choice": message}, **kwargs)


class ReasonsField(forms.CharField):
    """Reasons in a few sentences. Whether they are needed is the law's question, not the form's."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Reasons"))
        super().__init__(
            required=False,
            max_length=_LONGEST_REASONS,
            widget=forms.Textarea(attrs={"rows": 4, "class": "wide"}),
            error_messages={"max_length": _("Say it in 2,000 characters at most.")},
            **kwargs,
        )


class DayField(forms.DateField):
    """A day typed as 24.05.2026; 2026-05-24 is understood too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%d.%m.%Y", "%Y-%m-%d"],
            widget=forms.DateInput(format="%d.%m.%Y", attrs={"type": "text", "autocomplete": "off", "class": "day"}),
            error_messages={"required": REQUIRED, "invalid": _("Give the day as in 24.05.2026.")},
            **kwargs,
        )


class MomentField(forms.DateTimeField):
    """A moment of the country's time, typed as 24.05.2026 14:30."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M"],
            widget=forms.DateTimeInput(
                format="%d.%m.%Y %H:%M", attrs={"type": "text", "autocomplete": "off", "class": "moment"}
            ),
            error_messages={"required": REQUIRED, "invalid": _("Give day and time as in 24.05.2026 14:30.")},
            **kwargs,
        )


class AmountField(forms.CharField):
    """An amount of tenge; spaces between thousands and a decimal comma are understood. Cleans to `Money`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "amount"}),
            error_messages={"required": REQUIRED},
            **kwargs,
        )

    def clean(self, value: Any) -> Money | None:
        """The amount as money."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return Money.parse("".join(text.split()).replace(",", "."), "KZT")
        except MoneyError as error:
            raise forms.ValidationError(_("Give the amount in tenge as in 157280 or 157280,50.")) from error


class IinField(forms.CharField):
    """A person's IIN. Cleans to its 12 digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("IIN"),
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "iin"}),
            error_messages={"required": REQUIRED},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """The normal form."""
        text = super().clean(value)
        try:
            return iin.validate(text)
        except IdentifierError as error:
            raise forms.ValidationError(str(wording.IIN_FAULTS[error.code])) from error
