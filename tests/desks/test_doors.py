"""Every view has a door, every door keeps out whoever has another role, and responses carry their policy."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, path, reverse

from aiqyn.desks import urls
from aiqyn.desks.access import CONTENT_POLICY
from tests.desks.conftest import Enter
from tests.desks.routes import routes
from tests.desks.stage import Stage

ROLES = {
    "agent": "agent-1",
    "judge": "judge-1",
    "prosecutor": "prosecutor-1",
    "duty-officer": "duty-1",
    "administrator": "administrator-1",
    "custodian": "custodian-1",
}


def address(pattern: URLPattern) -> str:
    converters = pattern.pattern.converters
    return reverse(f"desks:{pattern.name}", kwargs=dict.fromkeys(converters, "1"))


@pytest.mark.parametrize(
    ("route", "pattern"), list(routes()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_route_declares_its_door(route: str, pattern: URLPattern) -> None:
    doors = {"agent", "judge", "prosecutor", "duty-officer", "person", "custodian", "administrator", "everyone"}
    assert getattr(pattern.callback, "door", None) in doors


@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: str(pattern.name))
@pytest.mark.parametrize("role", [*ROLES, "person"])
def test_a_door_is_shut_to_every_other_role(stage: Stage, enter: Enter, pattern: URLPattern, role: str) -> None:
    door = vars(pattern.callback)["door"]
    if role == "person":
        visitor = Client()
        user = stage.person(account=True).user
        assert user is not None
        visitor.force_login(user)
    else:
        visitor = enter(ROLES[role])
    for response in (visitor.get(address(pattern)), visitor.post(address(pattern))):
        if door not in {role, "everyone"}:
            assert response.status_code == 403
            assert b"<h1>" in response.content
        elif pattern.name != "personas":
            assert response.status_code != 403


@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: str(pattern.name))
def test_who_is_not_signed_in_is_asked_to(stage: Stage, client: Client, pattern: URLPattern) -> None:
    door = vars(pattern.callback)["door"]
    if door == "everyone":
        return
    for response in (client.get(address(pattern)), client.post(address(pattern))):
        assert response.status_code == 302
        where = "/sign-in/person/" if door == "person" else "/sign-in/"
        assert response.headers["Location"] == f"{where}?next={address(pattern)}"


def open_room(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a view whose author forgot its door")


urlpatterns = [*get_resolver("aiqyn.entry.urls").url_patterns, path("forgotten/", open_room)]


@pytest.mark.urls(__name__)
def test_a_view_without_a_door_is_shut_to_everybody(stage: Stage, enter: Enter, client: Client) -> None:
    assert client.get("/forgotten/").status_code == 403
    for ref in ROLES.values():
        assert enter(ref).get("/forgotten/").status_code == 403


def test_an_account_of_nobody_has_no_role(db: None) -> None:
    visitor = Client()
    visitor.force_login(User.objects.create_user("nobody"))
    assert visitor.get("/proceedings/").status_code == 403
    assert visitor.get("/me/").status_code == 403
    assert visitor.get("/").status_code == 200


def test_pages_load_their_own_style_and_nothing_else(stage: Stage, enter: Enter, client: Client) -> None:
    for response in (client.get("/"), enter("agent-1").get("/proceedings/"), client.get("/nowhere/")):
        policy = response.headers["Content-Security-Policy"]
        assert policy == CONTENT_POLICY
        assert "script" not in policy
        assert "unsafe" not in policy
        text = response.content.decode()
        assert "<script" not in text
        assert "<style" not in text
        assert not re.search(r"\s(style|on[a-z]+)=", text)


def test_signed_in_pages_are_kept_nowhere(stage: Stage, enter: Enter, client: Client) -> None:
    assert enter("judge-1").get("/court/").headers["Cache-Control"] == "no-store"
    assert enter("judge-1").get("/").headers["Cache-Control"] == "no-store"
    assert client.get("/").headers["Cache-Control"] == "no-cache"
    assert "no-store" in client.post("/sign-in/").headers["Cache-Control"]


def test_nothing_changes_without_the_forms_own_token(stage: Stage) -> None:
    visitor = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    user = stage.official("agent-1").user
    assert user is not None
    visitor.force_login(user)
    response = visitor.post("/proceedings/new/", {})
    assert response.status_code == 403
    assert "Nothing was done" in response.content.decode()


def test_a_get_changes_nothing(stage: Stage, enter: Enter) -> None:
    measure = stage.proposed()
    judge = enter("judge-1")
    for deed in ("sanction", "refuse"):
        assert judge.get(f"/court/measures/{measure.ref}/{deed}/").status_code == 302
    measure.refresh_from_db()
    assert measure.in_force_from is None
    assert measure.refused_at is None
    assert judge.get("/sign-out/").status_code == 405
