"""“This is not my debt” at a desk: the clerk's button, the command, and what is not believed."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import jwt
import pytest

from aiqyn import law, ledger, oprf
from aiqyn.client import config
from aiqyn.client.desk import not_mine
from aiqyn.client.desk.pages import Pages
from aiqyn.client.desk.server import DeskServer
from aiqyn.client.dispute_command import NO_ANSWER, NO_QUESTION
from aiqyn.client.disputing import Disputes
from aiqyn.client.reasons import CheckError, Reason
from aiqyn.client.wording import LANGUAGES, words
from aiqyn.entry.console import main
from aiqyn.protocol import routes
from aiqyn.protocol.dispute import DisputeStatus, Raised, Reply, Request
from tests.client.register import BORDER, LEDGER, REGISTER, STRANGER, Register
from tests.client.test_desk import FORM, HIT, Browser, Desk

NUMBER = "N5Y71-YFEEMS"
SAID = 1_795_600_020
RAISED = Raised("D-7QX2M41K9A", SAID, SAID + 1_800)
ANSWERED = replace(RAISED, answered_at=SAID + 600)


def reply(status: DisputeStatus, raised: Raised | None) -> Reply:
    return Reply(status, "border-1", NUMBER, bytes(16), SAID, raised)


class Saying(Register):
    """A register that hears desks out; what it says is the test's."""

    status = DisputeStatus.OPEN
    raised: Raised | None = RAISED
    signer = REGISTER
    change: Callable[[Reply], Reply] = staticmethod(lambda told: told)

    def answer(self, method: str, path: str, body: bytes, token: str) -> tuple[int, bytes]:
        if path != routes.DISPUTE or path in self.override:
            return super().answer(method, path, body, token)
        request = Request.from_json(body)
        point = jwt.decode(token, options={"verify_signature": False})["iss"]
        told = Reply.to(request, point=point, at=int(time.time()), status=self.status, raised=self.raised)
        return 200, self.change(told).sign(self.signer).encode()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Saying]:
    pair = oprf.derive_key_pair(bytes(32), b"test")
    saying = Saying(tmp_path, date(2026, 11, 25), pair)
    with saying:
        yield saying


@pytest.fixture
def point(tmp_path: Path, register: Saying) -> Path:
    return config.write(
        tmp_path / "point.toml",
        point="border-1",
        purpose=BORDER,
        register_url=register.url,
        evaluator_url="http://127.0.0.1:9",
        ledger_vkey=LEDGER.vkey,
        register_vkey=REGISTER.vkey,
        seed=b"d" * 32,
    )


def test_the_due_time_comes_down(point: Path) -> None:
    told = Disputes(config.load(point)).say(NUMBER)
    assert (told.status, told.raised) == (DisputeStatus.OPEN, RAISED)


@pytest.mark.parametrize(
    "change",
    [
        {"point": "border-2"},
        {"number": "00000-00C1SW"},
        {"nonce": bytes(16)},
        {"at": 1},
    ],
)
def test_a_reply_to_something_else_is_not_believed(register: Saying, point: Path, change: dict[str, object]) -> None:
    register.change = lambda told: Reply(**{name: getattr(told, name) for name in Reply.__slots__} | change)
    with pytest.raises(CheckError) as caught:
        Disputes(config.load(point)).say(NUMBER)
    assert caught.value.reason is Reason.CONFIRMATION_INVALID


def test_a_strangers_word_is_not_believed(register: Saying, point: Path) -> None:
    register.signer = ledger.NoteSigner("register.test/register", STRANGER)
    with pytest.raises(CheckError) as caught:
        Disputes(config.load(point)).say(NUMBER)
    assert caught.value.reason is Reason.CONFIRMATION_INVALID


