"""Who may come in where: every view declares its door, and a view without one is shut.

Responses leave with a policy that lets a page load its own style sheet and pictures, and no script at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url

from aiqyn.register.acting import Actor
from aiqyn.register.queries import pages

Door = Literal["agent", "judge", "prosecutor", "duty-officer", "custodian", "person", "administrator", "everyone"]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: None of these exists here; a browser is told so as well.
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=()"
_VISITOR = "aiqyn.visitor"


def door(role: Door) -> Callable[[View], View]:
    """Declare who may see a view: one role, or everyone."""

    def declare(view: View) -> View:
        vars(view)["door"] = role
        return view

    return declare


def visitor(request: HttpRequest) -> pages.Visitor:
    """Who looks at the page, read once a request."""
    found: pages.Visitor | None = request.META.get(_VISITOR)
    if found is None:
        found = pages.visitor(request.user)
        request.META[_VISITOR] = found
    return found


def actor(request: HttpRequest) -> Actor:
    """The official behind the request as an actor of acts."""
    official = visitor(request).official
    if official is None:
        raise PermissionDenied
    return Actor.of(official)


class DoorMiddleware:
    """Shuts every view that has no door, and every door to who has another role; sets the page's headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through and dress its response."""
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # A signed-in page must not come back with the Back button after signing out, nor lie in a cache.
        private = request.user.is_authenticated or request.method == "POST"
        response.headers.setdefault("Cache-Control", "no-store" if private else "no-cache")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Stop before the view when its door is not the visitor's; who is not signed in may do so first."""
        role: Door | None = getattr(view, "door", None)
        if role == "everyone":
            return None
        if role is None:
            raise PermissionDenied
        if not request.user.is_authenticated:
            where = "desks:person-sign-in" if role == "person" else settings.LOGIN_URL
            return redirect_to_login(request.path, resolve_url(where))
        if visitor(request).role != role:
            raise PermissionDenied
        return None
