"""Coming in: officials by password; personas where the country is synthetic; and going out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.i18n import set_language

from aiqyn.desks.access import door
from aiqyn.desks.context import desk_of
from aiqyn.desks.doing import NOT_DONE
from aiqyn.desks.session.forms import SignInForm
from aiqyn.register.queries import cases, pages

#: As many people as fit on a page to choose from.
_PERSONAS = 60
_BACKEND = "django.contrib.auth.backends.ModelBackend"


class _SignIn(LoginView):
    template_name = "desks/session/sign_in.html"
    authentication_form = SignInForm

    def get_default_redirect_url(self) -> str:
        """The official's own desk."""
        return desk_of(pages.visitor(self.request.user).role)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Understood, and not done."""
        response = super().form_invalid(form)
        response.status_code = NOT_DONE
        return response


_sign_in = _SignIn.as_view()


@door("everyone")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in by password: officials."""
    return _sign_in(request)


@door("everyone")
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, by POST only."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    logout(request)
    request.session["done"] = "signed-out"
    return redirect("desks:home")


@door("everyone")
def person_sign_in(request: HttpRequest) -> HttpResponse:
    """Where a person signs in: through the state's e-government, which a play does not have."""
    if settings.AIQYN.play:
        return redirect("desks:personas")
    return render(request, "desks/session/person.html")


@door("everyone")
def personas(request: HttpRequest) -> HttpResponse:
    """Choose whom to be; only in a synthetic country."""
    if not settings.AIQYN.play:
        raise PermissionDenied
    if request.method == "POST":
        return _become(request)
    now = timezone.now()
    people = []
    for person in pages.linked_people(_PERSONAS):
        held = pages.held(person, now)
        people.append((person, sum(shown.in_force for shown in held), len(held)))
    officials = cases.officials().filter(user__isnull=False)
    context = {"officials": officials, "people": people}
    return render(request, "desks/session/personas.html", context)


def _become(request: HttpRequest) -> HttpResponse:
    kind, _, ref = request.POST.get("persona", "").partition(":")
    user = pages.account(kind, ref)
    if user is None:
        raise Http404
    login(request, user, backend=_BACKEND)
    return redirect(desk_of(pages.visitor(user).role))


@door("everyone")
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages; kept in a cookie."""
    return set_language(request)
