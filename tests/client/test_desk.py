"""The clerk's page: what it shows, in three languages, and what does not reach it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
import urllib3

from aiqyn import law
from aiqyn.client.answer import Answer
from aiqyn.client.desk.pages import Pages
from aiqyn.client.desk.server import DeskServer
from aiqyn.client.reasons import Reason
from aiqyn.identifiers.key import ForeignPersonKey, Key, VehicleKey
from aiqyn.law import EffectKind, MeasureKind, Purpose
from aiqyn.protocol.leaves import SanctionLeaf
from aiqyn.protocol.states import State
from tests.client.conftest import Country
from tests.client.test_facts import IIN, td1
from tests.client.test_point import DEBTOR
from tests.client.test_point_check import RUN
from tests.evaluator.process import POOL, free_port

AT = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
ORDER = SanctionLeaf(
    measure="M-1",
    measure_kind=MeasureKind.DEPARTURE_RESTRICTION,
    court="7514",
    authority="Court <of> Almaty",
    writ="W-1",
    article="Art. 33",
    rule="ground-debt",
    sanctioned_on=date(2026, 11, 1),
    ends_on=date(2027, 10, 31),
    subject=bytes(32),
)
CLEAR = Answer(State.CLEAR, Reason.NOT_LISTED, AT, Purpose.BORDER_DEPARTURE)
HIT = Answer(State.HIT, Reason.IN_FORCE, AT, Purpose.BORDER_DEPARTURE, ORDER, EffectKind.BAR, "00000-00C1S6")
UNKNOWN = Answer(State.UNKNOWN, Reason.NETWORK, AT, Purpose.BORDER_DEPARTURE)
FORM = {"first": IIN, "document": "N12345678", "state": "KAZ"}


class Browser:
    """A visitor with a cookie, a form and an address."""

    def __init__(self, server: DeskServer) -> None:
        self.server = server
        self.base = server.address.rstrip("/")
        self.cookie = ""
        self.token = ""

    def get(self, path: str, **headers: str) -> urllib3.BaseHTTPResponse:
        reply = POOL.request("GET", self.base + path, headers=headers, redirect=False)
        if "Set-Cookie" in reply.headers:
            self.cookie = reply.headers["Set-Cookie"].split(";")[0]
            found = re.search(r'name="token" value="([0-9a-f]{64})"', reply.data.decode())
            assert found
            self.token = found[1]
        return reply

    def post(
        self,
        fields: dict[str, str],
        *,
        path: str = "/en/answer",
        body: bytes | None = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> urllib3.BaseHTTPResponse:
        sent: dict[str, str | None] = {
            "Origin": self.base, "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        sent |= headers or {}
        content = urlencode({"token": self.token} | fields).encode() if body is None else body
        present = {name: value for name, value in sent.items() if value is not None}
        return POOL.request("POST", self.base + path, body=content, headers=present)


class Desk:
    """A page with a check that a test sets, which remembers what it was asked."""

    def __init__(self) -> None:
        self.answer = CLEAR
        self.asked: list[Key] = []
        self.grounds: list[str] = []

    def check(self, key: Key, *grounds: str) -> Answer:
        self.asked.append(key)
        self.grounds.extend(grounds)
        return self.answer


@pytest.fixture
def desk() -> Desk:
    return Desk()


def serving(desk: Desk, purpose: Purpose = Purpose.BORDER_DEPARTURE) -> DeskServer:
    server = DeskServer(0, pages=Pages("border-1", purpose, law.load()), check=desk.check)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


@pytest.fixture
def browser(desk: Desk) -> Iterator[Browser]:
    server = serving(desk)
    visitor = Browser(server)
    visitor.get("/en/")
    yield visitor
    server.shutdown()
    server.server_close()


def test_the_page_begins_in_kazakh(browser: Browser) -> None:
    reply = browser.get("/")
    assert (reply.status, reply.headers["Location"]) == (303, "/kk/")
    page = browser.get("/kk/").data.decode()
    assert '<html lang="kk">' in page
    assert "Алдыңыздағы адамды тексеріңіз" in page
    assert page.index('lang="kk" hreflang') < page.index('lang="ru" hreflang') < page.index('lang="en" hreflang')


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_form_is_labelled_and_has_its_landmarks(browser: Browser, language: str) -> None:
    page = browser.get(f"/{language}/").data.decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    fields = set(re.findall(r'<(?:input|textarea)[^>]*\bid="([^"]+)"', page))
    assert fields == set(re.findall(r'<label for="([^"]+)"', page)) == {"first", "document", "state", "convention"}
    for described in re.findall(r'aria-describedby="([^"]+)"', page):
        assert set(described.split()) <= set(ids)
    for part in (
        "<main",
        "<h1>",
        "<header",
        "<footer",
        'class="skip" href="#main"',
        'method="post"',
        "autofocus",
    ):
        assert part in page
    assert 'value="KAZ"' in page
    for absent in ("<script", "javascript:", "style=", "onclick", "http://", "https://"):
        assert absent not in page


def test_the_two_fields_are_a_key(browser: Browser, desk: Desk) -> None:
    assert browser.post(FORM).status == 200
    assert browser.post(FORM | {"document": "n 12345678", "state": "kaz", "first": f" {IIN}\r\n"}).status == 200
    assert browser.post({"first": td1(IIN).replace("\n", "\r\n"), "document": "", "state": "KAZ"}).status == 200
    assert desk.asked == [DEBTOR] * 3
    assert browser.post({"first": "24.05.1990", "document": "C01X00T47", "state": "D"}).status == 200
    assert isinstance(desk.asked[-1], ForeignPersonKey)
    kinds = ("first", "document", "state", "convention")
    assert browser.post(dict(zip(kinds, ("24.05.1990", "C01X00T47", "D", "yes"), strict=True))).status == 200
    assert type(desk.asked[-1]).__name__ == "ConventionKey"


@pytest.mark.parametrize(
    ("language", "word"), [("kk", "Шектеу жоқ"), ("ru", "Ограничений нет"), ("en", "No restriction")]
)
def test_clear_is_one_word_and_one_sign(browser: Browser, language: str, word: str) -> None:
    page = browser.post(FORM, path=f"/{language}/answer").data.decode()
    assert f">{word}</h1>" in page
    assert "answer-clear" in page
    assert "<svg" in page
    assert 'role="alert"' in page
    assert "<title>" + word in page


def test_a_released_person_is_shown_as_everyone_else(browser: Browser, desk: Desk) -> None:
    listed = browser.post(FORM).data
    desk.answer = Answer(State.CLEAR, Reason.RELEASED, AT, Purpose.BORDER_DEPARTURE)
    assert browser.post(FORM).data == listed


def test_a_hit_shows_number_order_and_what_to_do_and_say(browser: Browser, desk: Desk) -> None:
    desk.answer = HIT
    page = browser.post(FORM).data.decode()
    effect = law.load().effect(MeasureKind.DEPARTURE_RESTRICTION, Purpose.BORDER_DEPARTURE, AT.date())
    assert effect is not None
    for part in (
        '<p class="number" translate="no">00000-00C1S6</p>',
        "W-1",
        "Art. 33",
        "31.10.2027",
        "25.11.2026",
    ):
        assert part in page
    text = page.replace("&#39;", "'").replace("&#34;", '"')
    assert effect.do["en"] in text
    assert effect.say["en"] in text
    assert law.load().words("how-to-contest", "en") in text
    assert "Court &lt;of&gt; Almaty" in page
    assert IIN not in page
    assert "N12345678" not in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_unknown_shows_the_laws_row(browser: Browser, desk: Desk, language: str) -> None:
    desk.answer = UNKNOWN
    page = browser.post(FORM, path=f"/{language}/answer").data.decode().replace("&#39;", "'")
    row = law.load().unknown(Purpose.BORDER_DEPARTURE)
    assert row.do[language] in page
    assert row.say[language] in page
    assert "<code>network</code>" in page
    assert 'class="alarm"' not in page


def test_an_alarm_stands_on_the_page(browser: Browser, desk: Desk) -> None:
    desk.answer = Answer(State.UNKNOWN, Reason.NO_ORDER, AT, Purpose.BORDER_DEPARTURE)
    assert "Report this to the prosecutor" in browser.post(FORM).data.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"first": "900524350103"}, "first"),
        ({"first": ""}, "first"),
        ({"document": ""}, "document"),
        ({"document": "N1"}, "document"),
        ({"state": "KA1"}, "state"),
        ({"first": "I<KAZ", "document": ""}, "first"),
        ({"first": "I<KAZ"}, "document"),
        ({"first": "32.13.1990"}, "first"),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_is_asked(
    browser: Browser, desk: Desk, change: dict[str, str], field: str
) -> None:
    reply = browser.post(FORM | change)
    page = reply.data.decode()
    assert reply.status == 422
    assert desk.asked == []
    assert 'role="alert"' in page
    assert f'<a href="#{field}">' in page
    assert page.count('aria-invalid="true"') == 1
    assert re.search(rf'id="{field}"[^>]*aria-describedby="{field}-hint {field}-fault"', page)
    assert "<title>Error:" in page
    # What was typed is still there, so that it can be mended.
    assert "N12345678" in page or "document" in change
    assert browser.post(FORM | change | {"first": "<b>&"}).data.decode().count("&lt;b&gt;&amp;") == 1


def test_a_vehicles_desk_asks_for_a_vehicles_two_facts(desk: Desk) -> None:
    server = serving(desk, Purpose.VEHICLE_REGISTRATION)
    visitor = Browser(server)
    page = visitor.get("/en/").data.decode()
    assert set(re.findall(r'<label for="([^"]+)"', page)) == {"first", "certificate"}
    assert visitor.post({"first": "123ABC02", "certificate": "AB123456"}).status == 200
    assert isinstance(desk.asked[0], VehicleKey)
    for wrong, field in (({"first": "123ABC02"}, "certificate"), ({"certificate": "AB123456"}, "first")):
        assert f'<a href="#{field}">' in visitor.post(wrong).data.decode()
    server.shutdown()
    server.server_close()


def test_every_answer_forbids_keeping_framing_and_scripts(browser: Browser) -> None:
    for reply in (
        browser.get("/en/"),
        browser.post(FORM),
        browser.get("/none"),
        browser.get("/static/desk.css"),
    ):
        assert reply.headers["Cache-Control"] == "no-store"
        policy = reply.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Referrer-Policy"] == "same-origin"
    cookie = browser.get("/en/").headers["Set-Cookie"]
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict")


def test_facts_in_an_address_are_not_read(browser: Browser, desk: Desk) -> None:
    reply = browser.get(f"/en/answer?first={IIN}&document=N12345678&state=KAZ")
    assert reply.status == 404
    assert IIN not in reply.data.decode()
    assert browser.get("/en/answer").status == 303
    assert desk.asked == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Cookie": None}, 403),
        ({"Cookie": "aiqyn_desk=" + "x" * 43}, 403),
        ({"Cookie": "aiqyn_desk=\x01;;="}, 403),
        ({"Content-Type": "text/plain"}, 400),
        ({"Content-Type": "multipart/form-data"}, 400),
    ],
)
def test_what_another_page_sends_is_not_asked(
    browser: Browser, desk: Desk, headers: dict[str, str | None], status: int
) -> None:
    assert browser.post(FORM, headers=headers).status == status
    assert desk.asked == []


@pytest.mark.parametrize(
    "body",
    [b"x" * 5000, b"token", b"first=%ff", "first=ә".encode(), b"&".join([b"a=1"] * 13), b"first=1&first=2"],
)
def test_a_broken_form_is_not_read(browser: Browser, desk: Desk, body: bytes) -> None:
    assert browser.post({}, body=body).status == 400
    assert desk.asked == []


def test_a_form_without_its_token_is_offered_anew(browser: Browser, desk: Desk) -> None:
    for wrong in ("", "0" * 64, "ә"):
        reply = browser.post(FORM | {"token": wrong})
        assert reply.status == 403
        assert "Please ask again" in reply.data.decode()
        assert IIN not in reply.data.decode()
    assert desk.asked == []


def test_a_page_of_another_name_does_not_read_it(browser: Browser) -> None:
    assert browser.get("/en/", Host="rebound.example").status == 421
    assert browser.get("/en/", Host=f"localhost:{browser.server.server_address[1]}").status == 200


@pytest.mark.parametrize("path", ["/none", "/kk/none", "/de/", "/static/", "/static/../server.py"])
def test_there_is_nothing_else(browser: Browser, path: str) -> None:
    assert browser.get(path).status == 404


def test_other_methods_are_refused_without_a_word(browser: Browser) -> None:
    reply = POOL.request("DELETE", browser.base + f"/{IIN}")
    assert reply.status == 501
    assert reply.data == b""


def test_nothing_is_printed_about_a_request(browser: Browser, desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    def fail(key: Key) -> Answer:
        raise RuntimeError(IIN)

    browser.post(FORM)
    browser.server.check = fail
    with pytest.raises(urllib3.exceptions.HTTPError):
        browser.post(FORM)
    assert capfd.readouterr() == ("", "")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 7), ("ink", "sheet", 7), ("quiet", "paper", 4.5), ("quiet", "sheet", 4.5),
        ("sheet", "deep", 4.5), ("sheet", "deep-hover", 4.5), ("deep", "sheet", 4.5), ("deep", "paper", 4.5),
        ("clear", "clear-tint", 4.5), ("hit", "hit-tint", 4.5), ("unknown", "unknown-tint", 4.5),
        ("ink", "unknown-tint", 4.5), ("hit", "sheet", 4.5), ("line", "sheet", 3), ("sun", "deep", 3),
    ],
)  # fmt: skip
def test_colours_have_the_contrast_of_wcag_2_2_aa(browser: Browser, ink: str, ground: str, least: float) -> None:
    sheet = browser.get("/static/desk.css").data.decode()
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", sheet))
    light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def test_the_real_page_asks_the_real_register(country: Country) -> None:
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    port = free_port()
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            RUN,
            "point",
            "desk",
            "--port",
            str(port),
            "--config",
            str(country.configure()),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        assert address == f"http://127.0.0.1:{port}/"
        visitor = Browser.__new__(Browser)
        visitor.base = address.rstrip("/")
        visitor.get("/ru/")
        page = visitor.post(FORM, path="/ru/answer").data.decode()
        assert "Действует ограничение" in page
        assert "00000-00C1S" in page
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    assert process.stdout.read() == ""
    process.stdout.close()


def test_a_page_that_cannot_be_served_says_why(country: Country, tmp_path: Path) -> None:
    def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", RUN, "point", "desk", *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    missing = serve("--config", "none.toml", "--language", "en")
    assert (missing.returncode, "not set up" in missing.stderr) == (20, True)
    taken = country.register.url.rpartition(":")[2]
    busy = serve("--config", str(country.configure()), "--port", taken)
    assert (busy.returncode, f"port {taken}" in busy.stderr) == (2, True)
    assert serve("--port", "0").returncode == 2


def test_at_a_stop_its_ground_comes_before_the_question(desk: Desk) -> None:
    server = serving(desk, Purpose.ROADSIDE_STOP)
    visitor = Browser(server)
    page = visitor.get("/en/").data.decode()
    assert page.index('name="ground"') < page.index('name="first"')
    assert page.count('type="radio"') == 3
    facts = {"first": "123ABC02", "certificate": "AB123456"}
    for ground in ({}, {"ground": "stop-a-hunch"}):
        reply = visitor.post(facts | ground)
        assert reply.status == 422
        assert '<a href="#ground">' in reply.data.decode()
    assert desk.asked == []
    assert visitor.post(facts | {"ground": "stop-accident"}).status == 200
    assert isinstance(desk.asked[0], VehicleKey)
    assert desk.grounds == ["stop-accident"]
    server.shutdown()
    server.server_close()
