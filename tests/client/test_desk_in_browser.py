"""The clerk's page in a real browser: keyboard alone, without JavaScript, on a phone, and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.client.test_desk import CLEAR, HIT, UNKNOWN, Desk, serving
from tests.client.test_facts import IIN, td1
from tests.client.test_point import DEBTOR
from tests.conftest import chromium

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def page(chrome: Browser, desk: Desk) -> Iterator[Page]:
    server = serving(desk)
    context = chrome.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.goto(server.address)
    opened.wait_for_selector("#first:focus")
    yield opened
    context.close()
    server.shutdown()
    server.server_close()


def focused(page: Page) -> str:
    return str(page.locator(":focus").first.evaluate("element => element.id || element.className"))


def test_the_keyboard_alone_and_no_script(page: Page, desk: Desk) -> None:
    desk.answer = HIT
    assert focused(page) == "first"
    page.keyboard.type(IIN)
    page.keyboard.press("Tab")
    page.keyboard.type("N12345678")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer")
    assert desk.asked == [DEBTOR]
    assert focused(page) == "verdict"
    assert page.locator("h1").inner_text() == "Шектеу күшінде"
    assert page.locator(".number").inner_text() == HIT.number
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#first")
    assert page.locator("#first").input_value() == ""


def test_a_scanner_types_the_lines_and_the_clerk_sends_them(page: Page, desk: Desk) -> None:
    for line in td1(IIN).splitlines():
        page.keyboard.type(line)
        page.keyboard.press("Enter")  # a scanner ends each line so
    page.locator("button").click()
    page.wait_for_selector(".answer-clear")
    assert desk.asked == [DEBTOR]


def test_a_fault_takes_the_focus_and_leads_to_its_field(page: Page, desk: Desk) -> None:
    page.fill("#first", "900524350103")
    page.fill("#document", "N12345678")
    page.keyboard.press("Enter")
    page.wait_for_selector(".summary")
    assert focused(page) == "summary"
    page.locator(".summary a").click()
    assert focused(page) == "first"
    assert page.locator("#first").input_value() == "900524350103"
    assert desk.asked == []


@pytest.mark.parametrize("width", [320, 360, 768])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_nothing_overflows_a_phone(page: Page, desk: Desk, width: int, language: str) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    base = page.url.removesuffix("kk/")
    for answer in (None, CLEAR, HIT, UNKNOWN):
        page.goto(f"{base}{language}/")
        if answer is not None:
            desk.answer = answer
            page.fill("#first", IIN)
            page.fill("#document", "N12345678")
            page.keyboard.press("Enter")
            page.wait_for_selector(".answer")
        wide = page.locator("body *:not(.skip):not(.visually-hidden)").evaluate_all(
            "all => all.filter(e => getComputedStyle(e).display !== 'inline' && (e.scrollWidth >"
            " e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1))"
            ".map(e => e.className || e.tagName)"
        )
        assert wide == []


def test_what_can_be_pressed_is_large_enough(page: Page) -> None:
    for element in page.locator("button, input:not([type=hidden]), textarea, .languages a").all():
        box = element.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_the_printed_slip_has_the_number_and_not_what_the_clerk_says(page: Page, desk: Desk) -> None:
    desk.answer = HIT
    page.fill("#first", IIN)
    page.fill("#document", "N12345678")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer")
    page.emulate_media(media="print")
    assert page.locator(".number").is_visible()
    assert page.locator("dl").is_visible()
    assert page.locator(".can-do").is_visible()
    assert not page.locator(".two").is_visible()
    assert not page.locator(".languages").is_visible()
