"""From a form to one act: on success go on to another page, on a refusal say what the law says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from aiqyn import law
from aiqyn.desks import wording
from aiqyn.register.acting import ActError, ActRefused

#: An invalid form, or the law's refusal: understood, and not done.
NOT_DONE = 422
F = TypeVar("F", bound=forms.Form)


def carry_out(
    request: HttpRequest,
    form: F,
    work: Callable[[dict[str, Any]], object],
    *,
    done: str,
    back: str | Callable[[], str],
    page: Callable[[F, law.Refused | None], HttpResponse],
    renamed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show the form with `page`; on POST do `work` with what it holds, remember `done`, redirect to `back`.

    `renamed` leads from an act's field to the form's, where they differ.
    """
    if request.method != "POST":
        return page(form, None)
    refused = None
    if form.is_valid():
        try:
            work(form.cleaned_data)
        except ActRefused as refusal:
            refused = refusal.refused
        except ActError as error:
            _blame(form, error, renamed or {})
        except IntegrityError:
            # Two acts at once: a constraint let one of them in.
            form.add_error(None, str(wording.CHANGED))
        else:
            request.session["done"] = done
            return redirect(back() if callable(back) else back)
    response = page(form, refused)
    response.status_code = NOT_DONE
    return response


def _blame(form: forms.Form, error: ActError, renamed: Mapping[str, str]) -> None:
    words = wording.REASONS.get((error.field, error.code), wording.CHANGED)
    field = renamed.get(error.field, error.field)
    form.add_error(field if field in form.fields else None, str(words))