def test_the_command_tells_when_it_is_answered(point: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["point", "dispute", "--number", "n5y71 yfeems", "--config", str(point)]
    assert main([*options, "--json", "--language", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "status": "open",
        "dispute": "D-7QX2M41K9A",
        "raised_at": "2026-11-25T14:47:00+05:00",
        "due_at": "2026-11-25T15:17:00+05:00",
        "answered_at": None,
        "words": words("en")["dispute"]["open"],
    }
    assert main([*options, "--language", "ru"]) == 0
    assert "Ответ не позднее: 2026-11-25T15:17:00+05:00" in capsys.readouterr().out


def test_the_command_without_an_answer(
    register: Saying, point: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ["point", "dispute", "--language", "en", "--config"]
    assert main([*said, str(point), "--number", "N5Y71-YFEEMT"]) == NO_QUESTION
    register.override[routes.DISPUTE] = (503, b"")
    assert main([*said, str(point), "--number", NUMBER]) == NO_ANSWER
    assert main([*said, str(tmp_path / "none.toml"), "--number", NUMBER]) == NO_ANSWER
    errors = capsys.readouterr().err
    assert "not valid" in errors
    assert "(server)" in errors
    assert "no such file" in errors


class Officer:
    """What the register says to the clerk's button."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.told: Reply | CheckError = reply(DisputeStatus.OPEN, RAISED)

    def say(self, number: str) -> Reply:
        self.said.append(number)
        if isinstance(self.told, CheckError):
            raise self.told
        return self.told


@pytest.fixture
def officer() -> Officer:
    return Officer()


@pytest.fixture
def browser(officer: Officer) -> Iterator[Browser]:
    pages, desk = Pages("border-1", BORDER, law.load()), Desk()
    desk.answer = replace(HIT, number=NUMBER)
    errands = {not_mine.NAME: not_mine.NotMine(pages, officer.say)}
    server = DeskServer(0, pages=pages, check=desk.check, errands=errands)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    visitor = Browser(server)
    visitor.get("/en/")
    yield visitor
    server.shutdown()
    server.server_close()


def test_a_hit_offers_the_button_and_nothing_else_does(browser: Browser, officer: Officer) -> None:
    page = browser.post(FORM).data.decode()
    form = re.search(r'<form[^>]*action="/en/not-mine">.*?</form>', page, re.DOTALL)
    assert form
    assert f'name="number" value="{NUMBER}"' in form[0]
    assert re.search(r'aria-describedby="not-mine-hint"', form[0])
    assert 'action="/en/not-mine"' not in browser.get("/en/").data.decode()
    assert officer.said == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_says_it_and_shows_when_the_answer_is_due(browser: Browser, officer: Officer, language: str) -> None:
    page = browser.post({"number": NUMBER}, path=f"/{language}/not-mine")
    text = page.data.decode()
    assert page.status == 200
    assert words(language)["dispute"]["open"].split(".")[0] in text
    assert '<p class="number" translate="no">15:17</p>' in text
    assert "D-7QX2M41K9A" in text
    assert officer.said == [NUMBER]
    # It can be asked again, with the page's own token.
    assert browser.post({"number": NUMBER}, path=f"/{language}/not-mine").status == 200


@pytest.mark.parametrize(
    ("status", "raised"),
    [
        (DisputeStatus.SUSPENDED, ANSWERED),
        (DisputeStatus.CONFIRMED, ANSWERED),
        (DisputeStatus.ENDED, ANSWERED),
        (DisputeStatus.NOT_IN_FORCE, None),
        (DisputeStatus.UNKNOWN_NUMBER, None),
    ],
)
def test_every_answer_has_its_page(
    browser: Browser, officer: Officer, status: DisputeStatus, raised: Raised | None
) -> None:
    officer.told = reply(status, raised)
    page = browser.post({"number": NUMBER}, path="/en/not-mine").data.decode()
    assert words("en")["dispute"][status.value].split("'")[0].split(".")[0] in page
    assert ("25.11.2026 14:57:00" in page) is (raised is not None)
    assert 'action="/en/not-mine"' not in page


def test_no_answer_is_told_with_its_reason(browser: Browser, officer: Officer) -> None:
    officer.told = CheckError(Reason.NETWORK)
    page = browser.post({"number": NUMBER}, path="/en/not-mine").data.decode()
    assert words("en")["dispute"]["failed"] in page
    assert "<code>network</code>" in page


def test_a_number_that_is_none_and_a_form_of_another_are_not_said(browser: Browser, officer: Officer) -> None:
    assert browser.post({"number": "N5Y71-YFEEMT"}, path="/en/not-mine").status == 422
    assert browser.post({"number": NUMBER, "token": "0" * 64}, path="/en/not-mine").status == 403
    elsewhere = browser.post({"number": NUMBER}, path="/en/not-mine", headers={"Origin": "http://evil.example"})
    assert elsewhere.status == 403
    assert officer.said == []


def test_its_page_is_never_fetched_again(browser: Browser) -> None:
    seen = browser.get("/en/not-mine")
    assert (seen.status, seen.headers["Location"]) == (303, "/en/")


def test_every_status_has_words_in_every_language() -> None:
    for language in LANGUAGES:
        assert {status.value for status in DisputeStatus} <= set(words(language)["dispute"])
