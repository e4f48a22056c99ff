"""Signing in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from aiqyn.desks.fields import REQUIRED


class SignInForm(AuthenticationForm):
    """An official's name of sign-in and password. Which of the two was wrong is not said."""

    use_required_attribute = False
    error_messages = {
        "invalid_login": _("There is no such account, or the password is another. Mind capital letters."),
        "inactive": _("This account is closed."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["username"].label = _("Account")
        self.fields["password"].label = _("Password")
        for field in self.fields.values():
            field.error_messages["required"] = REQUIRED
            field.widget.attrs.pop("autofocus", None)
