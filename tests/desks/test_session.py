"""Coming in and going out: passwords, personas in a play only, the language."""

from __future__ import annotations

import pytest
from django.test import Client

from aiqyn.register.queries import cases
from tests.desks.stage import PASSWORD, Stage

DESKS = {
    "agent-1": "/proceedings/",
    "judge-1": "/court/",
    "prosecutor-1": "/prosecutor/",
    "administrator-1": "/",
}


@pytest.mark.parametrize(("ref", "desk"), DESKS.items())
def test_an_official_comes_to_their_own_desk(stage: Stage, client: Client, ref: str, desk: str) -> None:
    response = client.post("/sign-in/", {"username": ref, "password": PASSWORD}, follow=True)
    assert response.redirect_chain == [(desk, 302)]
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Мұндай есептік жазба жоқ"), ("ru", "Такой учётной записи нет"), ("en", "There is no such account")],
)
def test_a_wrong_password_is_not_told_from_a_wrong_account(stage: Stage, language: str, words: str) -> None:
    visitor = Client(headers={"accept-language": language})
    for name in ("agent-1", "nobody"):
        response = visitor.post("/sign-in/", {"username": name, "password": "wrong"})
        assert response.status_code == 422
        assert words in response.content.decode()


def test_after_signing_in_one_goes_on_where_one_wanted_to(stage: Stage, client: Client) -> None:
    form = {"username": "judge-1", "password": PASSWORD, "next": "/court/in-force/"}
    assert client.post("/sign-in/", form).headers["Location"] == "/court/in-force/"
    client.post("/sign-out/")
    form["next"] = "https://elsewhere.example/"
    assert client.post("/sign-in/", form).headers["Location"] == "/court/"


def test_signing_out_ends_the_session(stage: Stage, client: Client) -> None:
    client.post("/sign-in/", {"username": "agent-1", "password": PASSWORD})
    response = client.post("/sign-out/", follow=True)
    assert "_auth_user_id" not in client.session
    assert response.redirect_chain == [("/", 302)]
    assert client.get("/proceedings/").status_code == 302


def test_outside_a_play_there_are_no_personas(stage: Stage, client: Client) -> None:
    for response in (
        client.get("/sign-in/persona/"),
        client.post("/sign-in/persona/", {"persona": "official:agent-1"}),
    ):
        assert response.status_code == 403
    assert "_auth_user_id" not in client.session
    text = Client(headers={"accept-language": "en"}).get("/sign-in/person/").content.decode()
    assert "E-government sign-in is not configured here" in text
    assert "Synthetic country" not in text


def test_in_a_play_one_becomes_whom_one_likes(stage: Stage, play: None) -> None:
    visitor = Client(headers={"accept-language": "en"})
    person = stage.person(account=True)
    stage.in_force(person)
    assert visitor.get("/sign-in/person/").headers["Location"] == "/sign-in/persona/"
    text = visitor.get("/sign-in/persona/").content.decode()
    assert "Synthetic country" in text
    for expected in ("Серік Оспанов", person.full_name, "a measure is in force", f"person:{person.user_id}"):
        assert expected in text
    assert visitor.post("/sign-in/persona/", {"persona": "official:judge-1"}).headers["Location"] == "/court/"
    assert visitor.post("/sign-in/persona/", {"persona": f"person:{person.user_id}"}).headers["Location"] == "/me/"
    assert person.full_name in visitor.get("/me/").content.decode()


@pytest.mark.parametrize(
    "persona", ["", "official:", "official:nobody", "person:", "person:²", "person:99999999999999999999", "root:1"]
)
def test_an_unknown_persona_is_nobody(stage: Stage, play: None, client: Client, persona: str) -> None:
    assert client.post("/sign-in/persona/", {"persona": persona}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_an_officials_account_is_not_a_persons(stage: Stage, play: None, client: Client) -> None:
    agent = cases.official("agent-1")
    assert agent is not None
    assert client.post("/sign-in/persona/", {"persona": f"person:{agent.user_id}"}).status_code == 404


def test_a_person_signs_in_as_no_official(stage: Stage, client: Client) -> None:
    person = stage.person(account=True)
    assert person.user is not None
    form = {"username": person.user.username, "password": PASSWORD}
    assert client.post("/sign-in/", form).headers["Location"] == "/me/"
    assert client.get("/proceedings/").status_code == 403


def test_kazakh_comes_first_and_the_choice_is_kept(stage: Stage) -> None:
    visitor = Client()
    assert '<html lang="kk">' in visitor.get("/").content.decode()
    answer = visitor.post("/language/", {"language": "ru", "next": "/verify/"})
    assert answer.headers["Location"] == "/verify/"
    text = visitor.get("/verify/").content.decode()
    assert '<html lang="ru">' in text
    assert "Как любой может проверить этот регистр" in text
    assert (
        visitor.post("/language/", {"language": "en", "next": "https://elsewhere.example/"}).headers["Location"] == "/"
    )
    assert visitor.get("/language/").status_code == 302
    assert '<html lang="en">' in visitor.get("/").content.decode()
